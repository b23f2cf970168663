package io.dockerkit.impl.concurrent;

import java.time.Duration;

/** How long a caller waits, in the nanoseconds that the JDK's own waits take. Stateless and thread-safe. */
public final class Patience {
    /** Beyond this nanoseconds do not fit into a long any more, and nobody waits that long. */
    static final Duration FOR_EVER = Duration.ofDays(36_500);

    private Patience() {}

    /** Returns the nanoseconds of any duration: a century for a longer one, none for one that is over. */
    public static long nanos(Duration limit) {
        if (limit.isNegative()) {
            return 0;
        }
        return (limit.compareTo(FOR_EVER) > 0 ? FOR_EVER : limit).toNanos();
    }
}
