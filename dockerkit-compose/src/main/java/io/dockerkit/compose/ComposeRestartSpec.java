package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The options of {@code docker compose restart}.
 *
 * <pre>{@code
 * project.restart(options -> options.noDeps(), "db");
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeRestartSpec extends CallOptions<ComposeRestartSpec>
        implements FlagOptions<ComposeRestartSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose restart",
                            List.of(
                                    Flag.toggle("no-deps", "Do not restart dependent services"),
                                    ComposeStopSpec.TIMEOUT))
                    .flagsAnywhere();

    private static final ComposeRestartSpec DEFAULTS =
            new ComposeRestartSpec(FlagValues.none(TABLE));

    private ComposeRestartSpec(FlagValues flags) {
        super(flags);
    }

    @Override
    protected ComposeRestartSpec with(FlagValues next) {
        return new ComposeRestartSpec(next);
    }

    /** Returns a plain {@code docker compose restart}. */
    public static ComposeRestartSpec defaults() {
        return DEFAULTS;
    }

    /**
     * Sets how long each container has to end before it is killed, in whole seconds, rounded up, instead of its own stop
     * time-out: {@code --timeout}. Zero kills at once.
     *
     * @throws InvalidOptionException if the time is negative or longer than 876000 h
     */
    public ComposeRestartSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return flag("timeout", String.valueOf(Checks.seconds("--timeout", limit)));
    }

    /**
     * Leaves the services alone that depend on the chosen ones with {@code restart: true}: {@code --no-deps}. Otherwise they
     * are restarted, too.
     */
    public ComposeRestartSpec noDeps() {
        return flag("no-deps", "true");
    }

    /** The seconds, or "" for those of each container. */
    String seconds() {
        return flags().value("timeout").orElse("");
    }

    boolean isNoDeps() {
        return flags().isSet("no-deps");
    }
}
