package io.dockerkit.network;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneLine;
import io.dockerkit.spi.NetworkBackend;

/**
 * A {@code docker network prune}: removes the networks that no running container is connected to; the predefined ones stay.
 * Those of stopped containers go, too, and such a container does not start again without its network; only podman spares
 * them. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class NetworkPruneSpec
        implements PruneOptions.WithAge<NetworkPruneSpec>, FlagOptions<NetworkPruneSpec> {
    private static final FlagTable TABLE = PruneLine.table("docker network prune");

    private final NetworkBackend backend;
    private final PruneLine line;

    NetworkPruneSpec(NetworkBackend backend) {
        this(backend, PruneLine.of(TABLE));
    }

    private NetworkPruneSpec(NetworkBackend backend, PruneLine line) {
        this.backend = backend;
        this.line = line;
    }

    @Override
    public NetworkPruneSpec flag(String name, String value) {
        return new NetworkPruneSpec(backend, line.with(name, value));
    }

    @Override
    public NetworkPruneSpec filter(String key, String value) {
        return new NetworkPruneSpec(backend, line.filter(key, value));
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(line.filters());
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        return backend.pruneDryRun(line.filters());
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return line.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkPruneSpec that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
