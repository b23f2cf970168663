package io.dockerkit.impl.concurrent;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The limit of a whole operation that moves bytes. A deadline of a connection begins anew with each piece that the engine
 * takes, and does not count the time for which a source is slow; this limit counts all. When it passes, the thread is
 * interrupted. Stateless and thread-safe.
 */
public final class TimeLimit {
    private TimeLimit() {}

    /**
     * Carries out the operation.
     *
     * @param limit how long it may take
     * @param operation what is done on this thread; an interrupt ends it with a {@link DockerException}
     * @param late makes the error of an operation that was not complete in time
     */
    public static <T> T call(
            Duration limit,
            Supplier<T> operation,
            Function<DockerException, DockerTimeoutException> late) {
        Interruption overdue = new Interruption(Thread.currentThread());
        Alarm alarm = new Alarm(overdue);
        alarm.arm(limit);
        try {
            T result = operation.get();
            alarm.disarm();
            return result;
        } catch (DockerException ended) {
            if (alarm.disarm()) {
                throw ended;
            }
            throw late.apply(ended);
        } finally {
            alarm.cancel();
            if (overdue.happened) {
                // it was for this operation alone
                Thread.interrupted();
            }
        }
    }

    /** Ends what the thread waits for, by an interrupt. */
    private static final class Interruption implements Alarm.Listener {
        private final Thread thread;
        private volatile boolean happened;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void overdue() {
            // under the lock of the alarm, so that it never comes after the alarm was lifted
            happened = true;
            thread.interrupt();
        }

        @Override
        public void endOverdue() {
            // done
        }
    }
}
