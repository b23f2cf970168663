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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code docker compose wait}.
 *
 * <pre>{@code
 * project.awaitExit(options -> options.timeout(Duration.ofMinutes(1)), "job");
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeWaitSpec extends CallOptions<ComposeWaitSpec>
        implements FlagOptions<ComposeWaitSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose wait",
                            List.of(Flag.toggle("down-project", "Remove the project afterwards")))
                    .flagsAnywhere();

    private static final ComposeWaitSpec DEFAULTS =
            new ComposeWaitSpec(FlagValues.none(TABLE), null);

    private final @Nullable Duration timeout;

    private ComposeWaitSpec(FlagValues flags, @Nullable Duration timeout) {
        super(flags);
        this.timeout = timeout;
    }

    @Override
    protected ComposeWaitSpec with(FlagValues next) {
        return new ComposeWaitSpec(next, timeout);
    }

    @Override
    protected Object besides() {
        return timeout();
    }

    /** Returns a plain {@code docker compose wait}. */
    public static ComposeWaitSpec defaults() {
        return DEFAULTS;
    }

    /** Removes the project when the containers have exited, orphans included: {@code --down-project}. */
    public ComposeWaitSpec downProject() {
        return flag("down-project", "true");
    }

    /**
     * Sets how long to wait at most; without it, there is no limit. Not a flag of the CLI.
     *
     * @throws InvalidOptionException if the time is not positive
     */
    public ComposeWaitSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new ComposeWaitSpec(flags(), Checks.positive("timeout", limit));
    }

    Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    boolean isDownProject() {
        return flags().isSet("down-project");
    }
}
