package io.dockerkit;

/**
 * Thrown when a container does not become ready: it ended instead, or what was waited for cannot happen any more, or, as
 * {@link WaitTimeoutException}, it was not ready in time. The message tells what was waited for, what was last seen, the
 * exit code if there is one, and the end of the container's logs.
 */
public class NotReadyException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String lastSeen;

    /**
     * Creates the exception.
     *
     * @param message what was waited for and what came instead
     * @param lastSeen what the last look showed
     */
    public NotReadyException(String message, String lastSeen) {
        super(message);
        this.lastSeen = lastSeen;
    }

    /** Returns what the last look showed, {@code HTTP status 503} for instance. */
    public String lastSeen() {
        return lastSeen;
    }
}
