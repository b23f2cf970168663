package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.DetachedSpec.IfExists;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.EngineHost;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.EngineScope;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.impl.scope.Scopes;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.Started;
import io.dockerkit.spi.UpdateBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The calls about containers. Thread-safe. */
public final class ContainerApi implements ContainerBackend {
    private final Rest rest;
    private final ImageApi images;
    private final UserSettings settings;
    private final PublishedAddresses addresses;
    private final Scopes scopes;
    private final Membership scope;

    /** Makes the calls over a connection to an engine that is reached by its address alone. */
    public ContainerApi(Rest rest, ImageApi images, Supplier<Map<String, String>> proxies) {
        this(
                rest,
                images,
                new UserSettings(() -> "", proxies, () -> ""),
                EngineHost.of(rest.address()),
                new Scopes(rest, () -> new Endpoint("argument", rest.address(), null), null));
    }

    /**
     * Makes the calls over one connection.
     *
     * @param settings the user's, of which each new container gets the variables about proxies unless it has them already
     * @param host where the engine publishes ports
     * @param scopes opens the scopes of containers that have one of their own
     */
    public ContainerApi(
            Rest rest, ImageApi images, UserSettings settings, EngineHost host, Scopes scopes) {
        this(
                rest,
                images,
                settings,
                new PublishedAddresses(rest, host, new OwnContainer(Path.of("/"))),
                scopes,
                Membership.NONE);
    }

    private ContainerApi(
            Rest rest,
            ImageApi images,
            UserSettings settings,
            PublishedAddresses addresses,
            Scopes scopes,
            Membership scope) {
        this.rest = rest;
        this.images = images;
        this.settings = settings;
        this.addresses = addresses;
        this.scopes = scopes;
        this.scope = scope;
    }

    /** Returns the same calls; new containers belong to a scope. */
    public ContainerApi in(Membership place) {
        return new ContainerApi(rest, images, settings, addresses, scopes, place);
    }

    Map<String, String> proxies() {
        return settings.proxies().get();
    }

    @Override
    public Container create(CreateRequest request) {
        return create(request, Deadline.in(request.timeout()));
    }

    private Container create(CreateRequest request, Deadline deadline) {
        CreateRequest placed = request.withBody(scope.label(ObjectKind.CONTAINER, request.body()));
        try {
            return scope.make(() -> new Creation(rest, images, this).create(placed, deadline));
        } catch (DockerTimeoutException late) {
            throw deadline.isOver() ? Run.late(request, "", late) : late;
        }
    }

    @Override
    public Started start(CreateRequest request, IfExists policy) {
        return policy == IfExists.FAIL
                ? new Started(start(request), true)
                : new NamedContainer(rest, images, this, request, policy).start();
    }

    Container start(CreateRequest request) {
        Deadline deadline = Deadline.in(request.timeout());
        Container container = create(request, deadline);
        Creation.startOrRemove(rest, container, request, deadline);
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
        return new EngineScopedContainer(
                rest, images, settings, addresses, started.id(), started.warnings(), closing);
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
        Deadline deadline = Deadline.in(request.timeout());
        return new Run(rest, settings, create(request, deadline), request, deadline).execute();
    }

    @Override
    public Session attach(CreateRequest request) {
        Deadline deadline = Deadline.in(request.timeout());
        return new Run(rest, settings, create(request, deadline), request, deadline).attach();
    }

    @Override
    public RunResult run(Container created, CreateRequest request) {
        SignalRelay.require(request.sigProxy());
        return new Run(rest, settings, created, request, Deadline.in(request.timeout())).execute();
    }

    @Override
    public Session attach(Container created, CreateRequest request) {
        return new Run(rest, settings, created, request, Deadline.in(request.timeout())).attach();
    }

    @Override
    public List<ContainerSummary> list(Filters filters, boolean all, int last, boolean size) {
        return containers().read(filters, all, last, size);
    }

    @Override
    public List<ContainerStats> stats(Filters filters, boolean all, int last) {
        return StatsOfMany.now(rest, list(filters, all, last, false));
    }

    @Override
    public Stream<ContainerStats> statsStream(Filters filters, boolean all, int last) {
        return new StatsOfMany(rest, this, filters, all, last).stream();
    }

    @Override
    public Container get(String reference) {
        return find(reference);
    }

    private EngineContainer find(String reference) {
        String container = NameOrId.ofContainer(reference);
        try {
            return handle(
                    rest.get("containers", container, "json")
                            .to("find container " + container)
                            .as("docker inspect " + container)
                            .readText("Id"));
        } catch (EngineException refused) {
            throw containers().ambiguous(container, refused);
        }
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public ExecBackend exec(String reference) {
        return find(reference).execs();
    }

    @Override
    public UpdateBackend update(String reference) {
        return find(reference)::update;
    }

    EngineContainer handle(String id) {
        return created(id, List.of());
    }

    /** Returns the handle of a container that was created with these warnings. */
    EngineContainer created(String id, List<String> warnings) {
        return new EngineContainer(rest, images, settings, addresses, id, warnings);
    }

    private ContainerList containers() {
        return new ContainerList(rest, this::handle);
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
        Fields.list(said, "ContainersDeleted", "prune the containers")
                .forEach(id -> removed.add(id.asText()));
        return new PruneReport(removed, said.path("SpaceReclaimed").asLong());
    }

    @Override
    public PruneReport pruneDryRun(Filters filters) {
        return containers().prunable(filters);
    }
}
