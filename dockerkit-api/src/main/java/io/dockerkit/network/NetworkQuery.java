package io.dockerkit.network;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ListFlags;
import io.dockerkit.spi.NetworkBackend;
import java.util.List;

/**
 * A {@code docker network ls} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class NetworkQuery extends FilteredOptions<NetworkQuery>
        implements FilterOptions<NetworkQuery>, FlagOptions<NetworkQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker network ls",
                    List.of(
                            ListFlags.FILTER,
                            ListFlags.FORMAT,
                            ListFlags.NO_TRUNC,
                            ListFlags.QUIET));

    private final NetworkBackend backend;

    private NetworkQuery(NetworkBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static NetworkQuery of(NetworkBackend backend) {
        return new NetworkQuery(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected NetworkQuery with(CommandLine next) {
        return new NetworkQuery(backend, next);
    }

    /** Finds those whose name contains this: {@code --filter name=…}. */
    public NetworkQuery name(String part) {
        return filter("name", Checks.text("--filter name", "part", part));
    }

    /** Finds those of this driver: {@code --filter driver=…}. */
    public NetworkQuery driver(String driver) {
        return filter("driver", Checks.text("--filter driver", "driver", driver));
    }

    /** Finds the one with this id, or those whose id has this part: {@code --filter id=…}. */
    public NetworkQuery id(String part) {
        return filter("id", Checks.text("--filter id", "part", part));
    }

    /** Finds those that no container uses: {@code --filter dangling=true}. */
    public NetworkQuery dangling() {
        return filter("dangling", "true");
    }

    /** Finds those of this scope, {@code local}, {@code global} or {@code swarm}: {@code --filter scope=…}. */
    public NetworkQuery scope(String scope) {
        return filter("scope", Checks.text("--filter scope", "scope", scope));
    }

    /** Finds the engine's own ({@code builtin}) or those of users ({@code custom}): {@code --filter type=…}. */
    public NetworkQuery type(String type) {
        return filter("type", Checks.text("--filter type", "type", type));
    }

    /** Returns what is found. */
    @CanIgnoreReturnValue
    public List<NetworkSummary> list() {
        return backend.list(filters());
    }
}
