package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.NodeBackend;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code docker node update}. What is not named stays as it is. No request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class NodeUpdateSpec extends CommandOptions<NodeUpdateSpec>
        implements FlagOptions<NodeUpdateSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker node update",
                            List.of(
                                    Flag.one(
                                                    "availability",
                                                    "active, pause or drain",
                                                    "Whether it takes tasks")
                                            .checkedLast(
                                                    SwarmFlags.oneOfAnyCase(
                                                            "active", "pause", "drain")),
                                    Flag.many("label-add", "key or key=value", "Set a label")
                                            .checked(Words::checkLabel),
                                    Flag.many("label-rm", "a label's key", "Remove a label"),
                                    Flag.one("role", "worker or manager", "Role in the swarm")
                                            .checkedLast(
                                                    SwarmFlags.oneOfAnyCase("worker", "manager"))))
                    .flagsAnywhere();

    private final NodeBackend backend;

    private NodeUpdateSpec(NodeBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    /**
     * Creates the spec; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static NodeUpdateSpec of(NodeBackend backend, String node) {
        return new NodeUpdateSpec(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(TABLE, List.of(Checks.text("node", "node", node))));
    }

    static NodeUpdateSpec parse(NodeBackend backend, List<String> words) {
        return new NodeUpdateSpec(
                backend, CommandLine.parse(words, TABLE).requireOperands(1, 1, "NODE"));
    }

    @Override
    protected NodeUpdateSpec with(CommandLine next) {
        return new NodeUpdateSpec(backend, next);
    }

    /**
     * Sets whether it takes tasks: {@code --availability}.
     *
     * @param availability {@code active}, {@code pause} (no new tasks) or {@code drain} (its tasks move to other nodes)
     * @throws InvalidOptionException if it is another
     */
    public NodeUpdateSpec availability(String availability) {
        return flag("availability", Checks.text("--availability", "availability", availability));
    }

    /** Sets a label: {@code --label-add key=value}. */
    public NodeUpdateSpec labelAdd(String key, String value) {
        return flag("label-add", Checks.pair("--label-add", "key", key, value));
    }

    /**
     * Removes a label: {@code --label-rm}.
     *
     * @throws InvalidOptionException by {@link #execute()} if it does not have the label
     */
    public NodeUpdateSpec labelRm(String key) {
        return flag("label-rm", Checks.text("--label-rm", "key", key));
    }

    /** Makes it a {@code worker} or a {@code manager}: {@code --role}. */
    public NodeUpdateSpec role(String role) {
        return flag("role", Checks.text("--role", "role", role));
    }

    /**
     * Changes the node.
     *
     * @throws InvalidOptionException if a label that is to be removed is not there; nothing is changed then
     * @throws io.dockerkit.NotFoundException if it no longer exists
     */
    public void execute() {
        backend.update(line().operand(0), this::change, toCommandLine());
    }

    private void change(Map<String, Object> spec) {
        FlagValues flags = line().flags();
        flags.value("role").ifPresent(role -> spec.put("Role", role));
        flags.value("availability").ifPresent(state -> spec.put("Availability", state));
        Map<String, Object> labels = SwarmFlags.map(spec, "Labels");
        for (String label : flags.all("label-add")) {
            labels.put(Words.key(label), Words.value(label));
        }
        for (String key : flags.all("label-rm")) {
            if (!labels.containsKey(key)) {
                throw new InvalidOptionException(
                        "--label-rm",
                        key,
                        "the node has no such label; it has " + List.copyOf(labels.keySet()));
            }
            labels.remove(key);
        }
    }
}
