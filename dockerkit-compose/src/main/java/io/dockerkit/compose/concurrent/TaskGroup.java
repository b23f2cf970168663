package io.dockerkit.compose.concurrent;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.spi.Rethrown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that run side by side, each in a thread of its own, and the wait for all of them. The first failure is thrown with the
 * others suppressed; an interrupt of the thread that waits reaches the tasks, and all of them have ended when it is thrown.
 *
 * <p>A failure leaves the other tasks of a plain group alone. In a group that {@link #stoppingAtFailure()} returns, nothing more
 * is begun then that waits for other tasks, and {@link #pause} ends with a {@link StoppedException}. A task may run further tasks
 * by {@link #all} and {@link #inOrder} of its own group: they count as the group's, for failures and interrupts.
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
    private final State state;

    /** What a group shares with those of its tasks. */
    private static final class State {
        private final boolean isStopping;
        private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

        /** The threads of tasks; guarded by this. */
        private final Set<Thread> running = new LinkedHashSet<>();

        /** Whether the tasks have been interrupted; guarded by this. */
        private boolean interrupted;

        private State(boolean isStopping) {
            this.isStopping = isStopping;
        }

        private boolean isStopped() {
            return isStopping && firstFailure.get() != null;
        }

        private synchronized void begin() {
            if (interrupted) {
                throw new DockerInterruptedException("interrupted before it began", null);
            }
            running.add(Thread.currentThread());
        }

        private synchronized void end() {
            running.remove(Thread.currentThread());
            // the pool's thread must not hand an interrupt on to its next task
            Thread.interrupted();
        }

        private synchronized void interruptAll() {
            if (!interrupted) {
                interrupted = true;
                running.forEach(Thread::interrupt);
            }
        }

        private synchronized boolean wasInterrupted() {
            return interrupted;
        }
    }

    /** Thrown to a task that waits when another one has failed; the caller of the group gets that failure. */
    public static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private StoppedException() {
            super("another task has failed", null, false, false);
        }
    }

    /** Creates a group whose tasks all run, whatever fails. */
    public TaskGroup() {
        this(new State(false));
    }

    private TaskGroup(State state) {
        this.state = state;
    }

    /** Returns a group that begins and waits for nothing more after a failure. */
    public static TaskGroup stoppingAtFailure() {
        return new TaskGroup(new State(true));
    }

    /** Performs the action on each item, side by side. */
    public static <T> void forEach(Collection<T> items, Consumer<? super T> action) {
        List<Runnable> tasks = new ArrayList<>();
        items.forEach(item -> tasks.add(() -> action.accept(item)));
        new TaskGroup().all(tasks);
    }

    /** Returns what the function makes of each item, side by side, in the order of the items. */
    public static <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function) {
        List<Runnable> tasks = new ArrayList<>();
        List<CompletableFuture<R>> results = new ArrayList<>();
        for (T item : items) {
            CompletableFuture<R> result = new CompletableFuture<>();
            results.add(result);
            tasks.add(() -> result.complete(function.apply(item)));
        }
        new TaskGroup().all(tasks);
        return results.stream().map(CompletableFuture::join).toList();
    }

    /** Runs the tasks side by side, and returns when all have ended. */
    public void all(Collection<? extends Runnable> those) {
        if (those.size() == 1) {
            those.forEach(Runnable::run);
            return;
        }
        TaskGroup part = new TaskGroup(state);
        those.forEach(part::add);
        part.await();
    }

    /**
     * Runs a task for each key, as soon as those for all keys that it needs have succeeded, and returns when all have ended.
     *
     * @param needs the keys that each key needs, without circles
     */
    public void inOrder(Map<String, Set<String>> needs, Consumer<String> task) {
        TaskGroup part = new TaskGroup(state);
        Map<String, CompletableFuture<Void>> begun = new HashMap<>();
        needs.keySet().forEach(key -> part.begin(key, needs, begun, task));
        part.await();
    }

    private void begin(
            String key,
            Map<String, Set<String>> needs,
            Map<String, CompletableFuture<Void>> begun,
            Consumer<String> task) {
        if (begun.containsKey(key)) {
            return;
        }
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (String other : Objects.requireNonNull(needs.get(key), key)) {
            begin(other, needs, begun, task);
            others.add(Objects.requireNonNull(begun.get(other), other));
        }
        CompletableFuture<Void> future = after(others, () -> task.accept(key));
        begun.put(key, future);
        tasks.add(future);
    }

    /** Starts the task; {@link #await()} waits for it. */
    public void add(Runnable task) {
        tasks.add(after(List.of(), task));
    }

    private CompletableFuture<Void> after(
            Collection<CompletableFuture<Void>> others, Runnable task) {
        return CompletableFuture.allOf(others.toArray(new CompletableFuture<?>[0]))
                .thenRunAsync(
                        () -> {
                            if (!others.isEmpty() && state.isStopped()) {
                                throw new StoppedException();
                            }
                            run(task);
                        },
                        POOL);
    }

    private void run(Runnable task) {
        state.begin();
        try {
            task.run();
        } catch (StoppedException stopped) {
            throw stopped;
        } catch (RuntimeException | Error failed) {
            state.firstFailure.compareAndSet(null, failed);
            throw failed;
        } finally {
            state.end();
        }
    }

    /**
     * Waits a while, in a task.
     *
     * @throws StoppedException if another task has failed
     */
    public void pause(long millis) {
        if (state.isStopped()) {
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

    /** Waits for the tasks that were added. */
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
                state.interruptAll();
                failures.add(
                        new DockerInterruptedException(
                                "interrupted while waiting for the engine", e));
                again = true;
            }
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
        all.removeIf(StoppedException.class::isInstance);
        if (all.isEmpty()) {
            throw new StoppedException();
        }
        Throwable first = first(all);
        all.stream().filter(other -> other != first).forEach(first::addSuppressed);
        if (state.wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
        if (first instanceof Error error) {
            throw Rethrown.here(error);
        }
        if (first instanceof RuntimeException exception) {
            throw Rethrown.here(exception);
        }
        throw new IllegalStateException(first);
    }

    /** An interrupt comes first; in a group that it stops, the failure that was the first in time. */
    private Throwable first(List<Throwable> failures) {
        Throwable inTime = state.isStopping ? state.firstFailure.get() : null;
        return failures.stream()
                .filter(DockerInterruptedException.class::isInstance)
                .findFirst()
                .orElseGet(
                        () ->
                                failures.stream()
                                        .filter(failure -> failure == inTime)
                                        .findFirst()
                                        .orElse(failures.get(0)));
    }
}
