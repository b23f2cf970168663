package io.dockerkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown when an operation such as exec needs a running container, and the container is not running. */
public class NotRunningException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     */
    public NotRunningException(
            String message, int status, String engineMessage, @Nullable String commandLine) {
        super(message, status, engineMessage, commandLine, List.of());
    }
}
