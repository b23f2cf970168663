package io.dockerkit.volume;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ListFlags;
import io.dockerkit.spi.VolumeBackend;
import java.util.List;

/**
 * A {@code docker volume ls} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class VolumeQuery extends FilteredOptions<VolumeQuery>
        implements FilterOptions<VolumeQuery>, FlagOptions<VolumeQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker volume ls",
                    List.of(
                            Flag.toggle("cluster", "Show only cluster volumes"),
                            ListFlags.FILTER,
                            ListFlags.FORMAT,
                            ListFlags.QUIET));

    private final VolumeBackend backend;

    private VolumeQuery(VolumeBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static VolumeQuery of(VolumeBackend backend) {
        return new VolumeQuery(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected VolumeQuery with(CommandLine next) {
        return new VolumeQuery(backend, next);
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
        return flag("cluster", "true");
    }

    /** Finds those of this driver: {@code --filter driver=…}. */
    public VolumeQuery driver(String driver) {
        return filter("driver", Checks.text("--filter driver", "driver", driver));
    }

    /** Returns what is found. */
    @CanIgnoreReturnValue
    public List<Volume> list() {
        List<Volume> found = backend.list(filters());
        return isSet("cluster")
                ? found.stream().filter(volume -> volume.cluster().isPresent()).toList()
                : found;
    }
}
