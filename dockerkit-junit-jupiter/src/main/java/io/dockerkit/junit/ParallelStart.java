package io.dockerkit.junit;

import io.dockerkit.DockerInterruptedException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Starts several things at the same time, each as soon as what it refers to is there. Used by one thread. */
final class ParallelStart {
    private final List<Definition> definitions;
    private final Consumer<Definition> start;
    private final IdentityHashMap<Definition, CompletableFuture<Void>> futures =
            new IdentityHashMap<>();
    private final Set<Definition> under = new LinkedHashSet<>();

    private ParallelStart(List<Definition> definitions, Consumer<Definition> start) {
        this.definitions = definitions;
        this.start = start;
    }

    /**
     * Begins to start them, each in a thread of its own.
     *
     * @param start starts one and returns when it is ready
     * @return by identity, when each is ready, or why not
     * @throws ExtensionConfigurationException if some wait for each other; nothing is started then
     */
    static Map<Definition, CompletableFuture<Void>> begin(
            List<Definition> definitions, Consumer<Definition> start) {
        ParallelStart starts = new ParallelStart(definitions, start);
        CompletableFuture<Void> go = new CompletableFuture<>();
        for (Definition definition : definitions) {
            CompletableFuture<Void> unused = starts.future(definition, go);
        }
        go.complete(null);
        return starts.futures;
    }

    /** Starts them and waits until all are ready; throws the first failure, with the others suppressed. */
    static void run(List<Definition> definitions, Consumer<Definition> start) {
        Map<Definition, CompletableFuture<Void>> begun = begin(definitions, start);
        await(definitions.stream().map(begun::get).toList());
    }

    /** Waits for the end of all; throws the first failure, with the others suppressed. */
    static void await(List<? extends CompletableFuture<?>> all) {
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                add(root(failed), failures);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DockerInterruptedException(
                        "interrupted while containers were starting", interrupted);
            }
        }
        if (!failures.isEmpty()) {
            throw failure(failures);
        }
    }

    private CompletableFuture<Void> future(Definition definition, CompletableFuture<Void> go) {
        CompletableFuture<Void> known = futures.get(definition);
        if (known != null) {
            return known;
        }
        if (!under.add(definition)) {
            throw new ExtensionConfigurationException(
                    "these containers wait for each other: "
                            + under.stream().map(Definition::plainName).toList());
        }
        List<CompletableFuture<Void>> before = new ArrayList<>(List.of(go));
        for (Definition other : References.before(definition, definitions)) {
            before.add(future(other, go));
        }
        CompletableFuture<Void> future =
                CompletableFuture.allOf(before.toArray(CompletableFuture<?>[]::new))
                        .thenRunAsync(() -> start.accept(definition), ParallelStart::inThread);
        under.remove(definition);
        futures.put(definition, future);
        return future;
    }

    private static void inThread(Runnable task) {
        Thread thread = new Thread(task, "dockerkit-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static Throwable root(Throwable failed) {
        Throwable cause = failed.getCause();
        return cause != null
                        && (failed instanceof ExecutionException
                                || failed instanceof CompletionException)
                ? root(cause)
                : failed;
    }

    /** What waited for something that failed has failed by the same failure. */
    private static void add(Throwable failure, List<Throwable> failures) {
        if (failures.stream().noneMatch(other -> other == failure)) {
            failures.add(failure);
        }
    }

    private static RuntimeException failure(List<Throwable> failures) {
        Throwable first = failures.get(0);
        for (Throwable other : failures.subList(1, failures.size())) {
            if (!List.of(first.getSuppressed()).contains(other)) {
                first.addSuppressed(other);
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        return first instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(first);
    }
}
