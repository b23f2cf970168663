package io.dockerkit.container;

import io.dockerkit.cli.Checks;
import java.util.Objects;

/**
 * How to attach to an existing container: the flags of {@code docker attach} and {@code docker start --attach}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 *
 * @param isStdin whether its standard input is attached, if it was created {@code interactive()}
 * @param isLogs whether what it has written before is given first
 * @param detachKeys the keys that detach a terminal, or the empty text for the engine's own, ctrl-P ctrl-Q
 */
public record AttachSpec(boolean isStdin, boolean isLogs, String detachKeys) {
    /** Checks that nothing is null. */
    public AttachSpec {
        Objects.requireNonNull(detachKeys, "detachKeys");
    }

    /** Returns a plain {@code docker attach}. */
    public static AttachSpec defaults() {
        return new AttachSpec(true, false, "");
    }

    /** Does not attach standard input: {@code --no-stdin}. */
    public AttachSpec noStdin() {
        return new AttachSpec(false, isLogs, detachKeys);
    }

    /** Gives what it has written before first. Not a flag of the CLI; of the Engine API, {@code logs}. */
    public AttachSpec logs() {
        return new AttachSpec(isStdin, true, detachKeys);
    }

    /** Sets the keys that detach a terminal, {@code ctrl-p,ctrl-q} for instance: {@code --detach-keys}. */
    public AttachSpec detachKeys(String keys) {
        return new AttachSpec(isStdin, isLogs, Checks.text("--detach-keys", "keys", keys));
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (isStdin ? "" : " --no-stdin")
                + (detachKeys.isEmpty() ? "" : " --detach-keys " + detachKeys);
    }
}
