package io.dockerkit.network;

import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.NetworkBackend;

/**
 * A {@code docker network prune}: removes the networks that no running container is connected to; the predefined ones stay.
 * Those of stopped containers go, too, and such a container does not start again without its network; only podman spares
 * them. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class NetworkPruneSpec implements PruneOptions.WithAge<NetworkPruneSpec> {
    private final NetworkBackend backend;
    private final Filters filters;

    NetworkPruneSpec(NetworkBackend backend, Filters filters) {
        this.backend = backend;
        this.filters = filters;
    }

    @Override
    public NetworkPruneSpec filter(String key, String value) {
        return new NetworkPruneSpec(backend, filters.with(key, value));
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(filters);
    }

    @Override
    public PruneReport dryRun() {
        return backend.pruneDryRun(filters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkPruneSpec that && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return filters.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker network prune --force " + filters).strip();
    }
}
