package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The options of {@code docker compose stop}.
 *
 * <pre>{@code
 * project.stop(options -> options.timeout(Duration.ofSeconds(3)), "web");
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeStopSpec extends CallOptions<ComposeStopSpec>
        implements FlagOptions<ComposeStopSpec> {
    static final Flag TIMEOUT =
            Flag.one("timeout", "seconds", "Time before a container is killed")
                    .shorthand('t')
                    .checked(Numbers::check);

    private static final FlagTable TABLE =
            new FlagTable("docker compose stop", List.of(TIMEOUT)).flagsAnywhere();

    private static final ComposeStopSpec DEFAULTS = new ComposeStopSpec(FlagValues.none(TABLE));

    private ComposeStopSpec(FlagValues flags) {
        super(flags);
    }

    @Override
    protected ComposeStopSpec with(FlagValues next) {
        return new ComposeStopSpec(next);
    }

    /** Returns a plain {@code docker compose stop}. */
    public static ComposeStopSpec defaults() {
        return DEFAULTS;
    }

    /**
     * Sets how long each container has to end before it is killed, in whole seconds, rounded up, instead of its own stop
     * time-out: {@code --timeout}. Zero kills at once.
     *
     * @throws InvalidOptionException if the time is negative or longer than 876000 h
     */
    public ComposeStopSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return flag("timeout", String.valueOf(Checks.seconds("--timeout", limit)));
    }

    /** The seconds, or "" for those of each container. */
    String seconds() {
        return flags().value("timeout").orElse("");
    }
}
