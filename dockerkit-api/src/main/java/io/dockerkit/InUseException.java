package io.dockerkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when something cannot be removed because it is in use: a running container, an image, network or volume that
 * containers use. {@link #holders()} has the containers.
 */
public class InUseException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     * @param holders what causes the conflict; empty if it is not known
     */
    public InUseException(
            String message,
            int status,
            String engineMessage,
            @Nullable String commandLine,
            List<ConflictException.Holder> holders) {
        super(message, status, engineMessage, commandLine, holders);
    }
}
