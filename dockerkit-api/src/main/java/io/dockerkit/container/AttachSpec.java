package io.dockerkit.container;

import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Words;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code docker attach} and {@code docker start --attach}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class AttachSpec extends CallOptions<AttachSpec> implements FlagOptions<AttachSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker attach",
                    List.of(
                            one(
                                            "detach-keys",
                                            "keys, such as ctrl-p,ctrl-q",
                                            "Keys to detach from a terminal")
                                    .checked(Words::checkNotBlank),
                            toggle("no-stdin", "Do not attach standard input"),
                            toggle("sig-proxy", "Pass this process's signals on; off unless set")
                                    .onByDefault()
                                    .kept()));

    private static final AttachSpec DEFAULTS = new AttachSpec(FlagValues.none(TABLE), false);

    private final boolean logs;

    private AttachSpec(FlagValues flags, boolean logs) {
        super(flags);
        this.logs = logs;
    }

    @Override
    protected AttachSpec with(FlagValues next) {
        return new AttachSpec(next, logs);
    }

    @Override
    protected Object besides() {
        return logs;
    }

    /** Returns a plain {@code docker attach}. */
    public static AttachSpec defaults() {
        return DEFAULTS;
    }

    /** Does not attach standard input: {@code --no-stdin}. */
    public AttachSpec noStdin() {
        return flag("no-stdin", "true");
    }

    /** Gives what it has written before first. Not a flag of the CLI; of the Engine API, {@code logs}. */
    public AttachSpec logs() {
        return new AttachSpec(flags(), true);
    }

    /** Sets the keys that detach a terminal, {@code ctrl-p,ctrl-q} for instance: {@code --detach-keys}. */
    public AttachSpec detachKeys(String keys) {
        return flag("detach-keys", Checks.text("--detach-keys", "keys", keys));
    }

    /**
     * Passes the signals that this process gets (HUP, INT, TERM, USR2, CONT) on to the container while the session lasts:
     * {@code --sig-proxy}. Off unless set, since it takes them away from the program; the CLI has it on. As with the CLI, a
     * container with a terminal gets none.
     */
    public AttachSpec sigProxy() {
        return flag("sig-proxy", "true");
    }

    /** Returns whether the signals that this process gets are passed on. */
    public boolean isSigProxy() {
        return flags().value("sig-proxy").orElse("").equals("true");
    }

    /** Returns whether its standard input is attached, if it was created {@code interactive()}. */
    public boolean isStdin() {
        return !flags().isSet("no-stdin");
    }

    /** Returns whether what it has written before is given first. */
    public boolean isLogs() {
        return logs;
    }

    /** Returns the keys that detach a terminal; empty for those of the configuration, or else ctrl-P ctrl-Q. */
    public Optional<String> detachKeys() {
        return flags().value("detach-keys");
    }

    /** Returns the command line that attaches to a container in this way; {@link #logs()} cannot be said there. */
    public String toCommandLine(String container) {
        return line(Checks.text("container", "container", container));
    }
}
