package io.dockerkit.compose.containers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a service asks of one that it depends on. Immutable and thread-safe.
 *
 * @param condition {@code service_started}, {@code service_healthy} or {@code service_completed_successfully}, or {@link
 *     #RUNNING_OR_HEALTHY}
 * @param restart whether the service is restarted when the other one is
 * @param required whether the other one must exist
 */
public record Dependency(String condition, boolean restart, boolean required) {
    /** It runs. */
    public static final String STARTED = "service_started";

    /** Its health check says so. */
    public static final String HEALTHY = "service_healthy";

    /** It exited with 0. */
    public static final String COMPLETED = "service_completed_successfully";

    /** It is healthy, or runs and has no health check: what old labels mean, and {@code --wait}. */
    public static final String RUNNING_OR_HEALTHY = "running_or_healthy";

    /** Checks that nothing is null. */
    public Dependency {
        Objects.requireNonNull(condition, "condition");
    }

    /** Returns the same, of a service that need not exist. */
    Dependency optional() {
        return new Dependency(condition, restart, false);
    }

    /**
     * Reads the label {@code com.docker.compose.depends_on}: {@code db:service_healthy:false,cache:service_started:true}. Older
     * programs wrote the names only.
     */
    public static Map<String, Dependency> parse(String label) {
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        if (!label.isEmpty()) {
            for (String one : label.split(",", -1)) {
                String[] parts = one.split(":", -1);
                dependencies.put(
                        parts[0],
                        new Dependency(
                                parts.length > 1 ? parts[1] : RUNNING_OR_HEALTHY,
                                parts.length <= 2 || bool(parts[2]),
                                true));
            }
        }
        return Collections.unmodifiableMap(dependencies);
    }

    /** As Go's strconv.ParseBool; what is neither counts as false. */
    private static boolean bool(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            default -> false;
        };
    }
}
