package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AmbiguousIdException;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerBackend;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.CreateRequest;
import io.dockerkit.container.IfExists;
import io.dockerkit.container.RunResult;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Session;
import io.dockerkit.container.Started;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.EngineHost;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.PruneFilters;
import io.dockerkit.impl.rest.References;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.EngineScope;
import io.dockerkit.impl.scope.Kind;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.Scopes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The calls about containers. Thread-safe. */
public final class ContainerApi implements ContainerBackend {
    private static final Set<String> STOPPED = Set.of("created", "exited", "dead");

    private final Rest rest;
    private final ImageApi images;
    private final Supplier<Map<String, String>> proxies;
    private final Reach reach;
    private final Scopes scopes;
    private final Membership scope;

    /** Makes the calls over a connection to an engine that is reached by its address alone. */
    public ContainerApi(Rest rest, ImageApi images, Supplier<Map<String, String>> proxies) {
        this(
                rest,
                images,
                proxies,
                EngineHost.of(rest.address()),
                new Scopes(rest, new Endpoint("argument", rest.address(), null), null));
    }

    /**
     * Makes the calls over one connection.
     *
     * @param proxies gives the variables about proxies that each new container gets unless it has them already
     * @param host where the engine publishes ports
     * @param scopes opens the scopes of containers that have one of their own
     */
    public ContainerApi(
            Rest rest,
            ImageApi images,
            Supplier<Map<String, String>> proxies,
            EngineHost host,
            Scopes scopes) {
        this(
                rest,
                images,
                proxies,
                new Reach(rest, host, new Surroundings(Path.of("/"))),
                scopes,
                Membership.NONE);
    }

    private ContainerApi(
            Rest rest,
            ImageApi images,
            Supplier<Map<String, String>> proxies,
            Reach reach,
            Scopes scopes,
            Membership scope) {
        this.rest = rest;
        this.images = images;
        this.proxies = proxies;
        this.reach = reach;
        this.scopes = scopes;
        this.scope = scope;
    }

    /** Returns the same calls; new containers belong to a scope. */
    public ContainerApi in(Membership place) {
        return new ContainerApi(rest, images, proxies, reach, scopes, place);
    }

    Map<String, String> proxies() {
        return proxies.get();
    }

    @Override
    public Container create(CreateRequest request) {
        CreateRequest placed = request.withBody(scope.label(Kind.CONTAINER, request.body()));
        return scope.make(() -> new Creation(rest, images, this).create(placed));
    }

    @Override
    public Started start(CreateRequest request, IfExists policy) {
        return policy == IfExists.FAIL
                ? new Started(start(request), true)
                : new Ensured(rest, images, this, request, policy).start();
    }

    Container start(CreateRequest request) {
        Container container = create(request);
        Creation.startOrRemove(rest, container, request);
        return container;
    }

    @Override
    public ScopedContainer startScoped(CreateRequest request) {
        if (scope != Membership.NONE) {
            return scoped(start(request), Runnable::run);
        }
        EngineScope own = scopes.open();
        try {
            return scoped(in(own).start(request), own::close);
        } catch (RuntimeException failed) {
            closeQuietly(own, failed);
            throw failed;
        }
    }

    private ScopedContainer scoped(Container started, Consumer<Runnable> closing) {
        return new EngineScopedContainer(rest, images, reach, started.id(), closing);
    }

    /** The answer to the creation may have been lost. */
    private static void closeQuietly(EngineScope scope, RuntimeException because) {
        try {
            scope.close();
        } catch (DockerException stays) {
            because.addSuppressed(stays);
        }
    }

    @Override
    public RunResult run(CreateRequest request) {
        SignalRelay.require(request.sigProxy());
        return new Run(rest, create(request), request).execute();
    }

    @Override
    public Session attach(CreateRequest request) {
        return new Run(rest, create(request), request).attach();
    }

    @Override
    public List<ContainerSummary> list(Filters filters, boolean all, int last) {
        List<ContainerSummary> containers = new ArrayList<>();
        rest.get("containers", "json")
                .query("all", all)
                .query("limit", String.valueOf(last == 0 ? -1 : last))
                .filters(filters)
                .to("list the containers")
                .read()
                .forEach(
                        said -> containers.add(new Listed(said, handle(said.path("Id").asText()))));
        return List.copyOf(containers);
    }

    @Override
    public Container get(String reference) {
        References.check("container", reference);
        try {
            JsonNode said =
                    rest.get("containers", reference, "json")
                            .to("find container " + reference)
                            .as("docker inspect " + reference)
                            .read();
            return handle(said.path("Id").asText());
        } catch (EngineException refused) {
            throw ambiguous(reference, refused);
        }
    }

    Container handle(String id) {
        return new EngineContainer(rest, images, reach, id);
    }

    /** What an engine says of an ambiguous prefix differs between releases; the list tells for sure. */
    private DockerException ambiguous(String reference, EngineException refused) {
        List<String> matches = new ArrayList<>();
        for (ContainerSummary container : list(Filters.none(), true, 0)) {
            if (container.id().startsWith(reference)) {
                matches.add(container.shortId() + " (" + container.name() + ")");
            }
        }
        return matches.size() > 1
                ? new AmbiguousIdException("container", reference, matches)
                : refused;
    }

    @Override
    public PruneReport prune(Filters filters) {
        JsonNode said =
                rest.post("containers", "prune")
                        .filters(filters)
                        .to("prune the containers")
                        .as("docker container prune")
                        .read();
        List<String> removed = new ArrayList<>();
        said.path("ContainersDeleted").forEach(id -> removed.add(id.asText()));
        return new PruneReport(removed, said.path("SpaceReclaimed").asLong());
    }

    @Override
    public PruneReport pruneDryRun(Filters filters) {
        PruneFilters prune = PruneFilters.withAge(filters, Instant.now());
        List<String> ids = new ArrayList<>();
        long space = 0;
        for (JsonNode said :
                rest.get("containers", "json")
                        .query("all", true)
                        .query("size", true)
                        .filters(prune.ofLists())
                        .to("list the containers")
                        .read()) {
            Listed container = new Listed(said, handle(said.path("Id").asText()));
            if (prune.take(container.labels(), container.created()) && hasStopped(container)) {
                ids.add(container.id());
                space += said.path("SizeRw").asLong();
            }
        }
        return new PruneReport(ids, space);
    }

    /** The engine's list lags behind what it tells those who wait for an end, and behind what a prune looks at. */
    private static boolean hasStopped(Listed container) {
        if (STOPPED.contains(container.state())) {
            return true;
        }
        try {
            return STOPPED.contains(container.container().inspect().state().status());
        } catch (NotFoundException gone) {
            return false;
        }
    }
}
