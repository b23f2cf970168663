package io.dockerkit.compose.containers;

import io.dockerkit.compose.concurrent.TaskGroup;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Waits for the ends of the containers of a project. Stateless and thread-safe. */
public final class Exits {
    private Exits() {}

    /**
     * Returns the exit codes of the containers of these services, or of all, by their names. Those that have exited count, those
     * that were never started do not; of those of {@code run}, only those that run count.
     *
     * @throws io.dockerkit.NotFoundException if there is no such container
     * @throws io.dockerkit.DockerTimeoutException if the time passes first
     */
    public static Map<String, Integer> await(
            ProjectResources resources, List<String> services, Optional<Duration> limit) {
        List<Member> containers =
                resources.containers(OneOff.INCLUDED, true, services).stream()
                        .filter(one -> !one.is("created") && !(one.oneOff() && one.is("exited")))
                        .toList();
        if (containers.isEmpty()) {
            throw resources.missing(
                    services.isEmpty()
                            ? "no container to wait for"
                            : "no container of " + String.join(", ", services) + " to wait for");
        }
        Map<String, Integer> codes = Collections.synchronizedMap(new TreeMap<>());
        TaskGroup.forEach(containers, one -> codes.put(one.name(), code(one, limit.orElse(null))));
        return Collections.unmodifiableMap(new TreeMap<>(codes));
    }

    private static int code(Member container, @Nullable Duration limit) {
        return limit == null ? container.handle().awaitExit() : container.handle().awaitExit(limit);
    }
}
