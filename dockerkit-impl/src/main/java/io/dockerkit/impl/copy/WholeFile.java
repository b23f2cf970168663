package io.dockerkit.impl.copy;

import io.dockerkit.IncompleteStreamException;
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
     * Writes an archive to the file, in place of one that may be there.
     *
     * @throws IncompleteStreamException if the stream ends before the archive does: an engine that fails within it can only
     *     stop
     * @throws UncheckedIOException if the file cannot be written; what was there before is still there
     */
    public static void writeArchive(Path file, InputStream from) {
        Path target = file.toAbsolutePath();
        @Nullable Path part = null;
        try {
            part = Files.createTempFile(target.getParent(), ".dockerkit-", ".part");
            TarEnd archive = new TarEnd(from);
            long length = Files.copy(archive, part, StandardCopyOption.REPLACE_EXISTING);
            if (!archive.isReached()) {
                throw new IncompleteStreamException(
                        "the engine ended the archive for "
                                + file
                                + " within it, after "
                                + length
                                + " bytes; nothing was kept",
                        null);
            }
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
