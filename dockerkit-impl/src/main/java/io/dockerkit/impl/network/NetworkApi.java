package io.dockerkit.impl.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AmbiguousIdException;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.prune.PruneFilters;
import io.dockerkit.impl.rest.BackgroundCall;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.LostAnswer;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkSummary;
import io.dockerkit.spi.NetworkBackend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls about networks. Thread-safe. */
public final class NetworkApi implements NetworkBackend {
    private static final String LISTING = "list the networks";

    private final Rest rest;
    private final Membership scope;

    /** Makes the calls over one connection. */
    public NetworkApi(Rest rest) {
        this(rest, Membership.NONE);
    }

    /** Makes the calls over one connection; new networks belong to a scope. */
    public NetworkApi(Rest rest, Membership scope) {
        this.rest = rest;
        this.scope = scope;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Network create(
            String name, Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        return scope.make(() -> create(name, scope.label(ObjectKind.NETWORK, body), commandLine));
    }

    private Network create(String name, Map<String, Object> body, String commandLine) {
        Call call =
                rest.post("networks", "create")
                        .json(body)
                        .to("create network " + name)
                        .as(commandLine);
        return BackgroundCall.run(rest, call, () -> send(call, name, body), EngineNetwork::remove);
    }

    private EngineNetwork send(Call call, String name, Map<String, Object> body) {
        long began = System.nanoTime();
        JsonNode said;
        try {
            said = call.read();
        } catch (NameInUseException taken) {
            throw withHolder(taken, name);
        } catch (DockerException error) {
            said =
                    LostAnswer.of(error, began)
                            .lookUp(
                                    () -> question(name),
                                    (found, earliest) -> isOurs(found, name, body, earliest));
        }
        return new EngineNetwork(rest, Fields.text(said, "Id", "create network " + name), name);
    }

    private NameInUseException withHolder(NameInUseException taken, String name) {
        List<Holder> holders = new ArrayList<>();
        try {
            list(Filters.none().with("name", name)).stream()
                    .filter(network -> network.name().equals(name))
                    .forEach(network -> holders.add(new Holder("network", network.id(), name)));
        } catch (DockerException unknown) {
            taken.addSuppressed(unknown);
        }
        return EngineErrors.held(taken, holders, "it is that of", NameInUseException::new);
    }

    private static boolean isOurs(
            JsonNode found, String name, Map<String, Object> body, Instant earliest) {
        return found.path("Name").asText().equals(name)
                && !new JsonNetworkDetails(found).created().isBefore(earliest)
                && found.path("Driver").asText().equals(body.getOrDefault("Driver", "bridge"));
    }

    private Call question(String reference) {
        return rest.get("networks", reference)
                .to("find network " + reference)
                .as("docker network inspect " + reference);
    }

    @Override
    public List<NetworkSummary> list(Filters filters) {
        List<NetworkSummary> networks = new ArrayList<>();
        rest.get("networks")
                .filters(filters)
                .to(LISTING)
                .readList()
                .forEach(network -> networks.add(listed(network)));
        return List.copyOf(networks);
    }

    private static NetworkSummary listed(JsonNode said) {
        Fields.text(said, "Id", LISTING);
        return new JsonNetworkDetails(said);
    }

    @Override
    public Network get(String reference) {
        NameOrId.ofNetwork(reference);
        try {
            JsonNode said = question(reference).read();
            String doing = "find network " + reference;
            return new EngineNetwork(
                    rest, Fields.text(said, "Id", doing), Fields.text(said, "Name", doing));
        } catch (NotFoundException none) {
            throw none;
        } catch (EngineException refused) {
            throw ambiguous(reference, refused);
        }
    }

    @Override
    public void connect(
            String network, String container, Map<String, Object> endpoint, String commandLine) {
        rest.post("networks", NameOrId.ofNetwork(network), "connect")
                .json(Map.of("Container", container, "EndpointConfig", endpoint))
                .to("connect container " + container + " to network " + network)
                .as(commandLine)
                .status();
    }

    private DockerException ambiguous(String reference, EngineException refused) {
        List<String> matches = new ArrayList<>();
        try {
            for (NetworkSummary network : list(Filters.none())) {
                if (network.id().startsWith(reference) || network.name().equals(reference)) {
                    matches.add(ShortId.of(network.id()) + " (" + network.name() + ")");
                }
            }
        } catch (DockerException notListed) {
            refused.addSuppressed(notListed);
        }
        return matches.size() > 1
                ? new AmbiguousIdException("network", reference, matches)
                : refused;
    }

    @Override
    public PruneReport prune(Filters filters) {
        List<String> removed = new ArrayList<>();
        JsonNode said =
                rest.post("networks", "prune")
                        .filters(filters)
                        .to("prune the networks")
                        .as("docker network prune")
                        .read();
        Fields.list(said, "NetworksDeleted", "prune the networks")
                .forEach(name -> removed.add(name.asText()));
        return new PruneReport(removed, 0);
    }

    @Override
    public PruneReport pruneDryRun(Filters filters) {
        PruneFilters prune = PruneFilters.withAge(filters, Instant.now());
        Filters own = prune.ofLists().with("type", "custom");
        List<String> names = new ArrayList<>();
        for (NetworkSummary network : list(own)) {
            if (prune.take(network.labels(), network.created()) && isUnused(network)) {
                names.add(network.name());
            }
        }
        return new PruneReport(names, 0);
    }

    /**
     * The list does not say who is connected; the network's own answer names those that run, and docker's engines spare a
     * network for these alone.
     */
    private boolean isUnused(NetworkSummary network) {
        if (rest.isPodman()) {
            return rest.get("containers", "json")
                    .query("all", true)
                    .filters(Filters.none().with("network", network.id()))
                    .to("list the containers of network " + network.name())
                    .readList()
                    .isEmpty();
        }
        try {
            return question(network.id()).read().path("Containers").isEmpty();
        } catch (NotFoundException gone) {
            return false;
        }
    }
}
