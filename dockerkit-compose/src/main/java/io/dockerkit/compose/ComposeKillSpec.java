package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.util.List;

/**
 * The options of {@code docker compose kill}.
 *
 * <pre>{@code
 * project.kill(options -> options.signal("SIGHUP"), "web");
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeKillSpec extends CallOptions<ComposeKillSpec>
        implements FlagOptions<ComposeKillSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose kill",
                            List.of(
                                    Flag.toggle(
                                            "remove-orphans",
                                            "Kill services that the files do not name, too"),
                                    Flag.one("signal", "a signal's name or number", "Signal")
                                            .shorthand('s')))
                    .flagsAnywhere();

    private static final ComposeKillSpec DEFAULTS = new ComposeKillSpec(FlagValues.none(TABLE));

    private ComposeKillSpec(FlagValues flags) {
        super(flags);
    }

    @Override
    protected ComposeKillSpec with(FlagValues next) {
        return new ComposeKillSpec(next);
    }

    /** Returns a plain {@code docker compose kill}. */
    public static ComposeKillSpec defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the signal instead of SIGKILL: {@code --signal}.
     *
     * @param name a name, {@code SIGHUP} or {@code HUP}, or a number
     */
    public ComposeKillSpec signal(String name) {
        return flag("signal", Checks.text("--signal", "name", name));
    }

    /**
     * Kills the containers of services that the files do not name, too: {@code --remove-orphans}. Despite the flag's name,
     * nothing is removed.
     */
    public ComposeKillSpec removeOrphans() {
        return flag("remove-orphans", "true");
    }

    String signal() {
        return flags().value("signal").orElse("SIGKILL");
    }

    boolean isRemoveOrphans() {
        return flags().isSet("remove-orphans");
    }
}
