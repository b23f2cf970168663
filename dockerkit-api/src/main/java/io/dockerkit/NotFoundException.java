package io.dockerkit;

import org.jspecify.annotations.Nullable;

/** Thrown when the named container, image, network, volume or docker context does not exist (404; 0 for a context). */
public class NotFoundException extends EngineException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public NotFoundException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message, status, engineMessage, commandLine);
    }
}
