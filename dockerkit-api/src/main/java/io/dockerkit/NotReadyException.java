package io.dockerkit;

/**
 * Thrown when a container does not become ready: it exited instead, or the condition can no longer become true, or, as
 * {@link TimedOut}, it was not ready in time. The message has the condition, the last observation, the exit
 * code if there is one, and the end of the container's logs.
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

    /**
     * Thrown when a container does not become ready in time. The message has the condition, the last observation, and the end
     * of the container's logs.
     */
    public static class TimedOut extends NotReadyException {
        private static final long serialVersionUID = 1L;

        /**
         * Creates the exception.
         *
         * @param message what was waited for and what came instead
         * @param lastSeen what the last look showed
         */
        public TimedOut(String message, String lastSeen) {
            super(message, lastSeen);
        }
    }
}
