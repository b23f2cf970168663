package io.dockerkit.junit;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.container.Container;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Starts several things at the same time, each as soon as what it refers to is there. Used by one thread. */
final class Launch {
    private final Fixtures fixtures;
    private final List<Definition> definitions;
    private final IdentityHashMap<Definition, CompletableFuture<Void>> futures =
            new IdentityHashMap<>();
    private final Set<Definition> under = new LinkedHashSet<>();

    private Launch(Fixtures fixtures, List<Definition> definitions) {
        this.fixtures = fixtures;
        this.definitions = definitions;
    }

    /** Starts them and waits until all are ready; throws the first failure, with the others suppressed. */
    static void of(Fixtures fixtures, List<Definition> definitions) {
        fixtures.announce(definitions);
        new Launch(fixtures, definitions).run();
    }

    private void run() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Definition definition : definitions) {
            all.add(future(definition));
        }
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<Void> one : all) {
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

    private CompletableFuture<Void> future(Definition definition) {
        CompletableFuture<Void> known = futures.get(definition);
        if (known != null) {
            return known;
        }
        if (!under.add(definition)) {
            throw new ExtensionConfigurationException(
                    "these containers wait for each other: "
                            + under.stream().map(Definition::plainName).toList());
        }
        CompletableFuture<?>[] before =
                References.before(definition, definitions).stream()
                        .map(this::future)
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> future =
                CompletableFuture.allOf(before)
                        .thenRunAsync(() -> fixtures.start(definition), Launch::inThread);
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

    private RuntimeException failure(List<Throwable> failures) {
        Throwable first = failures.get(0);
        failures.subList(1, failures.size()).forEach(first::addSuppressed);
        ContainerLogs.addTo(first, fixtures.all(Container.class));
        if (first instanceof Error error) {
            throw error;
        }
        return first instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(first);
    }
}
