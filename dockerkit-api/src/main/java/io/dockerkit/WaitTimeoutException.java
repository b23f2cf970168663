package io.dockerkit;

/**
 * Thrown when a container does not become ready in time. The message has the condition, the last observation, and the end
 * of the container's logs.
 */
public class WaitTimeoutException extends NotReadyException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was waited for and what came instead
     * @param lastSeen what the last look showed
     */
    public WaitTimeoutException(String message, String lastSeen) {
        super(message, lastSeen);
    }
}
