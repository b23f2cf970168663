package io.dockerkit.volume;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneFlags;
import io.dockerkit.spi.VolumeBackend;

/**
 * A {@code docker volume prune}: removes the anonymous volumes that no container uses. No request is sent until
 * {@link #execute()}. Engines before API 1.42 know no difference between anonymous and named volumes here; for them only
 * {@link #all()} is offered.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class VolumePruneSpec extends FilteredOptions<VolumePruneSpec>
        implements PruneOptions<VolumePruneSpec>, FlagOptions<VolumePruneSpec> {
    private static final FlagTable TABLE =
            PruneFlags.table("docker volume prune", PruneFlags.all("Remove the named volumes too"));

    private final VolumeBackend backend;

    VolumePruneSpec(VolumeBackend backend) {
        this(backend, PruneFlags.line(TABLE));
    }

    private VolumePruneSpec(VolumeBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected VolumePruneSpec with(CommandLine next) {
        return new VolumePruneSpec(backend, next);
    }

    /** Removes the named ones too, with their data: {@code --all}. */
    public VolumePruneSpec all() {
        return flag("all", "true");
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.prune(filters(), isSet("all"));
    }

    @Override
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        return backend.pruneDryRun(filters(), isSet("all"));
    }
}
