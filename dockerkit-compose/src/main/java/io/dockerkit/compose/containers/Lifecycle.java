package io.dockerkit.compose.containers;

import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.Removal;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.container.Container;
import io.dockerkit.container.StopSpec;
import io.dockerkit.spi.Removed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Starts, stops, restarts, kills, pauses and removes the containers of a project. Thread-safe. */
public final class Lifecycle {
    private final ProjectResources resources;

    /** Does it for this project. */
    public Lifecycle(ProjectResources resources) {
        this.resources = resources;
    }

    /**
     * Starts the services, or all, and what they depend on, in the order of their dependencies.
     *
     * @throws NotFoundException if the project or a service has no containers
     * @throws io.dockerkit.NotReadyException if a dependency is not as it must be
     */
    public void start(List<String> services) {
        List<Member> known = resources.containers(OneOff.EXCLUDED, true, List.of());
        List<Member> containers =
                resources.labelled(true).stream().filter(one -> !one.oneOff()).toList();
        if (known.isEmpty() && (resources.project().isEmpty() || containers.isEmpty())) {
            throw resources.missing("no container to start");
        }
        ProjectModel model =
                resources
                        .model(known, services)
                        .selected(services, ProjectModel.Along.DEPENDENCIES);
        ServiceOrder.forward(model, service -> start(model, service, containers));
    }

    private void start(ProjectModel model, KnownService service, List<Member> containers) {
        if (service.scale() == 0) {
            return;
        }
        DependencyWait.await(model, service, containers);
        // one after the other: the engine hands out the ports of a range
        for (Member container : byNumber(of(service.name(), containers))) {
            if (!container.is("running")) {
                container.handle().start();
                service.hooks().started(resources.engine(), container.name());
            }
        }
    }

    /** Stops the services, or all, dependents first; {@code seconds} is their stop time-out, or "" for their own. */
    public void stop(List<String> services, String seconds) {
        List<Member> containers = resources.containers(OneOff.EXCLUDED, true, List.of());
        ProjectModel model = resources.wholeModel(containers, services);
        ServiceOrder.backward(
                model,
                service -> {
                    if (services.isEmpty() || services.contains(service.name())) {
                        TaskGroup.forEach(
                                of(service.name(), containers),
                                container -> stop(service, container, seconds));
                    }
                });
    }

    private void stop(KnownService service, Member container, String seconds) {
        service.hooks()
                .stop(
                        resources.engine(),
                        container.name(),
                        () -> container.handle().stop(timeout(seconds)));
    }

    /** Returns the option of a stop. */
    static UnaryOperator<StopSpec> timeout(String seconds) {
        return options -> seconds.isEmpty() ? options : options.flag("timeout", seconds);
    }

    /**
     * Restarts the services, or all, in the order of their dependencies, and, unless {@code noDeps} is set, those that depend on
     * them and are to be restarted with them.
     */
    public void restart(List<String> services, boolean noDeps, String seconds) {
        List<Member> containers = resources.containers(OneOff.EXCLUDED, true, List.of());
        ProjectModel all = resources.wholeModel(containers, services);
        ProjectModel chosen = noDeps ? all.selected(services, ProjectModel.Along.NONE) : all;
        ProjectModel model =
                chosen.with(service -> service.keeping(entry -> entry.getValue().restart()))
                        .selected(services, ProjectModel.Along.DEPENDENTS);
        ServiceOrder.forward(
                model,
                service -> {
                    DependencyWait.await(model, service, containers);
                    TaskGroup.forEach(
                            of(service.name(), containers),
                            container -> restart(service, container, seconds));
                });
    }

    private void restart(KnownService service, Member container, String seconds) {
        service.hooks().stopping(resources.engine(), container.name());
        container.handle().restart(timeout(seconds));
        service.hooks().started(resources.engine(), container.name());
    }

    /** Sends a signal to what runs of the services, or of all, containers of {@code run} included. */
    public void kill(List<String> services, String signal, boolean orphans) {
        List<Member> containers = resources.containers(OneOff.INCLUDED, false, services);
        ProjectModel model = resources.model(containers, services);
        TaskGroup.forEach(
                containers.stream()
                        .filter(one -> orphans || model.services().containsKey(one.service()))
                        .toList(),
                container -> kill(container, signal));
    }

    private static void kill(Member container, String signal) {
        try {
            container.handle().kill(signal);
        } catch (NotRunningException | NotFoundException ended) {
            // it exited by itself after it was listed
        }
    }

    /** Pauses what runs of the services, or of all. */
    public void pause(List<String> services) {
        forRunning(services, one -> !one.is("paused"), Container::pause);
    }

    /** Resumes what is paused of the services, or of all. */
    public void unpause(List<String> services) {
        forRunning(services, one -> one.is("paused"), Container::unpause);
    }

    private void forRunning(
            List<String> services, Predicate<Member> filter, Consumer<Container> action) {
        List<Member> containers = resources.containers(OneOff.EXCLUDED, false, services);
        TaskGroup.forEach(
                containers.stream().filter(inFiles(services)).filter(filter).toList(),
                container -> action.accept(container.handle()));
    }

    /** Of a project whose files are known, only the services that they have count. */
    private Predicate<Member> inFiles(List<String> services) {
        if (resources.project().isEmpty()) {
            return container -> true;
        }
        ProjectModel model = resources.model(List.of(), services);
        return container -> model.services().containsKey(container.service());
    }

    /** Removes what does not run of the services, or of all, and returns the names. */
    public Removal remove(List<String> services, boolean force, boolean volumes) {
        List<Member> containers = resources.containers(OneOff.EXCLUDED, true, services);
        List<Member> stopped =
                containers.stream().filter(inFiles(services)).filter(Lifecycle::isStopped).toList();
        List<String> removed = Collections.synchronizedList(new ArrayList<>());
        TaskGroup.forEach(
                stopped,
                container -> {
                    boolean done =
                            !container
                                    .handle()
                                    .remove(
                                            options ->
                                                    options.flag("force", String.valueOf(force))
                                                            .flag(
                                                                    "volumes",
                                                                    String.valueOf(volumes)))
                                    .isEmpty();
                    if (done) {
                        removed.add(container.name());
                    }
                });
        return new Removed(removed.stream().sorted().toList());
    }

    /** The list may be older than the end of the container. */
    private static boolean isStopped(Member container) {
        try {
            return !container.handle().inspect().state().running();
        } catch (NotFoundException gone) {
            return false;
        }
    }

    /** Returns the processes of what runs of the services, or of all, by the containers' names. */
    public Map<String, Container.ProcessTable> top(List<String> services) {
        Map<String, Container.ProcessTable> tables = Collections.synchronizedMap(new TreeMap<>());
        TaskGroup.forEach(
                resources.containers(OneOff.INCLUDED, false, services),
                container -> tables.put(container.name(), container.handle().top()));
        return Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /** Returns the containers of one service. */
    static List<Member> of(String service, List<Member> containers) {
        return containers.stream().filter(one -> one.service().equals(service)).toList();
    }

    /** Returns the containers by their numbers, those of {@code run} last. */
    static List<Member> byNumber(List<Member> containers) {
        return containers.stream()
                .sorted(Comparator.comparing(Member::oneOff).thenComparingInt(Member::number))
                .toList();
    }
}
