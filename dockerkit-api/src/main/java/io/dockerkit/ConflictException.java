package io.dockerkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the engine refuses because of the current state of an object, mostly with 409. The subclasses are the usual
 * cases.
 */
public class ConflictException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final Holder[] holders;

    /**
     * Creates the exception.
     *
     * @param message what was asked, what the engine said and what to do
     * @param status the HTTP status of the answer
     * @param engineMessage the engine's own words
     * @param commandLine the equivalent docker command, secrets redacted, or null if there is none
     * @param holders what causes the conflict; empty if it is not known
     */
    public ConflictException(
            String message,
            int status,
            String engineMessage,
            @Nullable String commandLine,
            List<Holder> holders) {
        super(message, status, engineMessage, commandLine);
        this.holders = holders.toArray(new Holder[0]);
    }

    /** Returns what causes the conflict, as far as it is known, or an empty list. */
    public List<Holder> holders() {
        return List.of(holders);
    }
}
