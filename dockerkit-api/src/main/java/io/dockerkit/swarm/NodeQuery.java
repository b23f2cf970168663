package io.dockerkit.swarm;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ListFlags;
import io.dockerkit.spi.NodeBackend;
import java.util.List;

/**
 * A {@code docker node ls} with filters; {@link #label} finds labels of the engines. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class NodeQuery extends FilteredOptions<NodeQuery>
        implements FilterOptions<NodeQuery>, FlagOptions<NodeQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker node ls", List.of(ListFlags.FILTER, ListFlags.FORMAT, ListFlags.QUIET));

    private final NodeBackend backend;

    private NodeQuery(NodeBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static NodeQuery of(NodeBackend backend) {
        return new NodeQuery(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected NodeQuery with(CommandLine next) {
        return new NodeQuery(backend, next);
    }

    /** Finds those whose host name begins so: {@code --filter name=…}. */
    public NodeQuery name(String start) {
        return filter("name", Checks.text("--filter name", "start", start));
    }

    /** Finds the {@code manager}s or the {@code worker}s: {@code --filter role=…}. */
    public NodeQuery role(String role) {
        return filter("role", Checks.text("--filter role", "role", role));
    }

    /** Finds those that were {@code accepted}, or are {@code pending}: {@code --filter membership=…}. */
    public NodeQuery membership(String membership) {
        return filter("membership", Checks.text("--filter membership", "membership", membership));
    }

    /** Finds those with this label, which {@code docker node update} sets: {@code --filter node.label=key}. */
    public NodeQuery nodeLabel(String key) {
        return filter("node.label", Checks.key("--filter node.label", "key", key));
    }

    /** Finds those with this label and this value: {@code --filter node.label=key=value}. */
    public NodeQuery nodeLabel(String key, String value) {
        return filter("node.label", Checks.pair("--filter node.label", "key", key, value));
    }

    /** Finds those whose id begins so: {@code --filter id=…}. */
    public NodeQuery id(String start) {
        return filter("id", Checks.text("--filter id", "start", start));
    }

    /** Returns what is found. */
    @CanIgnoreReturnValue
    public List<Node> list() {
        return backend.list(filters());
    }
}
