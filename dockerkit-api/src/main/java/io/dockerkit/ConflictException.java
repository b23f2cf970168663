package io.dockerkit;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
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

    /**
     * What holds a name, a port, a network or a volume that is needed elsewhere: the evidence of a {@link ConflictException}.
     * Immutable and thread-safe.
     *
     * @param kind what it is: {@code container}, {@code network}, or {@code process} for one of the host outside of containers
     * @param id its full id; the pid of a process
     * @param name its name; the command of a process
     */
    public record Holder(String kind, String id, String name) implements Serializable {
        /** Checks that nothing is null. */
        public Holder {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
        }

        private static final int SHORT = 12;

        /** Returns it as messages show it: {@code container web (3fa9c1d0ab12)}. */
        @Override
        public String toString() {
            String shown = id.substring(0, Math.min(SHORT, id.length()));
            return kind + " " + name + " (" + (kind.equals("process") ? "pid " : "") + shown + ")";
        }
    }
}
