package io.dockerkit.impl.copy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
    static char type(int mode) {
        return switch (mode & TYPE) {
            case PIPE -> TarHead.PIPE;
            case CHARACTER_DEVICE -> TarHead.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> TarHead.BLOCK_DEVICE;
            default -> 0;
        };
    }

    /** Makes what the entry is at a path at which there is nothing. */
    static void make(Path path, TarHead entry) throws IOException {
        if (ByteNames.isAscii(path.toString())) {
            makeHere(path, entry);
            return;
        }
        // words for a program go through the locale's charset, which may not have the name
        Path directory = Files.createTempDirectory("dockerkit-");
        try {
            Path node = directory.resolve("node");
            makeHere(node, entry);
            Files.move(node, path);
        } finally {
            Files.deleteIfExists(directory.resolve("node"));
            Files.delete(directory);
        }
    }

    private static void makeHere(Path path, TarHead entry) throws IOException {
        List<String> command = new ArrayList<>();
        if (entry.type() == TarHead.PIPE) {
            command.addAll(List.of("mkfifo", path.toString()));
        } else {
            String kind = entry.type() == TarHead.BLOCK_DEVICE ? "b" : "c";
            command.addAll(List.of("mknod", path.toString(), kind));
            command.add(String.valueOf(entry.major()));
            command.add(String.valueOf(entry.minor()));
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
