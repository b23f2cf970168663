package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the engine kept a call waiting longer than its deadline.
 *
 * <p>The connection of that call is closed; other calls are not touched. What was asked for may still happen: the engine
 * is not told, except that it sees the connection end. Give a longer deadline, or see what keeps the engine busy
 * ({@code docker events}, {@code docker ps}, the log of the engine).
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
