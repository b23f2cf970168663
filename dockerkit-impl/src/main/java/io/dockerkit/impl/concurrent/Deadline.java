package io.dockerkit.impl.concurrent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the time is over that a spec gives to all its calls together: the pull, the creation, the start, the output. Each
 * call gets what is left. Immutable and thread-safe.
 */
public final class Deadline {
    private static final Duration SHORTEST = Duration.ofNanos(1);

    private final @Nullable Duration limit;
    private final long start = System.nanoTime();

    private Deadline(@Nullable Duration limit) {
        this.limit = limit;
    }

    /** Returns the deadline of what begins now and may take this long; null: for ever. */
    public static Deadline in(@Nullable Duration limit) {
        return new Deadline(limit);
    }

    /** Returns the whole time, or null where there is no deadline. */
    public @Nullable Duration limit() {
        return limit;
    }

    /** Returns the time that is left, a nanosecond when it is over; null where there is no deadline. */
    public @Nullable Duration left() {
        if (limit == null) {
            return null;
        }
        Duration left = limit.minusNanos(System.nanoTime() - start);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    /** Returns the time that is left, but no more than this. */
    public Duration atMost(Duration most) {
        Duration left = left();
        return left == null || left.compareTo(most) > 0 ? most : left;
    }

    /** Returns whether there is a deadline and it has passed. */
    public boolean isOver() {
        return SHORTEST.equals(left());
    }
}
