package io.dockerkit.swarm;

import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.spi.NodeBackend;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code docker node} commands on one connection: what {@code Nodes} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class NodeCommands {
    private final NodeBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.nodes()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public NodeCommands(NodeBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /** Returns all nodes: {@code docker node ls}. */
    public List<Node> list() {
        return query().list();
    }

    /**
     * Reads a command line, {@code docker node update …}, by the rules of {@link io.dockerkit.Containers#parse(String)}.
     *
     * @throws io.dockerkit.InvalidOptionException if the CLI would reject it, or it needs a shell
     */
    @CheckReturnValue
    public NodeUpdateSpec parseUpdate(String commandLine) {
        return parseUpdate(ShellWords.split(Objects.requireNonNull(commandLine, "commandLine")));
    }

    /** Reads the words of a command line, {@code docker node update …}. */
    @CheckReturnValue
    public NodeUpdateSpec parseUpdate(List<String> words) {
        return NodeUpdateSpec.parse(backend, words);
    }

    /** Returns a query with filters: {@code docker node ls …}. */
    @CheckReturnValue
    public NodeQuery query() {
        return NodeQuery.of(backend);
    }

    /**
     * Returns the node with this id or host name, or whose id begins so; {@code self} is the engine's own: {@code docker node inspect}.
     *
     * @throws NotFoundException if there is none
     */
    public Node get(String idOrName) {
        return backend.get(Checks.text("node", "idOrName", idOrName));
    }

    /** Returns the node with this id or host name, or whose id begins so; {@code self} is the engine's own; empty if there is none. */
    public Optional<Node> find(String idOrName) {
        try {
            return Optional.of(get(idOrName));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }
}
