package io.dockerkit;

import org.jspecify.annotations.Nullable;

/** x. */
public class IncompleteStreamException extends DockerException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public IncompleteStreamException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
