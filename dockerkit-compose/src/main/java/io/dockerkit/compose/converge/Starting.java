package io.dockerkit.compose.converge;

import io.dockerkit.DockerException;
import io.dockerkit.NotReadyException;
import io.dockerkit.cli.Checks;
import io.dockerkit.compose.concurrent.TaskGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Starts the containers of services, each after what it depends on, and waits for them. Thread-safe. */
final class Starting {
    private static final long PAUSE = 100;

    /** An engine that is given a range of ports chooses one after the other. */
    private final ReentrantLock starting = new ReentrantLock();

    private final Model model;
    private final EngineAccess engine;
    private final List<Observed> containers;
    private final TaskGroup group;
    private final Report report;
    private final @Nullable Duration limit;
    private final long began = System.nanoTime();
    private final String line;

    /**
     * Prepares the start.
     *
     * @param containers the containers of the project, as they are now
     * @param limit how long it may wait in all, or null for no limit
     * @param line the command line for errors
     */
    Starting(
            Model model,
            EngineAccess engine,
            List<Observed> containers,
            TaskGroup group,
            Report report,
            @Nullable Duration limit,
            String line) {
        this.model = model;
        this.engine = engine;
        this.containers = List.copyOf(containers);
        this.group = group;
        this.report = report;
        this.limit = limit;
        this.line = line;
    }

    /** Starts the services in the order of their dependencies. */
    void start() {
        group.inOrder(ServiceOrder.of(model), name -> start(model.service(name)));
    }

    private List<Observed> of(String service) {
        return containers.stream()
                .filter(container -> !container.isOneOff() && container.service().equals(service))
                .toList();
    }

    private void start(Service service) {
        if (service.scale() == 0) {
            return;
        }
        waitForDependencies(service);
        List<Observed> own = of(service.name());
        if (own.isEmpty()) {
            throw new NotReadyException(
                    "service " + service.name() + " has no container to start", "no container");
        }
        for (Observed container : own) {
            if (!container.isRunning()) {
                start(service, container);
            }
        }
    }

    private void start(Service service, Observed container) {
        String subject = "Container " + container.name();
        new FileCopies(model).copyInto(container.container(), service);
        report.tell(subject, "Starting");
        boolean ranges =
                service.config().parts("ports").stream()
                        .anyMatch(port -> port.text("published").contains("-"));
        if (ranges) {
            starting.lock();
        }
        try {
            container.container().start();
        } catch (DockerException failed) {
            report.tell(subject, "Error", failed.getMessage());
            throw Failures.ofStart(service, container, failed, line);
        } finally {
            if (ranges) {
                starting.unlock();
            }
        }
        runHooks(service, container);
        report.tell(subject, "Started");
    }

    private void runHooks(Service service, Observed container) {
        try {
            service.hooks().started(engine.containers(), container.name());
        } catch (DockerException failed) {
            report.tell("Container " + container.name(), "Error", failed.getMessage());
            throw failed;
        }
    }

    /** Waits until what the service depends on is as the service wants it. */
    void waitForDependencies(Service service) {
        List<Runnable> waits = new ArrayList<>();
        for (Service.Dependency needed : service.dependencies()) {
            Service other = model.services().get(needed.service());
            if (!needed.condition().equals("service_started")
                    && other != null
                    && other.scale() > 0) {
                waits.add(() -> await(service, needed, of(needed.service())));
            }
        }
        group.all(waits);
    }

    private void await(Service service, Service.Dependency needed, List<Observed> waited) {
        String name = "service " + service.name() + " depends on service " + needed.service();
        if (waited.isEmpty()) {
            if (needed.isRequired()) {
                throw new NotReadyException(name + ", which has no container", "no container");
            }
            report.warn("Service " + service.name(), name + ", which has no container");
            return;
        }
        try {
            await(needed.service(), Condition.of(service, needed), waited);
        } catch (NotReadyException.TimedOut late) {
            throw late;
        } catch (NotReadyException failed) {
            if (needed.isRequired()) {
                throw failed;
            }
            waited.forEach(
                    container ->
                            report.tell(
                                    "Container " + container.name(),
                                    "Skipped",
                                    "an optional dependency"));
            report.warn("Service " + service.name(), failed.getMessage());
        }
    }

    /** Waits until all services run, are healthy if they have a health check, or have completed if others depend on that. */
    void awaitAll() {
        List<Runnable> waits = new ArrayList<>();
        for (Service service : model.services().values()) {
            if (service.scale() > 0) {
                Condition condition =
                        isToComplete(service.name())
                                ? Condition.COMPLETED
                                : Condition.RUNNING_OR_HEALTHY;
                waits.add(() -> await(service.name(), condition, of(service.name())));
            }
        }
        group.all(waits);
    }

    private boolean isToComplete(String service) {
        return model.services().values().stream()
                .flatMap(other -> other.dependencies().stream())
                .anyMatch(
                        needed ->
                                needed.service().equals(service)
                                        && needed.condition()
                                                .equals("service_completed_successfully"));
    }

    private void await(String service, Condition condition, List<Observed> waited) {
        waited.forEach(container -> report.tell("Container " + container.name(), "Waiting"));
        long start = System.nanoTime();
        while (!condition.isMet(service, waited, (System.nanoTime() - start) / 1_000_000)) {
            checkTime(service, condition, waited);
            group.pause(PAUSE);
        }
        waited.forEach(
                container ->
                        report.tell(
                                "Container " + container.name(),
                                condition == Condition.COMPLETED ? "Exited" : "Healthy"));
    }

    private void checkTime(String service, Condition condition, List<Observed> waited) {
        if (limit == null || System.nanoTime() - began < limit.toNanos()) {
            return;
        }
        String seen =
                waited.isEmpty()
                        ? "no container"
                        : waited.get(0).container().inspect().state().status();
        throw new NotReadyException.TimedOut(
                "service "
                        + service
                        + " is not "
                        + condition
                        + " after "
                        + Checks.human(limit)
                        + "; it is "
                        + seen
                        + (waited.isEmpty() ? "" : LastLines.of(waited.get(0).container())),
                seen);
    }
}
