package io.dockerkit.compose.containers;

import io.dockerkit.Subscription;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.EventsBackend;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The events of the containers of several services. An engine keeps what matches all of its filters by label, so those of the
 * services are chosen here. Immutable and thread-safe.
 */
public final class ProjectEvents implements EventsBackend {
    private final ProjectResources resources;
    private final Set<String> services;

    private ProjectEvents(ProjectResources resources, Set<String> services) {
        this.resources = resources;
        this.services = services;
    }

    /** Returns the spec of the events of the containers of these services, or of all, those of {@code run} left out. */
    public static EventsSpec of(ProjectResources resources, List<String> services) {
        EventsSpec all =
                services.size() < 2
                        ? resources.docker().engine().events()
                        : EventsSpec.of(new ProjectEvents(resources, Set.copyOf(services)));
        EventsSpec ofProject =
                all.type("container")
                        .filter("label", ComposeLabels.PROJECT + "=" + resources.name())
                        .filter("label", ComposeLabels.ONE_OFF + "=False");
        return services.size() == 1
                ? ofProject.filter("label", ComposeLabels.SERVICE + "=" + services.get(0))
                : ofProject;
    }

    private EventsBackend engine() {
        return resources.docker().unwrap(DockerBackend.class).engine();
    }

    private boolean isOfService(EngineEvent event) {
        return services.contains(event.attribute(ComposeLabels.SERVICE));
    }

    @Override
    public Stream<EngineEvent> events(Filters filters, String since, String until) {
        return engine().events(filters, since, until).filter(this::isOfService);
    }

    @Override
    public Subscription subscribe(
            Filters filters, String since, String until, Consumer<? super EngineEvent> consumer) {
        return engine().subscribe(
                        filters,
                        since,
                        until,
                        event -> {
                            if (isOfService(event)) {
                                consumer.accept(event);
                            }
                        });
    }
}
