package io.dockerkit.impl.copy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.impl.tar.ByteNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What is said of files of this machine that cannot be read or written. Stateless and thread-safe. */
public final class LocalFiles {
    private LocalFiles() {}

    /** Returns the error for a path: {@code cannot write /x: No space left on device}. */
    public static LocalFileException failed(String what, Path path, IOException cause) {
        String shown = ByteNames.shown(path);
        String where = shown;
        if (cause instanceof FileSystemException failed
                && failed.getFile() != null
                && !failed.getFile().equals(path.toString())) {
            where = shown + " (" + failed.getFile() + ")";
        }
        return new LocalFileException(
                shown, "cannot " + what + " " + where + ": " + reason(cause), cause);
    }

    /** Returns why it failed, in words. */
    public static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "there is a file already";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (cause instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /**
     * Checks that a path can be written as a whole file: it is a regular file, which is replaced, or there is nothing, in a
     * directory that exists. Links are not followed: what is renamed onto one would take its place.
     *
     * @throws InvalidOptionException if it is a directory, a symbolic link, a device, a pipe or a socket, or if its
     *     directory is missing
     */
    public static void requireWritable(String option, Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw refused(
                    option,
                    file,
                    directory == null
                            ? "it is a directory; accepted form: a file"
                            : "there is no directory " + ByteNames.shown(directory));
        }
        try {
            BasicFileAttributes there =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!there.isRegularFile()) {
                throw refused(
                        option,
                        file,
                        "it is "
                                + kind(there)
                                + ", which a file would replace; accepted form: a regular file, or"
                                + " nothing, in an existing directory");
            }
        } catch (NoSuchFileException none) {
            return;
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    /** Returns what it is, with its article. */
    static String kind(BasicFileAttributes there) {
        return there.isDirectory()
                ? "a directory"
                : there.isSymbolicLink()
                        ? "a symbolic link"
                        : there.isRegularFile() ? "a file" : "a device, a pipe or a socket";
    }

    private static InvalidOptionException refused(String option, Path file, String why) {
        return new InvalidOptionException(option, ByteNames.shown(file), why);
    }
}
