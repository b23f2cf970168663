package io.dockerkit.volume;

import io.dockerkit.FilterOptions;
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

    VolumeQuery(VolumeBackend backend, Filters filters) {
        this.backend = backend;
        this.filters = filters;
    }

    @Override
    public VolumeQuery filter(String key, String value) {
        return new VolumeQuery(backend, filters.with(key, value));
    }

    /** Finds those whose name contains this: {@code --filter name=…}. */
    public VolumeQuery name(String part) {
        return filter("name", Checks.text("--filter name", "part", part));
    }

    /** Finds those that no container uses: {@code --filter dangling=true}. */
    public VolumeQuery dangling() {
        return filter("dangling", "true");
    }

    /** Finds those of this driver: {@code --filter driver=…}. */
    public VolumeQuery driver(String driver) {
        return filter("driver", Checks.text("--filter driver", "driver", driver));
    }

    /** Returns what is found. */
    public List<Volume> list() {
        return backend.list(filters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeQuery that && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return filters.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker volume ls " + filters).strip();
    }
}
