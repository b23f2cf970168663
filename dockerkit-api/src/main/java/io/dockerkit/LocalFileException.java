package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a local file or directory cannot be read or written: the disk is full, a permission
 * is missing, a directory does not exist, or a file changed while it was copied.
 *
 * <p>The message names the path and the reason. Bytes of a name that are not text are written as {@code \xE4}.
 */
public class LocalFileException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Creates the exception.
     *
     * @param path the file or directory, as it can be shown
     * @param message what was tried, on which path, and why it failed
     * @param cause what the system reported, or null
     */
    public LocalFileException(String path, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /** Returns the file or directory, as it can be shown; bytes that are no text are written as {@code \xE4}. */
    public String path() {
        return path;
    }
}
