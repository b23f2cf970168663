package io.dockerkit.network;

import io.dockerkit.FilterOptions;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.NetworkBackend;
import java.util.List;

/**
 * A {@code docker network ls} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
public final class NetworkQuery implements FilterOptions<NetworkQuery> {
    private final NetworkBackend backend;
    private final Filters filters;

    NetworkQuery(NetworkBackend backend, Filters filters) {
        this.backend = backend;
        this.filters = filters;
    }

    @Override
    public NetworkQuery filter(String key, String value) {
        return new NetworkQuery(backend, filters.with(key, value));
    }

    /** Finds those whose name contains this: {@code --filter name=…}. */
    public NetworkQuery name(String part) {
        return filter("name", Checks.text("--filter name", "part", part));
    }

    /** Finds those of this driver: {@code --filter driver=…}. */
    public NetworkQuery driver(String driver) {
        return filter("driver", Checks.text("--filter driver", "driver", driver));
    }

    /** Returns what is found. */
    public List<NetworkSummary> list() {
        return backend.list(filters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkQuery that && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return filters.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker network ls " + filters).strip();
    }
}
