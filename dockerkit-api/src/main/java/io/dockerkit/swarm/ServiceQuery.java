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
import io.dockerkit.spi.ServiceBackend;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker service ls} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ServiceQuery extends FilteredOptions<ServiceQuery>
        implements FilterOptions<ServiceQuery>, FlagOptions<ServiceQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker service ls",
                    List.of(ListFlags.FILTER, ListFlags.FORMAT, ListFlags.QUIET));

    private final ServiceBackend backend;

    private ServiceQuery(ServiceBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    /**
     * Creates the query of all services; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ServiceQuery of(ServiceBackend backend) {
        return new ServiceQuery(
                Objects.requireNonNull(backend, "backend"), CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected ServiceQuery with(CommandLine next) {
        return new ServiceQuery(backend, next);
    }

    /** Finds those whose name begins so: {@code --filter name=…}. */
    public ServiceQuery name(String start) {
        return filter("name", Checks.text("--filter name", "start", start));
    }

    /** Finds those whose id begins so: {@code --filter id=…}. */
    public ServiceQuery id(String start) {
        return filter("id", Checks.text("--filter id", "start", start));
    }

    /** Finds those of this mode, {@code replicated}, {@code global} and so on: {@code --filter mode=…}. */
    public ServiceQuery mode(String mode) {
        return filter("mode", Checks.text("--filter mode", "mode", mode));
    }

    /** Returns what is found, with the numbers of tasks. */
    @CanIgnoreReturnValue
    public List<Service> list() {
        return backend.list(filters());
    }
}
