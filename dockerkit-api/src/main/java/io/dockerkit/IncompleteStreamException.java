package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a stream of the engine (an answer, logs, the output of a process, a copied archive) was cut before its end:
 * the engine stopped, or a proxy closed the connection.
 *
 * <p>The message says how much had arrived. What was read before the exception is correct but incomplete. Call again, with
 * {@code since} if the stream has it.
 */
public class IncompleteStreamException extends DockerException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what happened, and what to do
     * @param cause what the connection reported, or null
     */
    public IncompleteStreamException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
