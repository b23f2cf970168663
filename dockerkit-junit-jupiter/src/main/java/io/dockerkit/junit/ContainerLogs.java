package io.dockerkit.junit;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reports, beside the failure of a test, what its containers wrote: the end of it in the message, and all of it, within
 * limits, in files. It has no stack trace, since nothing went wrong here.
 */
final class ContainerLogs extends Exception {
    private static final long serialVersionUID = 1L;

    /** How long a failure waits for the ends of the logs, and for the files, of all containers together. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private ContainerLogs(String message) {
        super(message, null, false, false);
    }

    /** The files of a run, by the ids of the containers: each log is kept once, however many tests fail beside it. */
    private static final class Kept {
        final ConcurrentMap<String, Path> files = new ConcurrentHashMap<>();
    }

    /** Adds the end of the logs to a failure, once, and publishes the logs as files of the test. Never throws. */
    static void tell(ExtensionContext context, Throwable failure) {
        guarded(
                failure,
                () -> {
                    Fixtures fixtures = Fixtures.nearest(context);
                    if (fixtures != null) {
                        Kept kept =
                                context.getRoot()
                                        .getStore(FixtureStore.HERE)
                                        .getOrComputeIfAbsent(
                                                Kept.class, key -> new Kept(), Kept.class);
                        add(failure, fixtures.containers(failure), kept.files, context);
                    }
                });
    }

    /** Adds the end of the logs to a failure, once. Never throws. */
    static void addTo(Throwable failure, Map<String, Container> containers) {
        guarded(failure, () -> add(failure, containers, new ConcurrentHashMap<>(), null));
    }

    /** Whatever goes wrong here, the test's own failure is what counts. */
    private static void guarded(Throwable failure, Runnable telling) {
        try {
            telling.run();
        } catch (Throwable besides) {
            if (besides != failure) {
                failure.addSuppressed(besides);
            }
        }
    }

    private static void add(
            Throwable failure,
            Map<String, Container> containers,
            ConcurrentMap<String, Path> files,
            @Nullable ExtensionContext context) {
        if (containers.isEmpty()
                || Stream.of(failure.getSuppressed()).anyMatch(ContainerLogs.class::isInstance)) {
            return;
        }
        if (context != null) {
            guarded(failure, () -> publish(context, containers, files));
        }
        Map<String, InTime.Task<String>> tasks = new LinkedHashMap<>();
        containers.forEach(
                (name, container) ->
                        tasks.put(name, () -> end(container, files.get(container.id()))));
        StringBuilder text = new StringBuilder("the containers when the test failed:");
        InTime.all(LONGEST, tasks, "its state and its logs could not be read in time")
                .forEach(
                        (name, end) -> text.append("\n--- ").append(name).append(": ").append(end));
        failure.addSuppressed(new ContainerLogs(text.toString()));
    }

    /** Returns what it is, how it is, and the end of what it wrote. */
    private static String end(Container container, @Nullable Path file) {
        try {
            ContainerDetails details = container.inspect();
            String written = LogFile.end(container);
            return details.name()
                    + " ("
                    + container.shortId()
                    + "), "
                    + state(details)
                    + (written.isEmpty()
                            ? "; it has written nothing"
                            : (file == null ? "" : "; logs in " + file)
                                    + "; the end of its logs:\n"
                                    + written);
        } catch (RuntimeException | Error unreadable) {
            return container.shortId()
                    + ", whose logs cannot be read: "
                    + (unreadable instanceof DockerException
                            ? unreadable.getMessage()
                            : unreadable.toString());
        }
    }

    private static String state(ContainerDetails details) {
        var state = details.state();
        return state.running()
                ? state.status()
                : state.status()
                        + " with exit code "
                        + state.exitCode()
                        + (state.oomKilled() ? ", killed: out of memory" : "");
    }

    private static void publish(
            ExtensionContext context,
            Map<String, Container> containers,
            ConcurrentMap<String, Path> files) {
        Map<String, Container> fresh = new LinkedHashMap<>(containers);
        fresh.values().removeIf(container -> files.containsKey(container.id()));
        if (!fresh.isEmpty()) {
            context.publishDirectory("containers", directory -> write(directory, fresh, files));
        }
    }

    private static void write(
            Path directory, Map<String, Container> containers, ConcurrentMap<String, Path> files) {
        AtomicReference<IOException> failure = new AtomicReference<>();
        Map<String, InTime.Task<String>> tasks = new LinkedHashMap<>();
        containers.forEach(
                (name, container) -> {
                    Path file = directory.resolve(name + ".log");
                    if (files.putIfAbsent(container.id(), file) == null) {
                        tasks.put(
                                name,
                                () -> {
                                    try {
                                        // that of a project's service is in a directory
                                        Files.createDirectories(file.toAbsolutePath().getParent());
                                        LogFile.write(container, file, LONGEST);
                                    } catch (IOException unwritten) {
                                        files.remove(container.id());
                                        failure.set(unwritten);
                                    }
                                    return "";
                                });
                    }
                });
        InTime.all(LONGEST.plusSeconds(1), tasks, "");
        IOException unwritten = failure.get();
        if (unwritten != null) {
            throw new UncheckedIOException("cannot keep the logs of containers", unwritten);
        }
    }
}
