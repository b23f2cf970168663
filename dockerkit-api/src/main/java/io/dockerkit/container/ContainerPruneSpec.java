package io.dockerkit.container;

import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.ContainerBackend;

/**
 * A {@code docker container prune}: removes the stopped containers. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class ContainerPruneSpec implements PruneOptions.WithAge<ContainerPruneSpec> {
    private final ContainerBackend backend;
    private final Filters filters;

    ContainerPruneSpec(ContainerBackend backend, Filters filters) {
        this.backend = backend;
        this.filters = filters;
    }

    @Override
    public ContainerPruneSpec filter(String key, String value) {
        return new ContainerPruneSpec(backend, filters.with(key, value));
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
        return other instanceof ContainerPruneSpec that && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return filters.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker container prune --force " + filters).strip();
    }
}
