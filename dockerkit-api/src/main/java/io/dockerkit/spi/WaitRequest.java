package io.dockerkit.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link io.dockerkit.container.Wait} asks for. Immutable and thread-safe.
 *
 * @param condition what the container must be like
 * @param timeout how long to wait
 * @param interval the longest pause between two polls
 */
public record WaitRequest(Readiness condition, Duration timeout, Duration interval) {
    /** Checks that nothing is null. */
    public WaitRequest {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(interval, "interval");
    }
}
