package io.dockerkit.impl.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.DockerException;
import io.dockerkit.InUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.Removal;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.network.ConnectSpec;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.network.NetworkDetails.InspectSpec;
import io.dockerkit.spi.Removed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A network by its id. Thread-safe. */
final class EngineNetwork implements Network {
    private final Rest rest;
    private final String id;
    private final String name;

    EngineNetwork(Rest rest, String id, String name) {
        this.rest = rest;
        this.id = id;
        this.name = name;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public NetworkDetails inspect() {
        return inspect(options -> options);
    }

    @Override
    public NetworkDetails inspect(UnaryOperator<InspectSpec> options) {
        InspectSpec spec = options.apply(InspectSpec.defaults());
        Call call =
                rest.get("networks", id)
                        .to("inspect network " + name)
                        .as("docker network inspect" + spec + " " + name);
        if (spec.isVerbose()) {
            call.query("verbose", "true");
        }
        if (!spec.scope().isEmpty()) {
            call.query("scope", spec.scope());
        }
        JsonNode said = call.read();
        Fields.text(said, "Id", "inspect network " + name);
        return new JsonNetworkDetails(said);
    }

    @Override
    public void connect(String container) {
        connect(container, options -> options);
    }

    @Override
    public void connect(String reference, UnaryOperator<ConnectSpec> options) {
        String container = NameOrId.ofContainer(reference);
        ConnectSpec spec = options.apply(ConnectSpec.defaults());
        Map<String, Object> endpoint = spec.endpoint();
        rest.require(spec.needs());
        rest.post("networks", id, "connect")
                .json(Map.of("Container", container, "EndpointConfig", endpoint))
                .to("connect container " + container + " to network " + name)
                .as(spec.toCommandLine(name, container))
                .status();
    }

    @Override
    public void disconnect(String container) {
        disconnect(container, options -> options);
    }

    @Override
    public void disconnect(String reference, UnaryOperator<DisconnectSpec> options) {
        String container = NameOrId.ofContainer(reference);
        DisconnectSpec spec = options.apply(DisconnectSpec.defaults());
        rest.post("networks", id, "disconnect")
                .json(Map.of("Container", container, "Force", spec.isForce()))
                .to("disconnect container " + container + " from network " + name)
                .as(spec.toCommandLine(name, container))
                .status();
    }

    @Override
    public Removal remove() {
        try {
            rest.delete("networks", id)
                    .to("remove network " + name)
                    .as("docker network rm " + name)
                    .status();
            return Removed.of(true, name);
        } catch (NotFoundException gone) {
            return Removed.of(false, name);
        } catch (InUseException used) {
            throw withUsers(used);
        }
    }

    private InUseException withUsers(InUseException used) {
        List<Holder> users = new ArrayList<>();
        try {
            inspect()
                    .containers()
                    .forEach(
                            (container, member) ->
                                    users.add(new Holder("container", container, member.name())));
        } catch (DockerException unknown) {
            used.addSuppressed(unknown);
        }
        return EngineErrors.held(used, users, "connected:", InUseException::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineNetwork that
                && id.equals(that.id)
                && rest.address().equals(that.rest.address());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Returns the name and the id. */
    @Override
    public String toString() {
        return "network " + name + " (" + ShortId.of(id) + ")";
    }
}
