package io.dockerkit.it;

import io.dockerkit.Containers;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerDetails.HealthResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The health checks of running containers. Engine 20.10 ends (a nil pointer in {@code daemon.ContainerExecStart}) if a
 * container is removed at the moment in which its health check begins, so tests remove it between two checks.
 */
final class HealthChecks {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private HealthChecks() {}

    /** Waits until no health check of the project's containers begins in the next moments. */
    static void awaitPause(String project) throws InterruptedException {
        for (var container :
                Containers.query().label("com.docker.compose.project", project).list()) {
            awaitPauseOf(container.id());
        }
    }

    /** Waits until no health check of the container begins in the next moments: two thirds of its interval, or 2 s. */
    static void awaitPauseOf(String id) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        while (Instant.now().isBefore(end)) {
            Optional<Duration> left = untilNext(id);
            if (left.isEmpty() || !left.get().isNegative()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no health check of container " + id + " has ended for 20 s");
    }

    /** Returns how much longer than needed the next check is off; empty if there is none. */
    private static Optional<Duration> untilNext(String id) {
        ContainerDetails container;
        try {
            container = Containers.get(id).inspect();
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
        if (!container.state().running()
                || container.state().paused()
                || container.state().health().isEmpty()) {
            return Optional.empty();
        }
        Duration interval = Duration.ofNanos(container.at("/Config/Healthcheck/Interval").number());
        Duration needed = interval.multipliedBy(2).dividedBy(3);
        if (needed.compareTo(LONGEST_PAUSE) > 0) {
            needed = LONGEST_PAUSE;
        }
        List<HealthResult> results = container.healthLog();
        Instant last =
                results.isEmpty()
                        ? container.state().startedAt().orElseThrow()
                        : results.get(results.size() - 1).finishedAt().orElseThrow();
        return Optional.of(Duration.between(Instant.now(), last.plus(interval).minus(needed)));
    }
}
