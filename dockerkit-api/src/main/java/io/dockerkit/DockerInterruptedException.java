package io.dockerkit;

import org.jspecify.annotations.Nullable;

/** x. */
public class DockerInterruptedException extends DockerException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public DockerInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
