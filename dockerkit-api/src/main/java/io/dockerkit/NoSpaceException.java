package io.dockerkit;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a file system of the engine's host, or a volume of limited size, is full. A program may prune and retry.
 */
public class NoSpaceException extends EngineException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer, or 0 for an error inside a stream that began well
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public NoSpaceException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message, status, engineMessage, commandLine);
    }
}
