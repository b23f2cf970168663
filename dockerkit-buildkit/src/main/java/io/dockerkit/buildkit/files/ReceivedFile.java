package io.dockerkit.buildkit.files;

import io.dockerkit.impl.copy.FileState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** A file that is being received: it gets its name when it is whole. Not thread-safe. */
final class ReceivedFile {
    private final Path target;
    private final ReceivedStat stat;
    private final Path part;
    private final OutputStream out;

    ReceivedFile(Path target, ReceivedStat stat) throws IOException {
        this.target = target;
        this.stat = stat;
        this.part = Files.createTempFile(target.getParent(), ".dockerkit-", ".part");
        this.out = open(part);
    }

    private static OutputStream open(Path part) throws IOException {
        try {
            return Files.newOutputStream(part, StandardOpenOption.WRITE);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(part);
            throw failed;
        }
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void finish() throws IOException {
        try {
            out.close();
            FileState.setMode(part, stat.permissions());
            Files.setLastModifiedTime(part, FileTime.from(stat.modified(), TimeUnit.NANOSECONDS));
            Files.move(
                    part,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    void discard() {
        try (out) {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // told already why the output failed
        }
    }
}
