package io.dockerkit;

import org.jspecify.annotations.Nullable;

/** x. */
public class DockerUnavailableException extends DockerException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public DockerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
