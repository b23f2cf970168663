package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the engine could not be reached, or the connection ended before it answered, or what answered does not
 * speak HTTP as an engine does.
 *
 * <p>The message names the address that was tried and what to do: start the engine, correct {@code DOCKER_HOST} or the
 * current context, get the right to open the socket. Where the connection broke after the request was sent, the engine
 * may have carried it out, {@link #mayHaveBeenCarriedOut()}: DockerKit has not sent it again, and a program that does
 * should first look.
 */
public class DockerUnavailableException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveBeenCarriedOut;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what happened, and what to do
     * @param cause what the connection reported, or null
     */
    public DockerUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    /**
     * Creates the exception.
     *
     * @param message what was asked, what happened, and what to do
     * @param cause what the connection reported, or null
     * @param mayHaveBeenCarriedOut whether the engine may have got the request
     */
    public DockerUnavailableException(
            String message, @Nullable Throwable cause, boolean mayHaveBeenCarriedOut) {
        super(message, cause);
        this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
    }

    /**
     * Returns whether the engine may have carried out what was asked: the request was sent, at least in part, and no answer
     * came. False where there was no connection, and nothing can have happened.
     */
    public boolean mayHaveBeenCarriedOut() {
        return mayHaveBeenCarriedOut;
    }
}
