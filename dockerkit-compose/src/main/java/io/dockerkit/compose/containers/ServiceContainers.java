package io.dockerkit.compose.containers;

import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.Exec;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.ExecRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The containers of one service. Immutable and thread-safe. */
public final class ServiceContainers {
    private final ProjectResources resources;
    private final String service;

    /** Finds those of this service. */
    public ServiceContainers(ProjectResources resources, String service) {
        this.resources = resources;
        this.service = service;
    }

    /** Returns all, running or not, by their numbers, without those of {@code run}. */
    public List<Container> all() {
        return all(OneOff.EXCLUDED);
    }

    private List<Container> all(OneOff oneOff) {
        return Lifecycle.byNumber(resources.containers(oneOff, true, List.of(service))).stream()
                .map(Member::handle)
                .toList();
    }

    /** Returns the one with the lowest number, running or not; those of {@code run} come last. */
    public Container first(OneOff oneOff) {
        return all(oneOff).stream()
                .findFirst()
                .orElseThrow(() -> resources.missing("service " + service + " has no container"));
    }

    /** Returns the one with this number, running or not. */
    public Container get(int number) {
        return resources.containers(OneOff.EXCLUDED, true, List.of(service)).stream()
                .filter(container -> container.number() == number)
                .findFirst()
                .orElseThrow(
                        () ->
                                resources.missing(
                                        "service " + service + " has no container " + number))
                .handle();
    }

    /** Returns the running one with the lowest number. */
    public Container running() {
        return firstRunning().handle();
    }

    private Member firstRunning() {
        return Lifecycle.byNumber(resources.containers(OneOff.INCLUDED, false, List.of(service)))
                .stream()
                .findFirst()
                .orElseThrow(() -> resources.missing("service " + service + " is not running"));
    }

    /**
     * Returns where a port of the running container with the lowest number is published.
     *
     * @throws IllegalStateException if it is not published
     */
    public Port.Binding binding(Port port) {
        Objects.requireNonNull(port, "containerPort");
        Member container = firstRunning();
        List<Port.Binding> ports = container.summary().ports();
        return ports.stream()
                .filter(binding -> binding.containerPort().equals(port))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "container "
                                                + container.name()
                                                + " does not publish port "
                                                + port
                                                + "; published: "
                                                + (ports.isEmpty() ? "none" : ports)));
    }

    /** Does something to each container, running or not, side by side. */
    public void forEach(OneOff oneOff, Consumer<Container> action) {
        List<Container> containers = all(oneOff);
        if (containers.isEmpty()) {
            throw resources.missing("service " + service + " has no container");
        }
        TaskGroup.forEach(containers, action);
    }

    /** Returns the spec of a command in the running container with the lowest number, which is looked up when it is run. */
    public ExecSpec exec(List<String> command) {
        return ExecSpec.of(new InFirst(), resources.usualName(service), command);
    }

    /** Runs commands in the container that is first at that time. */
    private final class InFirst implements ExecBackend {
        private ExecBackend backend() {
            return resources.docker().unwrap(DockerBackend.class).containers().exec(running().id());
        }

        @Override
        public ExecResult execute(ExecRequest request) {
            return backend().execute(request);
        }

        @Override
        public Exec start(ExecRequest request) {
            return backend().start(request);
        }

        @Override
        public Session attach(ExecRequest request) {
            return backend().attach(request);
        }
    }
}
