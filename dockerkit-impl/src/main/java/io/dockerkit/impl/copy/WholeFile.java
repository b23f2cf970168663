package io.dockerkit.impl.copy;

import io.dockerkit.IncompleteStreamException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.impl.tar.TarEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that appear when they are whole, or not at all. They are this user's only, mode 0600, as those of the CLI,
 * also while they are written. Stateless and thread-safe.
 */
public final class WholeFile {
    static final String PREFIX = ".dockerkit-";
    static final String SUFFIX = ".part";

    private static final int BUFFER = 256 * 1024;

    private WholeFile() {}

    /**
     * Checks that an archive can be written to the file, before the engine is asked for one.
     *
     * @throws InvalidOptionException if it is anything but a regular file or nothing in an existing directory
     */
    public static void require(Path file) {
        LocalFiles.requireWritable("file", file);
    }

    /**
     * Writes an archive to the file, in place of one that may be there.
     *
     * @throws InvalidOptionException if it is anything but a regular file or nothing in an existing directory
     * @throws IncompleteStreamException if the stream ends before the archive does: an engine that fails within it can only
     *     stop
     * @throws LocalFileException if the file cannot be written; what was there before is still there
     */
    public static void writeArchive(Path file, InputStream from) {
        require(file);
        Path target = file.toAbsolutePath();
        @Nullable Path part = null;
        try {
            // the JDK gives temporary files mode 0600
            part = Files.createTempFile(target.getParent(), PREFIX, SUFFIX);
            TarEnd archive = new TarEnd(from);
            long length = copy(archive, part);
            if (!archive.isReached()) {
                throw new IncompleteStreamException(
                        "the engine ended the archive for "
                                + file
                                + " within it, after "
                                + length
                                + " bytes; nothing was kept",
                        null);
            }
            // what came to be there in the meantime
            require(file);
            Files.move(
                    part,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw LocalFiles.failed("write", file, e);
        } finally {
            discard(part);
        }
    }

    private static long copy(InputStream from, Path to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE)) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                out.write(buffer, 0, count);
                length += count;
            }
        }
        return length;
    }

    private static void discard(@Nullable Path part) {
        if (part != null) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                throw LocalFiles.failed("remove", part, e);
            }
        }
    }
}
