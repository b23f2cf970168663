package io.dockerkit.container;

import static io.dockerkit.cli.Flag.one;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to stop or restart a container: the flags of {@code docker stop} and {@code docker restart}.
 *
 * <pre>{@code
 * container.stop(options -> options.signal("SIGINT").timeout(Duration.ofSeconds(3)));
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class StopSpec extends CallOptions<StopSpec> implements FlagOptions<StopSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker stop",
                            List.of(
                                    one("signal", "a signal's name or number", "Signal to send")
                                            .shorthand('s')
                                            .checked(Words::checkNotBlank),
                                    one(
                                                    "timeout",
                                                    "seconds; -1 for ever",
                                                    "Time before it is killed")
                                            .shorthand('t')
                                            .alias("time")
                                            .checked(Numbers::check)))
                    .alsoCalled("docker container stop")
                    .flagsAnywhere();

    private static final StopSpec DEFAULTS = new StopSpec(FlagValues.none(TABLE));

    private StopSpec(FlagValues flags) {
        super(flags);
    }

    @Override
    protected StopSpec with(FlagValues next) {
        return new StopSpec(next);
    }

    /** Returns the container's own settings: its stop signal, and its stop time-out, 10 s unless set otherwise. */
    public static StopSpec defaults() {
        return DEFAULTS;
    }

    /**
     * Sets how long the container has to end before it is killed, in whole seconds, rounded up: {@code --timeout}. Zero
     * kills at once; see {@link #waitForever()}.
     *
     * @throws InvalidOptionException if the time is negative or longer than 876000 h
     */
    public StopSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        if (limit.isNegative()) {
            throw new InvalidOptionException(
                    "--timeout",
                    Checks.human(limit),
                    "the time must not be negative; waitForever() never kills");
        }
        return flag("timeout", String.valueOf(Checks.seconds("--timeout", limit)));
    }

    /** Never kills the container, however long it takes to end: {@code --timeout -1}. */
    public StopSpec waitForever() {
        return flag("timeout", "-1");
    }

    /** Sets the signal to send instead of the container's stop signal: {@code --signal}. Needs API 1.42. */
    public StopSpec signal(String name) {
        return flag("signal", Signals.check("--signal", Objects.requireNonNull(name, "name")));
    }

    /** Returns the seconds, -1 for no limit, or empty for the container's own setting. */
    public OptionalLong seconds() {
        return flags().value("timeout")
                .map(value -> OptionalLong.of(Numbers.parse(value)))
                .orElseGet(OptionalLong::empty);
    }

    /** Returns the signal, or empty for the container's own setting. */
    public Optional<String> signal() {
        return flags().value("signal");
    }

    /** Returns the command line that stops a container in this way: {@code docker stop --timeout 3 web}. */
    public String toCommandLine(String container) {
        return line(Checks.text("container", "container", container));
    }
}
