package io.dockerkit.network;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneFlags;
import io.dockerkit.spi.NetworkBackend;

/**
 * A {@code docker network prune}: removes the networks that no running container is connected to; the predefined ones stay.
 * Those of stopped containers go, too, and such a container does not start again without its network; only podman spares
 * them. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class NetworkPruneSpec extends FilteredOptions<NetworkPruneSpec>
        implements PruneOptions.WithAge<NetworkPruneSpec>, FlagOptions<NetworkPruneSpec> {
    private static final FlagTable TABLE = PruneFlags.table("docker network prune");

    private final NetworkBackend backend;

    NetworkPruneSpec(NetworkBackend backend) {
        this(backend, PruneFlags.line(TABLE));
    }

    private NetworkPruneSpec(NetworkBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected NetworkPruneSpec with(CommandLine next) {
        return new NetworkPruneSpec(backend, next);
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(filters());
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        return backend.pruneDryRun(filters());
    }
}
