package io.dockerkit.compose.converge;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.spi.Rethrown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do what a command consists of: at the same time, or one after the other where one needs the other. After a
 * failure nothing more is begun, those who wait stop waiting, and the first failure is thrown, with the others suppressed. Close
 * it when the command is done. Thread-safe.
 */
final class Crew implements AutoCloseable {
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread =
                                new Thread(task, "dockerkit-compose-" + THREADS.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile boolean failed;

    /** Thrown to a task that waits when another one has failed; the caller gets that failure. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("another task has failed", null, false, false);
        }
    }

    private record Ending(String task, @Nullable Throwable failure) {}

    /** Runs the tasks at the same time, and returns when all have ended. */
    void all(Collection<? extends Runnable> tasks) {
        if (tasks.size() == 1) {
            tasks.forEach(Runnable::run);
            return;
        }
        Map<String, Runnable> numbered = new LinkedHashMap<>();
        tasks.forEach(task -> numbered.put("" + numbered.size(), task));
        Map<String, Set<String>> free = new LinkedHashMap<>();
        numbered.keySet().forEach(number -> free.put(number, Set.of()));
        inOrder(
                free,
                number -> {
                    Runnable task = numbered.get(number);
                    if (task != null) {
                        task.run();
                    }
                });
    }

    /**
     * Runs a task for each key, as soon as those for all keys that it needs have ended.
     *
     * @param needs the keys that each key needs, without circles
     */
    void inOrder(Map<String, Set<String>> needs, Consumer<String> task) {
        Map<String, Set<String>> left = new LinkedHashMap<>();
        needs.forEach((key, others) -> left.put(key, new LinkedHashSet<>(others)));
        BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
        List<Throwable> failures = new ArrayList<>();
        int running = start(left, task, endings);
        while (running > 0) {
            Ending ending = next(endings, running);
            running--;
            if (ending.failure() != null) {
                failed = true;
                failures.add(ending.failure());
            } else if (!failed) {
                left.values().forEach(others -> others.remove(ending.task()));
                running += start(left, task, endings);
            }
        }
        rethrow(failures);
        if (failed) {
            throw new StoppedException();
        }
    }

    /** Starts what needs nothing any more, and returns how many that are. */
    private int start(
            Map<String, Set<String>> left, Consumer<String> task, BlockingQueue<Ending> endings) {
        List<String> ready = new ArrayList<>();
        left.forEach(
                (key, others) -> {
                    if (others.isEmpty()) {
                        ready.add(key);
                    }
                });
        for (String key : ready) {
            left.remove(key);
            threads.execute(() -> endings.add(new Ending(key, failureOf(task, key))));
        }
        return ready.size();
    }

    private static @Nullable Throwable failureOf(Consumer<String> task, String key) {
        try {
            task.accept(key);
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    /** An interrupt ends the tasks, too, and all of them have ended when it is thrown. */
    private Ending next(BlockingQueue<Ending> endings, int running) {
        try {
            return endings.take();
        } catch (InterruptedException interrupted) {
            failed = true;
            threads.shutdownNow();
            int left = running;
            while (left > 0) {
                try {
                    endings.take();
                    left--;
                } catch (InterruptedException again) {
                    // they have been told
                }
            }
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "the thread was interrupted while services were brought up", interrupted);
        }
    }

    private static void rethrow(List<Throwable> failures) {
        Throwable first = null;
        for (Throwable failure : failures) {
            if (!(failure instanceof StoppedException)) {
                if (first == null) {
                    first = failure;
                } else if (first != failure) {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first instanceof Error error) {
            throw Rethrown.here(error);
        }
        if (first instanceof RuntimeException exception) {
            throw Rethrown.here(exception);
        }
    }

    /**
     * Waits a while.
     *
     * @throws StoppedException if another task has failed
     */
    void pause(long millis) {
        if (failed) {
            throw new StoppedException();
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException(
                    "the thread was interrupted while it waited for a service", interrupted);
        }
    }

    /** Ends the threads, which have nothing to do any more. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
