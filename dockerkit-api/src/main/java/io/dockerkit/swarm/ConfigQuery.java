package io.dockerkit.swarm;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.ListFlags;
import io.dockerkit.spi.ConfigBackend;
import java.util.List;

/**
 * A {@code docker config ls} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ConfigQuery extends FilteredOptions<ConfigQuery>
        implements FilterOptions<ConfigQuery>, FlagOptions<ConfigQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker config ls",
                    List.of(ListFlags.FILTER, ListFlags.FORMAT, ListFlags.QUIET));

    private final ConfigBackend backend;

    private ConfigQuery(ConfigBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static ConfigQuery of(ConfigBackend backend) {
        return new ConfigQuery(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected ConfigQuery with(CommandLine next) {
        return new ConfigQuery(backend, next);
    }

    /** Finds those whose name begins so: {@code --filter name=…}. */
    public ConfigQuery name(String start) {
        return filter("name", Checks.text("--filter name", "start", start));
    }

    /** Finds those whose id begins so: {@code --filter id=…}. */
    public ConfigQuery id(String start) {
        return filter("id", Checks.text("--filter id", "start", start));
    }

    /** Returns what is found. */
    @CanIgnoreReturnValue
    public List<Config> list() {
        return backend.list(filters());
    }
}
