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
import io.dockerkit.spi.SecretBackend;
import java.util.List;

/**
 * A {@code docker secret ls} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SecretQuery extends FilteredOptions<SecretQuery>
        implements FilterOptions<SecretQuery>, FlagOptions<SecretQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker secret ls",
                    List.of(ListFlags.FILTER, ListFlags.FORMAT, ListFlags.QUIET));

    private final SecretBackend backend;

    private SecretQuery(SecretBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static SecretQuery of(SecretBackend backend) {
        return new SecretQuery(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected SecretQuery with(CommandLine next) {
        return new SecretQuery(backend, next);
    }

    /** Finds those whose name begins so: {@code --filter name=…}. */
    public SecretQuery name(String start) {
        return filter("name", Checks.text("--filter name", "start", start));
    }

    /** Finds those whose id begins so: {@code --filter id=…}. */
    public SecretQuery id(String start) {
        return filter("id", Checks.text("--filter id", "start", start));
    }

    /** Returns what is found. */
    @CanIgnoreReturnValue
    public List<Secret> list() {
        return backend.list(filters());
    }
}
