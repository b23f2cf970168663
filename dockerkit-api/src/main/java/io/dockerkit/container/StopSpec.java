package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.container.flags.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
public final class StopSpec {
    private static final StopSpec DEFAULTS = new StopSpec(null, null);

    private final @Nullable Long seconds;
    private final @Nullable String signal;

    private StopSpec(@Nullable Long seconds, @Nullable String signal) {
        this.seconds = seconds;
        this.signal = signal;
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
        return new StopSpec(Checks.seconds("--timeout", limit), signal);
    }

    /** Never kills the container, however long it takes to end: {@code --timeout -1}. */
    public StopSpec waitForever() {
        return new StopSpec(-1L, signal);
    }

    /** Sets the signal to send instead of the container's stop signal: {@code --signal}. Needs API 1.42. */
    public StopSpec signal(String name) {
        return new StopSpec(
                seconds, Signals.check("--signal", Objects.requireNonNull(name, "name")));
    }

    /** Returns the seconds, -1 for no limit, or empty for the container's own setting. */
    public OptionalLong seconds() {
        return seconds == null ? OptionalLong.empty() : OptionalLong.of(seconds);
    }

    /** Returns the signal, or empty for the container's own setting. */
    public Optional<String> signal() {
        return Optional.ofNullable(signal);
    }

    /** Returns the command line that stops a container in this way: {@code docker stop --timeout 3 web}. */
    public String toCommandLine(String container) {
        return "docker stop"
                + this
                + " "
                + ShellQuoting.join(List.of(Checks.text("container", "container", container)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StopSpec that
                && Objects.equals(seconds, that.seconds)
                && Objects.equals(signal, that.signal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seconds, signal);
    }

    /** Returns the flags as a command line has them. */
    @Override
    public String toString() {
        return (seconds == null ? "" : " --timeout " + seconds)
                + (signal == null ? "" : " --signal " + signal);
    }
}
