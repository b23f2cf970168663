package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.flags.HealthFlags;
import io.dockerkit.container.flags.ResourceLimits;
import java.time.Duration;

/**
 * How the engine finds out whether the container is well. The engine accepts times of a millisecond or more; for zero it
 * would take the image's own setting, so that zero is refused here.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class HealthOptions<S extends HealthOptions<S>> extends SecurityOptions<S> {
    /** Sets the command, run by the container's shell, whose exit code 0 means healthy: {@code --health-cmd}. */
    public S healthCmd(String shellCommand) {
        return flag("health-cmd", Checks.text("--health-cmd", "shellCommand", shellCommand));
    }

    /** Sets the pause between two checks: {@code --health-interval}. */
    public S healthInterval(Duration pause) {
        return flag("health-interval", HealthFlags.time("--health-interval", "pause", pause));
    }

    /** Sets how long a check may take: {@code --health-timeout}. */
    public S healthTimeout(Duration limit) {
        return flag("health-timeout", HealthFlags.time("--health-timeout", "limit", limit));
    }

    /** Sets how many failures in a row mean unhealthy, 1 or more: {@code --health-retries}. */
    public S healthRetries(int number) {
        return flag(
                "health-retries",
                ResourceLimits.between("--health-retries", number, 1, Integer.MAX_VALUE));
    }

    /** Sets the time to start up in which failures do not count: {@code --health-start-period}. */
    public S healthStartPeriod(Duration time) {
        return flag("health-start-period", HealthFlags.time("--health-start-period", "time", time));
    }

    /** Turns the image's health check off: {@code --no-healthcheck}. */
    public S noHealthcheck() {
        return flag("no-healthcheck", "true");
    }

    /** Sets the pause between two checks during start up: {@code --health-start-interval}. */
    public S healthStartInterval(Duration pause) {
        return flag(
                "health-start-interval",
                HealthFlags.time("--health-start-interval", "pause", pause));
    }
}
