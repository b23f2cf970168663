package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Words;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The rows of {@code docker run} about the health check; those of {@code HealthOptions}. */
public final class HealthFlags {
    private static final String SERVICE = ServiceFlags.COMMAND;

    static final List<Flag> ROWS =
            List.of(
                    one("health-cmd", "a command for the container's shell", "Health check")
                            .writes(
                                    (values, draft) -> {
                                        if (!values.get(0).isEmpty()) {
                                            draft.put(
                                                    "Healthcheck/Test",
                                                    List.of("CMD-SHELL", values.get(0)));
                                        }
                                    })
                            .alsoOf(SERVICE, ServiceFlags::writtenTogether),
                    duration("health-interval", "Time between two health checks", "Interval"),
                    duration("health-timeout", "How long a health check may take", "Timeout"),
                    duration("health-start-period", "Startup time", "StartPeriod").since("1.29"),
                    duration(
                                    "health-start-interval",
                                    "Time between two health checks during startup",
                                    "StartInterval")
                            .since("1.44"),
                    one("health-retries", "a number", "Consecutive failures until it is unhealthy")
                            .checked(Numbers::check)
                            .checkedLast(Numbers.between(0, Long.MAX_VALUE))
                            .writes(Words.numberAt("Healthcheck/Retries"))
                            .alsoOf(SERVICE, ServiceFlags::writtenTogether),
                    toggle("no-healthcheck", "Disable the image's health check")
                            .writes(
                                    (values, draft) ->
                                            draft.put("Healthcheck/Test", List.of("NONE")))
                            .alsoOf(SERVICE, row -> ServiceFlags.writtenTogether(row).kept()));

    private HealthFlags() {}

    /** What engines accept at least; for zero they take the image's own setting. */
    private static final Duration LEAST = Duration.ofMillis(1);

    /** Returns the time as the flag takes it. */
    public static String time(String option, String parameter, Duration time) {
        Objects.requireNonNull(time, parameter);
        return Checks.nanos(option, time, LEAST) + "ns";
    }

    private static Flag duration(String name, String help, String field) {
        return one(name, Words.DURATION, help)
                .checked(
                        value -> {
                            Words.nanos(value);
                            return value;
                        })
                .checkedLast(
                        value -> {
                            if (Words.nanos(value) < 0) {
                                throw new IllegalArgumentException("a duration is not negative");
                            }
                            return value;
                        })
                .writes(Words.nanosAt("Healthcheck/" + field))
                .alsoOf(SERVICE, ServiceFlags::writtenTogether);
    }
}
