package io.dockerkit.compose.converge;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.ProcessStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the containers of services. Thread-safe. */
final class ContainerCreation {
    private final Model model;
    private final EngineAccess engine;
    private final Containers containers;
    private final Report report;
    private final String line;

    ContainerCreation(
            Model model, EngineAccess engine, Containers containers, Report report, String line) {
        this.model = model;
        this.engine = engine;
        this.containers = containers;
        this.report = report;
        this.line = line;
    }

    /**
     * Creates a container, and connects it to its networks. One that cannot be connected is removed again.
     *
     * @param name the name of the container
     */
    Observed create(Service service, String name, ContainerPlan plan) {
        return create(service, name, plan, ProcessStreams.KEPT, null).observed();
    }

    /**
     * A container and the request that it was created by.
     *
     * @param observed the container
     * @param request the request
     */
    record Created(Observed observed, CreateRequest request) {}

    Created create(
            Service service,
            String name,
            ContainerPlan plan,
            ProcessStreams streams,
            @Nullable Duration timeout) {
        List<String> links = links(service, plan);
        Endpoints endpoints = new Endpoints(model, service, plan, links, engine);
        Map<String, Object> body =
                new ContainerBody(model, service, plan, links, endpoints, engine, report).write();
        CreateRequest request =
                Requests.create(
                        name,
                        service.imageIn(model.name()),
                        platform(service),
                        body,
                        streams,
                        timeout,
                        line);
        Container container = engine.containers().create(request);
        container.warnings().forEach(warning -> report.warn("Service " + service.name(), warning));
        try {
            endpoints.afterCreation().forEach(key -> endpoints.connect(key, container.id(), line));
        } catch (DockerException notConnected) {
            removeQuietly(container, notConnected);
            throw notConnected;
        }
        return new Created(Observed.created(container, name, labels(body)), request);
    }

    static void removeQuietly(Container container, DockerException because) {
        try {
            container.remove(options -> options.force().volumes());
        } catch (DockerException stays) {
            because.addSuppressed(stays);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> labels(Map<String, Object> body) {
        return (Map<String, String>) body.getOrDefault("Labels", Map.of());
    }

    private String platform(Service service) {
        String own = service.config().text("platform");
        return own.isEmpty()
                ? model.environment().getOrDefault("DOCKER_DEFAULT_PLATFORM", "")
                : own;
    }

    private List<String> links(Service service, ContainerPlan plan) {
        List<String> links = new ArrayList<>();
        for (String link : service.config().texts("links")) {
            String[] parts = link.split(":", -1);
            String other = parts[0];
            String number = String.valueOf(plan.number());
            for (Observed container : containers.listOf(other)) {
                links.add(container.name() + ":" + (parts.length == 2 ? parts[1] : other));
                links.add(container.name() + ":" + other + "-" + number);
                links.add(container.name() + ":" + model.name() + "-" + other + "-" + number);
            }
        }
        for (String link : service.config().texts("external_links")) {
            String[] parts = link.split(":", -1);
            links.add(parts[0] + ":" + (parts.length == 2 ? parts[1] : parts[0]));
        }
        return links;
    }
}
