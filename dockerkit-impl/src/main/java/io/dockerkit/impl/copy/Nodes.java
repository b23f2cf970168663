package io.dockerkit.impl.copy;

import io.dockerkit.DockerInterruptedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Named pipes and devices, which the JDK sees but cannot make: that is done by the system's {@code mkfifo} and
 * {@code mknod}. Stateless and thread-safe.
 */
final class Nodes {
    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final long MOST_SECONDS = 10;

    private Nodes() {}

    /** Returns the type that a file of this mode has in an archive, or 0 if it has no place in one, as a socket. */
    static byte type(int mode) {
        return switch (mode & TYPE) {
            case PIPE -> TarConstants.LF_FIFO;
            case CHARACTER_DEVICE -> TarConstants.LF_CHR;
            case BLOCK_DEVICE -> TarConstants.LF_BLK;
            default -> 0;
        };
    }

    /** Says in an entry which device it is, by the number that Linux gives it. */
    static void number(TarArchiveEntry entry, long device) {
        entry.setDevMajor((int) ((device >> 8 & 0xfff) | (device >> 32 & ~0xfffL)));
        entry.setDevMinor((int) ((device & 0xff) | (device >> 12 & ~0xffL)));
    }

    /** Makes what the entry is at a path at which there is nothing. */
    static void make(Path path, TarArchiveEntry entry) throws IOException {
        List<String> command = new ArrayList<>();
        if (entry.isFIFO()) {
            command.addAll(List.of("mkfifo", path.toString()));
        } else {
            command.addAll(List.of("mknod", path.toString(), entry.isBlockDevice() ? "b" : "c"));
            command.add(String.valueOf(entry.getDevMajor()));
            command.add(String.valueOf(entry.getDevMinor()));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(said.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while making " + path, interrupted);
        } finally {
            process.destroy();
        }
    }
}
