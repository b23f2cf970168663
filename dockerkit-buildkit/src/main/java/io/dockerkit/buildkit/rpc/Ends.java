package io.dockerkit.buildkit.rpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps why the first of a build's connections ended from the other side. Thread-safe. */
final class Ends {
    private @Nullable Throwable first;
    private boolean closed;

    /** Keeps the reason, if it is the first one, and this side has not ended the build. */
    synchronized void add(Throwable why) {
        if (first == null && !closed) {
            first = why;
            notifyAll();
        }
    }

    /** Takes no more reasons: what ends from now on is ended by this side. */
    synchronized void close() {
        closed = true;
    }

    /** Returns the reason, or null if no connection has ended yet. */
    synchronized @Nullable Throwable first() {
        return first;
    }

    /** Waits for a reason. */
    synchronized @Nullable Throwable await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); first == null && left > 0; ) {
            wait(Math.max(1, left / 1_000_000));
            left = end - System.nanoTime();
        }
        return first;
    }
}
