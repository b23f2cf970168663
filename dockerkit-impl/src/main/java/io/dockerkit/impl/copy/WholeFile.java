package io.dockerkit.impl.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Writes files that appear when they are whole, or not at all. Stateless and thread-safe. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes all of the stream to the file, in place of one that may be there.
     *
     * @throws UncheckedIOException if the file cannot be written; what was there before is still there
     */
    public static void write(Path file, InputStream from) {
        Path target = file.toAbsolutePath();
        @Nullable Path part = null;
        try {
            part = Files.createTempFile(target.getParent(), ".dockerkit-", ".part");
            Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        } finally {
            discard(part);
        }
    }

    private static void discard(@Nullable Path part) {
        if (part != null) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove " + part, e);
            }
        }
    }
}
