package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the thread was interrupted while it waited for the engine.
 *
 * <p>The interrupt flag of the thread is set again, so that callers further up see the interrupt too. The connection of
 * the call is closed; what was asked for may have happened or not. A container that a foreground run leaves behind is
 * ended, but the thread does not wait for that.
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
