package io.dockerkit.volume;

import io.dockerkit.FilterOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.VolumeBackend;
import java.util.List;

/**
 * A {@code docker volume ls} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
public final class VolumeQuery implements FilterOptions<VolumeQuery> {
    private final VolumeBackend backend;
    private final Filters filters;
    private final boolean cluster;

    VolumeQuery(VolumeBackend backend, Filters filters, boolean cluster) {
        this.backend = backend;
        this.filters = filters;
        this.cluster = cluster;
    }

    @Override
    public VolumeQuery filter(String key, String value) {
        return new VolumeQuery(backend, filters.with(key, value), cluster);
    }

    /** Finds those whose name contains this: {@code --filter name=…}. */
    public VolumeQuery name(String part) {
        return filter("name", Checks.text("--filter name", "part", part));
    }

    /** Finds those that no container uses: {@code --filter dangling=true}. */
    public VolumeQuery dangling() {
        return filter("dangling", "true");
    }

    /** Finds only the cluster volumes of a swarm: {@code --cluster}. */
    public VolumeQuery cluster() {
        return new VolumeQuery(backend, filters, true);
    }

    /** Finds those of this driver: {@code --filter driver=…}. */
    public VolumeQuery driver(String driver) {
        return filter("driver", Checks.text("--filter driver", "driver", driver));
    }

    /** Returns what is found. */
    @CanIgnoreReturnValue
    public List<Volume> list() {
        List<Volume> found = backend.list(filters);
        return cluster
                ? found.stream().filter(volume -> volume.cluster().isPresent()).toList()
                : found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeQuery that
                && cluster == that.cluster
                && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return 31 * filters.hashCode() + (cluster ? 1 : 0);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker volume ls " + (cluster ? "--cluster " : "") + filters).strip();
    }
}
