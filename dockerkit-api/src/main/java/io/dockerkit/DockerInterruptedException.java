package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the thread was interrupted while it waited for the engine.
 *
 * <p>The interrupt flag of the thread is set again, so that its callers see the interrupt too. The connection of the call
 * is closed; the operation may have been carried out or not. The container of a foreground run is killed, but the thread
 * does not wait for that.
 */
public class DockerInterruptedException extends DockerException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what happened, and what to do
     * @param cause what the connection reported, or null
     */
    public DockerInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
