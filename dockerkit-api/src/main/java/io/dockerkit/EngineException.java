package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the engine answered with an error. The subclasses are the errors that a program may want to handle; all other
 * errors are thrown as this class.
 */
public class EngineException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String engineMessage;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer, or 0 for an error inside a stream that began well
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public EngineException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message);
        this.status = status;
        this.engineMessage = SecretText.masked(engineMessage);
        if (commandLine != null) {
            during(commandLine);
        }
    }

    /** Returns the HTTP status of the answer, or 0 for an error inside a stream that began well. */
    public int status() {
        return status;
    }

    /** Returns the engine's own words. */
    public String engineMessage() {
        return engineMessage;
    }
}
