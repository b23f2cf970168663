package io.dockerkit.compose.converge;

import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Filters;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.compose.containers.Hooks;
import io.dockerkit.container.StopSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lists, stops and removes the containers of a project. Thread-safe. */
final class Containers {
    private final EngineAccess engine;
    private final String project;
    private final TaskGroup group;
    private final Report report;

    Containers(EngineAccess engine, String project, TaskGroup group, Report report) {
        this.engine = engine;
        this.project = project;
        this.group = group;
        this.report = report;
    }

    /** Returns all containers of the project, those of {@code run} among them, running or not. */
    List<Observed> list() {
        return list(filters());
    }

    /** Returns the containers of a service, but for those of {@code run}. */
    List<Observed> listOf(String service) {
        return list(filters().with("label", ComposeLabels.SERVICE + "=" + service)).stream()
                .filter(container -> !container.isOneOff())
                .toList();
    }

    private Filters filters() {
        return Filters.none()
                .with("label", ComposeLabels.PROJECT + "=" + project)
                .with("label", ComposeLabels.CONFIG_HASH);
    }

    private List<Observed> list(Filters filters) {
        return engine.containers().list(filters, true, 0, false).stream()
                .map(Observed::of)
                .toList();
    }

    /** Stops the containers at the same time, with the hooks of their services. */
    void stop(Collection<Observed> containers, Function<String, Hooks> hooks) {
        List<Runnable> stops = new ArrayList<>();
        containers.forEach(
                container ->
                        stops.add(() -> stop(container, null, hooks.apply(container.service()))));
        group.all(stops);
    }

    private void stop(Observed container, @Nullable Duration timeout, Hooks hooks) {
        String subject = "Container " + container.name();
        report.tell(subject, "Stopping");
        hooks.stop(
                engine.containers(),
                container.name(),
                () -> container.container().stop(stopping(timeout)));
        report.tell(subject, "Stopped");
    }

    /** Returns the options of a stop; null stands for the container's own time. */
    UnaryOperator<StopSpec> stopping(@Nullable Duration timeout) {
        return options -> timeout == null ? options : options.timeout(timeout);
    }

    /** Stops and removes the containers at the same time; their anonymous volumes stay. */
    void remove(Collection<Observed> containers, Function<String, Hooks> hooks) {
        List<Runnable> removals = new ArrayList<>();
        containers.forEach(
                container ->
                        removals.add(
                                () -> remove(container, null, hooks.apply(container.service()))));
        group.all(removals);
    }

    void remove(Observed container, @Nullable Duration timeout, Hooks hooks) {
        try {
            stop(container, timeout, hooks);
            report.tell("Container " + container.name(), "Removing");
            container.container().remove(options -> options.force());
        } catch (NotFoundException gone) {
            // somebody else removed it
        }
        report.tell("Container " + container.name(), "Removed");
    }
}
