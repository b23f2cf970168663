package io.dockerkit.container;

import io.dockerkit.FlagOptions;
import io.dockerkit.PruneOptions;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneLine;
import io.dockerkit.spi.ContainerBackend;

/**
 * A {@code docker container prune}: removes the stopped containers. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class ContainerPruneSpec
        implements PruneOptions.WithAge<ContainerPruneSpec>, FlagOptions<ContainerPruneSpec> {
    private static final FlagTable TABLE = PruneLine.table("docker container prune");

    private final ContainerBackend backend;
    private final PruneLine line;

    ContainerPruneSpec(ContainerBackend backend) {
        this(backend, PruneLine.of(TABLE));
    }

    private ContainerPruneSpec(ContainerBackend backend, PruneLine line) {
        this.backend = backend;
        this.line = line;
    }

    @Override
    public ContainerPruneSpec flag(String name, String value) {
        return new ContainerPruneSpec(backend, line.with(name, value));
    }

    @Override
    public ContainerPruneSpec filter(String key, String value) {
        return new ContainerPruneSpec(backend, line.filter(key, value));
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
        return other instanceof ContainerPruneSpec that && line.equals(that.line);
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
