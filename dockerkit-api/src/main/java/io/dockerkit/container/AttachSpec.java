package io.dockerkit.container;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellQuoting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code docker attach} and {@code docker start --attach}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class AttachSpec {
    private static final AttachSpec DEFAULTS = new AttachSpec(true, false, false, null);

    private final boolean stdin;
    private final boolean logs;
    private final boolean sigProxy;
    private final @Nullable String detachKeys;

    private AttachSpec(boolean stdin, boolean logs, boolean sigProxy, @Nullable String detachKeys) {
        this.stdin = stdin;
        this.logs = logs;
        this.sigProxy = sigProxy;
        this.detachKeys = detachKeys;
    }

    /** Returns a plain {@code docker attach}. */
    public static AttachSpec defaults() {
        return DEFAULTS;
    }

    /** Does not attach standard input: {@code --no-stdin}. */
    public AttachSpec noStdin() {
        return new AttachSpec(false, logs, sigProxy, detachKeys);
    }

    /** Gives what it has written before first. Not a flag of the CLI; of the Engine API, {@code logs}. */
    public AttachSpec logs() {
        return new AttachSpec(stdin, true, sigProxy, detachKeys);
    }

    /** Sets the keys that detach a terminal, {@code ctrl-p,ctrl-q} for instance: {@code --detach-keys}. */
    public AttachSpec detachKeys(String keys) {
        return new AttachSpec(stdin, logs, sigProxy, Checks.text("--detach-keys", "keys", keys));
    }

    /**
     * Passes the signals that this process gets (HUP, INT, TERM, USR2, CONT) on to the container while the session lasts:
     * {@code --sig-proxy}. Off unless set, since it takes them away from the program; the CLI has it on. As with the CLI, a
     * container with a terminal gets none.
     */
    public AttachSpec sigProxy() {
        return new AttachSpec(stdin, logs, true, detachKeys);
    }

    /** Returns whether its standard input is attached, if it was created {@code interactive()}. */
    public boolean isStdin() {
        return stdin;
    }

    /** Returns whether what it has written before is given first. */
    public boolean isLogs() {
        return logs;
    }

    /** Returns whether the signals that this process gets are passed on. */
    public boolean isSigProxy() {
        return sigProxy;
    }

    /** Returns the keys that detach a terminal; empty for those of the configuration, or else ctrl-P ctrl-Q. */
    public Optional<String> detachKeys() {
        return Optional.ofNullable(detachKeys);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttachSpec that
                && stdin == that.stdin
                && logs == that.logs
                && sigProxy == that.sigProxy
                && Objects.equals(detachKeys, that.detachKeys);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stdin, logs, sigProxy, detachKeys);
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (stdin ? "" : " --no-stdin")
                + (sigProxy ? " --sig-proxy" : "")
                + (detachKeys == null
                        ? ""
                        : " --detach-keys " + ShellQuoting.join(List.of(detachKeys)));
    }
}
