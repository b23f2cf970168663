package io.dockerkit.volume;

import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.VolumeBackend;

/**
 * A {@code docker volume prune}: removes the anonymous volumes that no container uses. No request is sent until
 * {@link #execute()}. Engines before API 1.42 know no difference between anonymous and named volumes here; for them only
 * {@link #all()} is offered.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class VolumePruneSpec implements PruneOptions<VolumePruneSpec> {
    private final VolumeBackend backend;
    private final Filters filters;
    private final boolean all;

    VolumePruneSpec(VolumeBackend backend, Filters filters, boolean all) {
        this.backend = backend;
        this.filters = filters;
        this.all = all;
    }

    /** Removes the named ones too, with their data: {@code --all}. */
    public VolumePruneSpec all() {
        return new VolumePruneSpec(backend, filters, true);
    }

    @Override
    public VolumePruneSpec filter(String key, String value) {
        return new VolumePruneSpec(backend, filters.with(key, value), all);
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(filters, all);
    }

    @Override
    public PruneReport dryRun() {
        return backend.pruneDryRun(filters, all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumePruneSpec that
                && all == that.all
                && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return 31 * filters.hashCode() + (all ? 1 : 0);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker volume prune --force " + (all ? "--all " : "") + filters).strip();
    }
}
