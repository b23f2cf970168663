package io.dockerkit.compose.converge;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.container.Container;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Brings the containers of a project's services to what the services say, in the order of their dependencies: creates those that
 * are missing, replaces those that are something else, and removes those that are too many. It starts none that is new.
 * Thread-safe.
 */
final class Convergence {
    private final Model model;
    private final UpOptions options;
    private final EngineAccess engine;
    private final Containers containers;
    private final ContainerCreation creation;
    private final Divergence divergence;
    private final TaskGroup group;
    private final Report report;
    private final Map<String, List<Observed>> state = new ConcurrentHashMap<>();

    Convergence(
            Model model,
            UpOptions options,
            EngineAccess engine,
            Containers containers,
            Divergence divergence,
            List<Observed> observed,
            TaskGroup group,
            Report report) {
        this.model = model;
        this.options = options;
        this.engine = engine;
        this.containers = containers;
        this.creation =
                new ContainerCreation(model, engine, containers, report, options.commandLine());
        this.divergence = divergence;
        this.group = group;
        this.report = report;
        Map<String, List<Observed>> byService = new LinkedHashMap<>();
        observed.stream()
                .filter(container -> !container.isOneOff())
                .forEach(
                        container ->
                                byService
                                        .computeIfAbsent(
                                                container.service(), absent -> new ArrayList<>())
                                        .add(container));
        state.putAll(byService);
    }

    private List<Observed> containersOf(String service) {
        return state.getOrDefault(service, List.of());
    }

    /** Carries it out for all services. */
    void apply() {
        group.inOrder(ServiceOrder.of(model), name -> converge(model.service(name)));
    }

