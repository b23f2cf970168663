package io.dockerkit.volume;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneLine;
import io.dockerkit.spi.VolumeBackend;

/**
 * A {@code docker volume prune}: removes the anonymous volumes that no container uses. No request is sent until
 * {@link #execute()}. Engines before API 1.42 know no difference between anonymous and named volumes here; for them only
 * {@link #all()} is offered.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class VolumePruneSpec
        implements PruneOptions<VolumePruneSpec>, FlagOptions<VolumePruneSpec> {
    private static final FlagTable TABLE =
            PruneLine.table("docker volume prune", PruneLine.all("Remove the named volumes too"));

    private final VolumeBackend backend;
    private final PruneLine line;

    VolumePruneSpec(VolumeBackend backend) {
        this(backend, PruneLine.of(TABLE));
    }

    private VolumePruneSpec(VolumeBackend backend, PruneLine line) {
        this.backend = backend;
        this.line = line;
    }

    @Override
    public VolumePruneSpec flag(String name, String value) {
        return new VolumePruneSpec(backend, line.with(name, value));
    }

    /** Removes the named ones too, with their data: {@code --all}. */
    public VolumePruneSpec all() {
        return flag("all", "true");
    }

    @Override
    public VolumePruneSpec filter(String key, String value) {
        return new VolumePruneSpec(backend, line.filter(key, value));
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(line.filters(), line.isAll());
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        return backend.pruneDryRun(line.filters(), line.isAll());
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return line.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumePruneSpec that && line.equals(that.line);
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
