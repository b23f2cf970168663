package io.dockerkit.impl.concurrent;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of one connection: set, moved and lifted many times, and carried out by the one thread
 * {@code dockerkit-deadline} that all connections share.
 *
 * <p>Moving a deadline to a later time, or lifting it, only changes a field: the task that is already scheduled looks at
 * the field when it comes up, and schedules itself again if need be. So a thousand calls with a deadline of a minute
 * cost one scheduled task, not a thousand wake-ups of the thread.
 *
 * <p>Thread-safe.
 */
public final class Alarm implements Runnable {
    /** What is told when the deadline passes. */
    public interface Listener {
        /** Notes that the deadline passed; called under the alarm's lock, must not block. */
        void overdue();

        /** Ends what is overdue; called outside of the lock. */
        void endOverdue();
    }

    private final Listener listener;
    private boolean armed;
    private boolean fired;
    private long dueAt;
    private long checkAt;
    private @Nullable ScheduledFuture<?> check;

    /** Makes an alarm that is not set. */
    public Alarm(Listener listener) {
        this.listener = listener;
    }

    /** Returns the nanoseconds of a deadline for a call; 0 = none. */
    public static long nanos(@Nullable Duration deadline) {
        if (deadline == null) {
            return 0;
        }
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("deadline must not be negative but was " + deadline);
        }
        return deadline.compareTo(Patience.FOR_EVER) > 0 ? 0 : deadline.toNanos();
    }

    /** Sets the deadline of a stream: null or more than a century lifts it, zero or less is overdue at once. */
    public void arm(@Nullable Duration fromNow) {
        if (fromNow == null || fromNow.compareTo(Patience.FOR_EVER) > 0) {
            disarm();
        } else {
            arm(fromNow.isNegative() || fromNow.isZero() ? 1 : fromNow.toNanos());
        }
    }

    /** Sets the deadline; 0 = none. */
    public synchronized void arm(long nanosFromNow) {
        armed = nanosFromNow != 0 && !fired;
        if (armed) {
            long now = System.nanoTime();
            dueAt = now + nanosFromNow;
            if (check == null || checkAt - dueAt > 0) {
                schedule(nanosFromNow);
            }
        }
    }

    /** Lifts the deadline; false if it has passed already. */
    public synchronized boolean disarm() {
        armed = false;
        return !fired;
    }

    /** Lifts the deadline for good. */
    public synchronized void cancel() {
        armed = false;
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    @Override
    public void run() {
        synchronized (this) {
            check = null;
            if (!armed) {
                return;
            }
            long left = dueAt - System.nanoTime();
            if (left > 0) {
                schedule(left);
                return;
            }
            armed = false;
            fired = true;
            listener.overdue();
        }
        listener.endOverdue();
    }

    private void schedule(long nanosFromNow) {
        if (check != null) {
            check.cancel(false);
        }
        checkAt = System.nanoTime() + nanosFromNow;
        check = Clock.EXECUTOR.schedule(this, nanosFromNow, TimeUnit.NANOSECONDS);
    }

    /** Holds the thread, which starts with the first deadline and ends when there has been none for a while. */
    private static final class Clock {
        static final ScheduledThreadPoolExecutor EXECUTOR = create();

        private static ScheduledThreadPoolExecutor create() {
            ScheduledThreadPoolExecutor executor =
                    new ScheduledThreadPoolExecutor(1, Daemons.named("dockerkit-deadline"));
            executor.setRemoveOnCancelPolicy(true);
            executor.setKeepAliveTime(5, TimeUnit.SECONDS);
            executor.allowCoreThreadTimeOut(true);
            return executor;
        }
    }
}