    private void converge(Service declared) {
        int expected = scale(declared);
        Service service = resolved(declared, this::containersOf);
        List<Observed> existing = ordered(service);
        List<Observed> updated = Collections.synchronizedList(new ArrayList<>());
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < existing.size(); i++) {
            Observed container = existing.get(i);
            if (i >= expected) {
                tasks.add(() -> containers.remove(container, options.timeout(), service.hooks()));
            } else if (divergence.mustReplace(service, container, when(service))) {
                stopDependents(service);
                tasks.add(() -> updated.add(named(service, () -> replace(service, container))));
            } else {
                updated.add(container);
                keep(container, tasks);
            }
        }
        int next = existing.stream().mapToInt(Observed::number).max().orElse(0) + 1;
        for (int i = existing.size(); i < expected; i++) {
            int number = next + i - existing.size();
            tasks.add(() -> updated.add(named(service, () -> createNew(service, number))));
        }
        group.all(tasks);
        state.put(service.name(), List.copyOf(updated));
    }

    private Observed named(Service service, Supplier<Observed> creation) {
        try {
            return creation.get();
        } catch (DockerException failed) {
            report.tell("Service " + service.name(), "Error", failed.getMessage());
            throw Failures.of(service, failed, options.commandLine());
        }
    }

    private UpOptions.Recreate when(Service service) {
        return options.services().isEmpty() || options.services().contains(service.name())
                ? options.recreate()
                : options.recreateDependencies();
    }

    static int scale(Service service) {
        int scale = service.scale();
        if (scale > 1 && !service.containerName().isEmpty()) {
            throw new InvalidOptionException(
                    "services." + service.name() + ".scale",
                    String.valueOf(scale),
                    "the service has the container_name "
                            + service.containerName()
                            + ", which only one container can have; remove it to scale the service");
        }
        return scale;
    }

    /** Up-to-date containers first, those of low numbers before others: what is too many is at the end. */
    private List<Observed> ordered(Service service) {
        Comparator<Observed> order =
                Comparator.<Observed, Boolean>comparing(
                                container ->
                                        divergence.mustReplace(service, container, when(service)))
                        .thenComparing(Observed::number)
                        .thenComparing(Observed::created, Comparator.reverseOrder());
        List<Observed> ordered = new ArrayList<>(containersOf(service.name()));
        ordered.sort(order);
        return ordered;
    }

    /** A container that was paused, say, is started; one that has ended is left to the start of all. */
    private void keep(Observed container, List<Runnable> tasks) {
        switch (container.state()) {
            case "running" -> report.tell("Container " + container.name(), "Running");
            case "created", "restarting", "exited" -> {
                // the start comes later
            }
            default ->
                    tasks.add(
                            () -> {
                                report.tell("Container " + container.name(), "Restart");
                                container.container().start();
                                report.tell("Container " + container.name(), "Restarted");
                            });
        }
    }

    private void stopDependents(Service service) {
        Set<String> dependents = Set.copyOf(model.restartedAfter(service.name()));
        if (dependents.isEmpty()) {
            return;
        }
        List<Observed> stopped = new ArrayList<>();
        dependents.forEach(name -> stopped.addAll(containersOf(name)));
        containers.stop(stopped, model::hooks);
        dependents.forEach(
                name ->
                        state.put(
                                name,
                                containersOf(name).stream()
                                        .map(container -> container.in("exited"))
                                        .toList()));
    }

    private Observed createNew(Service service, int number) {
        String name = service.containerName(model.name(), number);
        report.tell("Container " + name, "Creating");
        Observed created =
                creation.create(service, name, ContainerPlan.of(number, service.labels()));
        report.tell("Container " + name, "Created");
        return created;
    }

    /** The new one is created before the old one is stopped, which so is away for a short time only. */
    private Observed replace(Service service, Observed old) {
        String subject = "Container " + old.name();
        report.tell(subject, "Recreate");
        int number = old.number();
        String name = service.containerName(model.name(), number);
        String temporary = old.id().substring(0, 12) + "_" + name;
        Map<String, String> labels = new LinkedHashMap<>(service.labels());
        labels.put(
                ComposeLabels.REPLACE,
                service.containerName().isEmpty()
                        ? service.name() + "-" + number
                        : service.containerName());
        ContainerPlan plan = ContainerPlan.of(number, labels);
        if (options.inheritsVolumes()) {
            plan = plan.inheriting(old.mounts(), imageVolumes(service, old));
        }
        Observed created = creation.create(service, temporary, plan);
        Container former = old.container();
        former.stop(containers.stopping(options.timeout()));
        former.remove();
        created.container().rename(name);
        report.tell(subject, "Recreated");
        return new Observed(
                created.container(),
                name,
                created.state(),
                created.labels(),
                created.created(),
                List.of(),
                List.of());
    }

    private Set<String> imageVolumes(Service service, Observed old) {
        return old.mounts().isEmpty()
                ? Set.of()
                : Set.copyOf(
                        engine.images().get(service.imageIn(model.name())).inspect().volumes());
    }

    /** Finds the containers of a service. */
    interface Finder {
        List<Observed> containersOf(String service);
    }

    /** Returns the service with the ids of containers in place of references to other services. */
    static Service resolved(Service service, Finder finder) {
        Service next = service;
        List<String> volumes = service.config().texts("volumes_from");
        if (!volumes.isEmpty()) {
            List<String> ids = new ArrayList<>();
            for (String source : volumes) {
                String[] parts = source.split(":", -1);
                ids.add(
                        parts[0].equals("container") && parts.length > 1
                                ? parts[1]
                                : id(service, "volumes_from", parts[0], finder));
            }
            next = next.with("volumes_from", Collections.unmodifiableList(ids));
        }
        for (String key : List.of("network_mode", "ipc", "pid")) {
            String mode = service.config().text(key);
            if (mode.startsWith("service:")) {
                String other = mode.substring("service:".length());
                next = next.with(key, "container:" + id(service, key, other, finder));
            }
        }
        return next;
    }

    private static String id(Service service, String key, String other, Finder finder) {
        return finder.containersOf(other).stream()
                .min(Comparator.comparing(Observed::name))
                .orElseThrow(
                        () ->
                                new InvalidOptionException(
                                        "services." + service.name() + "." + key,
                                        other,
                                        "service " + other + " has no container"))
                .id();
    }
}
