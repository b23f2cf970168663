package io.dockerkit;

import java.io.Serializable;
import java.util.Objects;

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
