package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a response is not that of a Docker engine: it is not HTTP, not JSON where an engine sends JSON, or lacks a
 * required field, such as the id of a new container. Another server listens at the address, or a proxy changes the
 * responses.
 *
 * <p>The message has the operation and the response. The engine may have carried it out, see
 * {@link #mayHaveBeenCarriedOut()}.
 *
 * @since 0.1
 */
public class MalformedAnswerException extends DockerUnavailableException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what came, and what to do
     * @param cause what could not be read, or null
     */
    public MalformedAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause, true);
    }
}
