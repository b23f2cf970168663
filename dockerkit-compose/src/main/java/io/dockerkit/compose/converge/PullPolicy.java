package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the image of a service is pulled: {@code pull_policy}. Stateless and thread-safe. */
final class PullPolicy {
    private static final Pattern PART =
            Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h|d|w)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ns", Duration.ofNanos(1),
                    "us", Duration.ofNanos(1_000),
                    "µs", Duration.ofNanos(1_000),
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1),
                    "w", Duration.ofDays(7));

    private PullPolicy() {}

    /**
     * Returns whether the image is pulled before the containers are created.
     *
     * @param present what the engine has of it, or null if it has none
     */
    static boolean mustPull(Service service, @Nullable LocalImage present, Instant now) {
        if (service.image().isEmpty()) {
            return false;
        }
        String policy = service.config().text("pull_policy");
        return switch (policy) {
            case "always" -> true;
            case "never", "build" -> false;
            case "daily" -> isOlder(present, Duration.ofDays(1), now);
            case "weekly" -> isOlder(present, Duration.ofDays(7), now);
            default ->
                    policy.startsWith("every_")
                            ? isOlder(present, every(service, policy.substring(6)), now)
                            : present == null;
        };
    }

    private static boolean isOlder(@Nullable LocalImage present, Duration age, Instant now) {
        return present == null || now.isAfter(present.tagged().plus(age));
    }

    private static Duration every(Service service, String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
            BigDecimal nanos =
                    new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
            sum = sum.plusNanos(nanos.longValue());
            end = part.end();
        }
        if (end == 0 || end < text.length()) {
            throw new InvalidOptionException(
                    "services." + service.name() + ".pull_policy",
                    "every_" + text,
                    "accepted form: every_ and a duration, such as every_12h");
        }
        return sum;
    }
}
