package io.dockerkit.spi;

import io.dockerkit.cli.Filters;
import io.dockerkit.swarm.Node;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What an implementation of DockerKit does for the nodes of a swarm. Applications do not meet it. Thread-safe. */
public interface NodeBackend extends NounBackend {
    /** Returns the nodes that the filters leave. */
    List<Node> list(Filters filters);

    /** Returns the node with this id or host name, or whose id begins so; {@code self} is the engine's own. */
    Node get(String idOrName);

    /**
     * Changes a node.
     *
     * @param change changes the specification that the node has, {@code Spec} of the Engine API
     */
    void update(String idOrName, Consumer<Map<String, Object>> change, String commandLine);
}
