package io.dockerkit.compose.containers;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.spi.Rethrown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tasks that run side by side, each in a thread of its own, and the wait for all of them. The first failure is thrown with the
 * others suppressed; an interrupt of the thread that waits reaches the tasks.
 *
 * <p>Thread-safe.
 */
public final class TaskGroup {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ExecutorService POOL =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    task -> {
                        Thread thread =
                                new Thread(task, "dockerkit-compose-" + NUMBER.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });

    private final List<CompletableFuture<Void>> tasks = new CopyOnWriteArrayList<>();
    private final Set<Thread> running = new LinkedHashSet<>();
    private boolean interrupted;

    /** Performs the action on each item, side by side. */
    public static <T> void forEach(Collection<T> items, Consumer<? super T> action) {
        if (items.size() == 1) {
            items.forEach(action);
            return;
        }
        TaskGroup group = new TaskGroup();
        for (T item : items) {
            group.add(() -> action.accept(item));
        }
        group.await();
    }

    /** Returns what the function makes of each item, side by side, in the order of the items. */
    public static <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function) {
        List<R> results = new ArrayList<>();
        List<CompletableFuture<R>> futures = new ArrayList<>();
        TaskGroup group = new TaskGroup();
        if (items.size() == 1) {
            return List.of(function.apply(items.get(0)));
        }
        for (T item : items) {
            CompletableFuture<R> result = new CompletableFuture<>();
            futures.add(result);
            group.add(() -> result.complete(function.apply(item)));
        }
        group.await();
        futures.forEach(future -> results.add(future.join()));
        return results;
    }

    /** Starts the task. */
    public void add(Runnable task) {
        tasks.add(started(List.of(), task));
    }

    /** Starts the task as soon as the others have succeeded; it does not run if one of them fails. */
    public CompletableFuture<Void> after(
            Collection<CompletableFuture<Void>> others, Runnable task) {
        CompletableFuture<Void> future = started(others, task);
        tasks.add(future);
        return future;
    }

    private CompletableFuture<Void> started(
            Collection<CompletableFuture<Void>> others, Runnable task) {
        return CompletableFuture.allOf(others.toArray(new CompletableFuture<?>[0]))
                .thenRunAsync(() -> run(task), POOL);
    }

    private void run(Runnable task) {
        synchronized (running) {
            if (interrupted) {
                throw new DockerInterruptedException("interrupted before it began", null);
            }
            running.add(Thread.currentThread());
        }
        try {
            task.run();
        } finally {
            synchronized (running) {
                running.remove(Thread.currentThread());
                // the pool's thread must not hand an interrupt on to its next task
                Thread.interrupted();
            }
        }
    }

    /** Waits for all tasks. */
    public void await() {
        Set<Throwable> failures = new LinkedHashSet<>();
        for (CompletableFuture<Void> task : tasks) {
            await(task, failures);
        }
        if (!failures.isEmpty()) {
            throwAll(failures);
        }
    }

    private void await(CompletableFuture<Void> task, Set<Throwable> failures) {
        boolean again = true;
        while (again) {
            again = false;
            try {
                task.get();
            } catch (ExecutionException failed) {
                failures.add(cause(failed));
            } catch (InterruptedException e) {
                interruptAll();
                failures.add(
                        new DockerInterruptedException(
                                "interrupted while waiting for the engine", e));
                again = true;
            }
        }
    }

    private void interruptAll() {
        synchronized (running) {
            interrupted = true;
            running.forEach(Thread::interrupt);
        }
    }

    private static Throwable cause(Throwable failed) {
        Throwable cause = failed;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private void throwAll(Set<Throwable> failures) {
        List<Throwable> all = new ArrayList<>(failures);
        Throwable first =
                all.stream()
                        .filter(DockerInterruptedException.class::isInstance)
                        .findFirst()
                        .orElse(all.get(0));
        all.stream().filter(other -> other != first).forEach(first::addSuppressed);
        synchronized (running) {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (first instanceof Error error) {
            throw Rethrown.here(error);
        }
        if (first instanceof RuntimeException exception) {
            throw Rethrown.here(exception);
        }
        throw new IllegalStateException(first);
    }
}
