package io.dockerkit.container;

import io.dockerkit.cli.FlagOptions;
import java.time.Duration;

/**
 * How the engine finds out whether the container is well.
 *
 * @param <S> the spec that an option returns
 */
public interface HealthOptions<S extends HealthOptions<S>> extends FlagOptions<S> {
    /** Sets the command, run by the container's shell, whose exit code 0 means healthy: {@code --health-cmd}. */
    default S healthCmd(String shellCommand) {
        return flag("health-cmd", shellCommand);
    }

    /** Sets the pause between two checks: {@code --health-interval}. */
    default S healthInterval(Duration pause) {
        return flag("health-interval", pause.toNanos() + "ns");
    }

    /** Sets how long a check may take: {@code --health-timeout}. */
    default S healthTimeout(Duration limit) {
        return flag("health-timeout", limit.toNanos() + "ns");
    }

    /** Sets how many failures in a row mean unhealthy: {@code --health-retries}. */
    default S healthRetries(int number) {
        return flag("health-retries", String.valueOf(number));
    }

    /** Sets the time to start up in which failures do not count: {@code --health-start-period}. */
    default S healthStartPeriod(Duration time) {
        return flag("health-start-period", time.toNanos() + "ns");
    }

    /** Turns the image's health check off: {@code --no-healthcheck}. */
    default S noHealthcheck() {
        return flag("no-healthcheck", "true");
    }

    /** Sets the pause between two checks during start up: {@code --health-start-interval}. */
    default S healthStartInterval(Duration pause) {
        return flag("health-start-interval", pause.toNanos() + "ns");
    }
}
