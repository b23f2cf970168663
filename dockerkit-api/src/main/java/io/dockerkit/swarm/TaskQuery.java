package io.dockerkit.swarm;

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
import io.dockerkit.spi.ServiceBackend;
import java.util.List;
import java.util.Objects;

/**
 * A {@code docker service ps} with filters. No request is sent until {@link #list()}.
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class TaskQuery extends FilteredOptions<TaskQuery>
        implements FilterOptions<TaskQuery>, FlagOptions<TaskQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker service ps",
                    List.of(
                            ListFlags.FILTER,
                            ListFlags.FORMAT,
                            Flag.toggle("no-resolve", "Do not look up names"),
                            ListFlags.NO_TRUNC,
                            ListFlags.QUIET));

    private final ServiceBackend backend;

    private TaskQuery(ServiceBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    /**
     * Creates the query of the tasks of one service, or of all if the text is empty; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static TaskQuery of(ServiceBackend backend, String service) {
        Objects.requireNonNull(service, "service");
        return new TaskQuery(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(TABLE, service.isEmpty() ? List.of() : List.of(service)));
    }

    @Override
    protected TaskQuery with(CommandLine next) {
        return new TaskQuery(backend, next);
    }

    /** Finds those on this node, by its id or host name; {@code self} is the engine's own: {@code --filter node=…}. */
    public TaskQuery node(String node) {
        return filter("node", Checks.text("--filter node", "node", node));
    }

    /**
     * Finds those that the swarm wants to be {@code running}, {@code shutdown} or {@code accepted}: {@code --filter
     * desired-state=…}.
     */
    public TaskQuery desiredState(String state) {
        return filter("desired-state", Checks.text("--filter desired-state", "state", state));
    }

    /** Finds those whose name, such as {@code web.1}, begins so: {@code --filter name=…}. */
    public TaskQuery name(String start) {
        return filter("name", Checks.text("--filter name", "start", start));
    }

    /** Finds those whose id begins so: {@code --filter id=…}. */
    public TaskQuery id(String start) {
        return filter("id", Checks.text("--filter id", "start", start));
    }

    /** Returns what is found. */
    @CanIgnoreReturnValue
    public List<Task> list() {
        List<String> service = line().operands();
        return backend.tasks(
                service.isEmpty() ? filters() : filters().with("service", service.get(0)));
    }
}
