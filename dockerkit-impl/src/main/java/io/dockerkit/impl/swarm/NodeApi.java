package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.NodeBackend;
import io.dockerkit.swarm.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The calls about the nodes of a swarm. Thread-safe. */
public final class NodeApi implements NodeBackend {
    private static final String LISTING = "list the nodes";

    private final Rest rest;

    /** Makes the calls over one connection. */
    public NodeApi(Rest rest) {
        this.rest = rest;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public List<Node> list(Filters filters) {
        List<Node> nodes = new ArrayList<>();
        rest.get("nodes")
                .filters(filters)
                .to(LISTING)
                .as("docker node ls")
                .readList()
                .forEach(said -> nodes.add(node(said, LISTING)));
        return List.copyOf(nodes);
    }

    @Override
    public Node get(String idOrName) {
        return node(read(idOrName), "find node " + idOrName);
    }

    private JsonNode read(String idOrName) {
        SwarmObject.requirePath("node", idOrName);
        String id = idOrName.equals("self") ? self() : idOrName;
        return rest.get("nodes", id)
                .to("find node " + idOrName)
                .as("docker node inspect " + idOrName)
                .read();
    }

    /** Returns the id of the engine's own node. */
    String self() {
        JsonNode swarm =
                rest.get("info")
                        .to("find the engine's own node")
                        .as("docker info")
                        .read()
                        .path("Swarm");
        return Fields.text(swarm, "NodeID", "find the engine's own node");
    }

    private Node node(JsonNode said, String doing) {
        Fields.text(said, "ID", doing);
        return new EngineNode(rest, this, said);
    }

    @Override
    public void update(String idOrName, Consumer<Map<String, Object>> change, String commandLine) {
        JsonNode node = read(idOrName);
        Map<String, Object> spec = JsonMaps.map(node.path("Spec"));
        change.accept(spec);
        rest.post("nodes", Fields.text(node, "ID", "update node " + idOrName), "update")
                .query("version", node.at("/Version/Index").asText("0"))
                .json(spec)
                .to("update node " + idOrName)
                .as(commandLine)
                .status();
    }
}
