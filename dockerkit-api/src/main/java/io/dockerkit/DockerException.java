package io.dockerkit;

import org.jspecify.annotations.Nullable;

/** The root of all errors that DockerKit reports. */
public class DockerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DockerException(String message) {
        super(message);
    }

    public DockerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
