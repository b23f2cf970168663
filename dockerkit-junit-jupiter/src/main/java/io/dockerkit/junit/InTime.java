package io.dockerkit.junit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs tasks side by side for a limited time, whatever becomes of them. Stateless and thread-safe. */
final class InTime {
    private static final long LONGEST_END_SECONDS = 2;

    private InTime() {}

    /** A task, which is interrupted when its time is over. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws Exception;
    }

    /**
     * Returns the results of the tasks, in their order. Also on an interrupted thread, which stays interrupted.
     *
     * @param limit the time for all together
     * @param late the result of those that do not end in time
     * @throws IllegalStateException if a task fails
     */
    static <T> Map<String, T> all(Duration limit, Map<String, Task<T>> tasks, T late) {
        long end = System.nanoTime() + limit.toNanos();
        Map<String, FutureTask<T>> running = new LinkedHashMap<>();
        Map<String, Thread> threads = new LinkedHashMap<>();
        tasks.forEach(
                (name, task) -> {
                    FutureTask<T> future = new FutureTask<>(task::run);
                    Thread thread = new Thread(future, "dockerkit-logs");
                    thread.setDaemon(true);
                    thread.start();
                    running.put(name, future);
                    threads.put(name, thread);
                });
        boolean interrupted = Thread.interrupted();
        Map<String, T> results = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, FutureTask<T>> one : running.entrySet()) {
                for (boolean waiting = true; waiting; ) {
                    try {
                        results.put(
                                one.getKey(),
                                one.getValue()
                                        .get(
                                                Math.max(0, end - System.nanoTime()),
                                                TimeUnit.NANOSECONDS));
                        waiting = false;
                    } catch (TimeoutException tooLong) {
                        one.getValue().cancel(true);
                        results.put(one.getKey(), late);
                        waiting = false;
                    } catch (InterruptedException later) {
                        interrupted = true;
                    } catch (ExecutionException failed) {
                        throw new IllegalStateException(failed.getCause());
                    }
                }
            }
            long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_END_SECONDS);
            for (Thread thread : threads.values()) {
                interrupted |= !joined(thread, last);
            }
            return results;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for a thread that is about to end; returns false if this one was interrupted. */
    private static boolean joined(Thread thread, long last) {
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(last - System.nanoTime());
            if (left > 0) {
                thread.join(left);
            }
            return true;
        } catch (InterruptedException later) {
            return false;
        }
    }
}
