package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the engine exceeds the deadline of a call.
 *
 * <p>The connection of that call is closed; other calls are not affected. The operation may still be carried out: the
 * engine only sees that the connection ends. Set a longer deadline, or check what keeps the engine busy ({@code docker
 * events}, {@code docker ps}, the log of the engine).
 */
public class DockerTimeoutException extends DockerException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what happened, and what to do
     * @param cause what the connection reported, or null
     */
    public DockerTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
