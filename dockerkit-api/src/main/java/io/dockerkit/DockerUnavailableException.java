package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the engine cannot be reached, the connection ends before the response, or the response is not that of a
 * Docker engine.
 *
 * <p>The message names the address that was tried and what to do: start the engine, correct {@code DOCKER_HOST} or the
 * current context, get the permission to open the socket. If the connection broke after the request was sent, the engine
 * may have carried it out, see {@link #mayHaveBeenCarriedOut()}. DockerKit has not sent it again; check the result before
 * you do.
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
     * came. False if there was no connection, so nothing can have happened.
     */
    public boolean mayHaveBeenCarriedOut() {
        return mayHaveBeenCarriedOut;
    }

    /**
     * Thrown when a response is not that of a Docker engine: it is not HTTP, not JSON where an engine sends JSON, or lacks a
     * required field, such as the id of a new container. Another server listens at the address, or a proxy changes the
     * responses.
     *
     * <p>The message has the operation and the response. The engine may have carried it out, see {@link
     * DockerUnavailableException#mayHaveBeenCarriedOut()}.
     *
     * @since 0.1
     */
    public static class MalformedAnswer extends DockerUnavailableException {
        private static final long serialVersionUID = 1L;

        /**
         * Creates the exception.
         *
         * @param message what was asked, what came, and what to do
         * @param cause what could not be read, or null
         */
        public MalformedAnswer(String message, @Nullable Throwable cause) {
            super(message, cause, true);
        }
    }
}
