package io.dockerkit.container;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneFlags;
import io.dockerkit.spi.ContainerBackend;

/**
 * A {@code docker container prune}: removes the stopped containers. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ContainerPruneSpec extends FilteredOptions<ContainerPruneSpec>
        implements PruneOptions.WithAge<ContainerPruneSpec>, FlagOptions<ContainerPruneSpec> {
    private static final FlagTable TABLE = PruneFlags.table("docker container prune");

    private final ContainerBackend backend;

    ContainerPruneSpec(ContainerBackend backend) {
        this(backend, PruneFlags.line(TABLE));
    }

    private ContainerPruneSpec(ContainerBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected ContainerPruneSpec with(CommandLine next) {
        return new ContainerPruneSpec(backend, next);
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
