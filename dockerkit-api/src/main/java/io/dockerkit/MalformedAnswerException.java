package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when what answered does not speak as a Docker engine does: it sends no HTTP, no JSON where an engine sends JSON, or
 * an answer without the field that is asked for, such as the id of what was created. Something else listens at the address,
 * or something between the program and the engine changes what it says.
 *
 * <p>The message names what was asked and what came. The engine may have carried it out,
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
