package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.swarm.Node;
import io.dockerkit.swarm.NodeQuery;
import io.dockerkit.swarm.NodeUpdateSpec;
import java.util.List;
import java.util.Optional;

/**
 * The {@code docker node} commands on the default connection. They need an engine that is a manager of a swarm.
 *
 * <p>Thread-safe.
 */
public final class Nodes {
    private Nodes() {}

    /** Returns all nodes: {@code docker node ls}. */
    public static List<Node> list() {
        return Docker.deferred().nodes().list();
    }

    /**
     * Reads a command line, {@code docker node update …}, by the rules of {@link Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public static NodeUpdateSpec parseUpdate(String commandLine) {
        return Docker.deferred().nodes().parseUpdate(commandLine);
    }

    /** Reads the words of a command line, {@code docker node update …}. */
    @CheckReturnValue
    public static NodeUpdateSpec parseUpdate(List<String> words) {
        return Docker.deferred().nodes().parseUpdate(words);
    }

    /** Returns a query with filters: {@code docker node ls …}. */
    @CheckReturnValue
    public static NodeQuery query() {
        return Docker.deferred().nodes().query();
    }

    /**
     * Returns the node with this id or host name, or whose id begins so; {@code self} is the engine's own: {@code docker node inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public static Node get(String idOrName) {
        return Docker.deferred().nodes().get(idOrName);
    }

    /** Returns the node with this id or host name, or whose id begins so; {@code self} is the engine's own; empty if there is none. */
    public static Optional<Node> find(String idOrName) {
        return Docker.deferred().nodes().find(idOrName);
    }
}
