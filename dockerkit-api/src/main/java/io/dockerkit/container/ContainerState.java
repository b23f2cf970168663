package io.dockerkit.container;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of a container when it was inspected: {@code State} of {@code docker inspect}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code removing}, {@code exited} or
 *     {@code dead}
 * @param running whether its process runs; true for a paused container too
 * @param paused whether its processes are frozen
 * @param pid its process on the engine's host; 0 if none is running
 * @param exitCode the exit code of the last run; 0 before the first end
 * @param oomKilled whether the kernel killed a process of the last run because it was out of memory
 * @param error why the last start failed; empty if it did not
 * @param health {@code starting}, {@code healthy} or {@code unhealthy}; empty without a health check
 * @param startedAt when it last started, empty before the first start
 * @param finishedAt when it last ended, empty before the first end
 */
public record ContainerState(
        String status,
        boolean running,
        boolean paused,
        long pid,
        int exitCode,
        boolean oomKilled,
        String error,
        String health,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {
    /** Checks that nothing is null. */
    public ContainerState {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(health, "health");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
    }
}
