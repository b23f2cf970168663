package io.dockerkit.impl.image;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.cli.Checks;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.concurrent.Patience;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.impl.rest.SharedFailure;
import io.dockerkit.spi.PullRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pull in a thread of its own, for which one or more callers wait. A caller that is interrupted, or whose time is over,
 * leaves; the pull goes on for the others. When the last caller has left, the pull is cancelled.
 *
 * <p>Each caller receives the progress on its own thread. One that joins later receives the last report of each layer first.
 *
 * <p>Thread-safe.
 */
final class RunningPull {
    /** From this many undelivered reports on, a caller receives only the newest of each layer and status. */
    private static final int MOST_PENDING = 1024;

    private final String doing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Caller> callers = new LinkedHashSet<>();
    private final Map<String, Progress.Event> last = new LinkedHashMap<>();
    private @Nullable Thread thread;
    private @Nullable Pull pulled;
    private @Nullable SharedFailure failure;

    /** Why the pull pauses before it is tried again, and until when; null while it does not. */
    private @Nullable SharedFailure pausedBecause;

    private long pausedUntil;
    private boolean ended;
    private boolean cancelled;

    /**
     * Makes a pull that nobody waits for yet.
     *
     * @param doing what is done, after "cannot": {@code pull image ubuntu:24.04}
     */
    RunningPull(String doing) {
        this.doing = doing;
    }

    /** Starts it, in a thread of its own. */
    void start(Function<RunningPull, Pull> task, Runnable afterwards) {
        lock.lock();
        try {
            thread =
                    Threads.start(
                            "dockerkit-pull",
                            () -> {
                                try {
                                    carryOut(task);
                                } finally {
                                    afterwards.run();
                                }
                            });
        } finally {
            lock.unlock();
        }
    }

    private void carryOut(Function<RunningPull, Pull> task) {
        Pull done = null;
        Throwable thrown = null;
        try {
            done = task.apply(this);
        } catch (RuntimeException | Error failed) {
            thrown = failed;
        }
        lock.lock();
        try {
            pulled = done;
            failure = thrown == null ? null : new SharedFailure(thrown);
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in one more caller; null if it is too late for that. */
    @Nullable Caller join() {
        lock.lock();
        try {
            if (ended || cancelled) {
                return null;
            }
            Caller caller = new Caller(last.values());
            callers.add(caller);
            return caller;
        } finally {
            lock.unlock();
        }
    }

    /** Reports to all callers; called by the thread that pulls. */
    void report(Progress.Event event) {
        lock.lock();
        try {
            last.put(event.id(), event);
            callers.forEach(caller -> caller.add(event));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets those go who do not have the time to wait for another try; called by the thread that pulls. */
    void pausing(DockerException because, long nanos) {
        lock.lock();
        try {
            pausedBecause = new SharedFailure(because);
            pausedUntil = System.nanoTime() + nanos;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that the next try begins; called by the thread that pulls. */
    void pauseIsOver() {
        lock.lock();
        try {
            pausedBecause = null;
        } finally {
            lock.unlock();
        }
    }

    /** One caller of the pull. Its methods are called by that caller's thread, but for {@link #add}. */
    final class Caller {
        private final Deque<Progress.Event> pending = new ArrayDeque<>();

        private Caller(Iterable<Progress.Event> sofar) {
            sofar.forEach(pending::add);
        }

        private void add(Progress.Event event) {
            if (pending.size() >= MOST_PENDING) {
                pending.removeIf(
                        older ->
                                older.id().equals(event.id())
                                        && older.status().equals(event.status()));
            }
            pending.add(event);
        }

        /**
         * Waits for the end of the pull, and reports to the progress of the request meanwhile.
         *
         * @throws DockerTimeoutException if the request has a time-out and it passes
         * @throws DockerInterruptedException if this thread is interrupted
         */
        Pull await(PullRequest request) {
            long start = System.nanoTime();
            long limit = request.timeout() == null ? -1 : Patience.nanos(request.timeout());
            try {
                while (true) {
                    Deque<Progress.Event> events = next(start, limit);
                    if (events.isEmpty()) {
                        return result();
                    }
                    events.forEach(request.progress()::update);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DockerInterruptedException(
                        "interrupted while waiting to " + doing + howFar(), interrupted);
            } catch (TimeIsOver over) {
                throw new DockerTimeoutException(
                        "gave up to "
                                + doing
                                + (request.timeout() == null
                                        ? ""
                                        : " after " + Checks.human(request.timeout()))
                                + howFar(),
                        null);
            } finally {
                leave(this);
            }
        }

        /** Waits for the next reports; none: the pull has ended. */
        private Deque<Progress.Event> next(long start, long limit)
                throws InterruptedException, TimeIsOver {
            lock.lockInterruptibly();
            try {
                while (pending.isEmpty() && !ended) {
                    long left = limit - (System.nanoTime() - start);
                    if (limit < 0) {
                        changed.await();
                    } else if (left <= 0) {
                        throw new TimeIsOver();
                    } else {
                        SharedFailure because = pausedBecause;
                        if (because != null && pausedUntil - System.nanoTime() >= left) {
                            throw because.forThisCaller();
                        }
                        long rest = changed.awaitNanos(left);
                        assert rest <= left;
                    }
                }
                Deque<Progress.Event> events = new ArrayDeque<>(pending);
                pending.clear();
                return events;
            } finally {
                lock.unlock();
            }
        }
    }

    private Pull result() {
        lock.lock();
        try {
            SharedFailure failed = failure;
            if (failed != null) {
                throw failed.forThisCaller();
            }
            Pull done = pulled;
            if (done == null) {
                throw new IllegalStateException("the pull has not ended");
            }
            return done;
        } finally {
            lock.unlock();
        }
    }

    /** The last one out cancels a pull that still runs. */
    private void leave(Caller caller) {
        lock.lock();
        try {
            callers.remove(caller);
            Thread running = thread;
            if (callers.isEmpty() && !ended && !cancelled && running != null) {
                cancelled = true;
                running.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private String howFar() {
        lock.lock();
        try {
            Map<String, String> layers = new LinkedHashMap<>();
            last.forEach(
                    (id, event) -> {
                        if (!id.isEmpty()) {
                            layers.put(id, event.status());
                        }
                    });
            return ItemStream.howFar(layers);
        } finally {
            lock.unlock();
        }
    }

    /** The time of one caller has passed. */
    private static final class TimeIsOver extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
