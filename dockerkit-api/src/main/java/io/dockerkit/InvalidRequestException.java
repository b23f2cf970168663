package io.dockerkit;

import org.jspecify.annotations.Nullable;

/** Thrown when the engine rejects the request itself (400), such as a path that is not absolute. */
public class InvalidRequestException extends EngineException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public InvalidRequestException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message, status, engineMessage, commandLine);
    }
}
