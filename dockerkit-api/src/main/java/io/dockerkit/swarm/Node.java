package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.Json;
import io.dockerkit.Removal;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A node of a swarm: its handle, with what the manager said about it when it was listed or inspected. Two are equal when they
 * have the same id in the same swarm.
 *
 * <p>Thread-safe.
 */
public interface Node {
    /** Returns the id. */
    String id();

    /** Returns the host name of its machine. */
    String hostname();

    /** Returns {@code manager} or {@code worker}. */
    String role();

    /** Returns {@code active}, {@code pause} or {@code drain}: whether it takes tasks. */
    String availability();

    /** Returns {@code ready}, {@code down}, {@code disconnected} or {@code unknown}. */
    String state();

    /** Returns why it is in its state; empty if the manager says nothing. */
    Optional<String> message();

    /** Returns its address as the managers see it; empty where they do not know it. */
    Optional<String> address();

    /** Returns whether it is the manager that leads. */
    boolean isLeader();

    /** Returns {@code reachable}, {@code unreachable} or {@code unknown} for a manager; empty for a worker. */
    Optional<String> reachability();

    /** Returns the address under which other managers reach a manager; empty for a worker. */
    Optional<String> managerAddress();

    /** Returns the labels that constraints name as {@code node.labels.…}; not those of its engine. */
    Map<String, String> labels();

    /** Returns the labels of its engine, which constraints name as {@code engine.labels.…}. */
    Map<String, String> engineLabels();

    /** Returns the version of its engine, {@code 28.5.2} for instance. */
    String engineVersion();

    /** Returns the operating system, {@code linux} for instance. */
    String os();

    /** Returns the architecture, {@code x86_64} for instance. */
    String architecture();

    /** Returns its processors, in billionths of one. */
    long nanoCpus();

    /** Returns its memory in bytes. */
    long memory();

    /** Returns when it joined; empty where the manager does not say. */
    Optional<Instant> created();

    /** Returns the tasks that it has or had: {@code docker node ps}. */
    List<Task> tasks();

    /**
     * Returns the spec of a change: {@code docker node update}.
     *
     * <pre>{@code
     * node.update().availability("drain").labelAdd("zone", "a").execute();
     * }</pre>
     */
    @CheckReturnValue
    NodeUpdateSpec update();

    /** Makes a manager of it: {@code docker node promote}. Nothing is sent if it is one. */
    void promote();

    /** Makes a worker of it: {@code docker node demote}. Nothing is sent if it is one. */
    void demote();

    /** Returns its current details: {@code docker node inspect}. */
    Node inspect();

    /**
     * Removes it from the swarm, which its engine must have left, or be down: {@code docker node rm}.
     *
     * @return what was removed, its id; nothing if it no longer existed
     */
    Removal remove();

    /** Removes it with options: {@code node.remove(options -> options.force())}. */
    Removal remove(UnaryOperator<RemoveSpec> options);

    /** Returns the part of the manager's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the manager said, as JSON text. */
    String json();

    /**
     * The options of {@code docker node rm}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class RemoveSpec extends CallOptions<RemoveSpec> implements FlagOptions<RemoveSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker node rm",
                        List.of(
                                Flag.toggle("force", "Remove it also if it is ready")
                                        .shorthand('f')));
        private static final RemoveSpec DEFAULTS = new RemoveSpec(FlagValues.none(TABLE));

        private RemoveSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected RemoveSpec with(FlagValues next) {
            return new RemoveSpec(next);
        }

        /** Returns a plain {@code docker node rm}. */
        public static RemoveSpec defaults() {
            return DEFAULTS;
        }

        /** Removes it also if its engine is there and has not left the swarm: {@code --force}. */
        public RemoveSpec force() {
            return flag("force", "true");
        }

        /** Returns whether it is removed also if its engine has not left the swarm. */
        public boolean isForce() {
            return flags().isSet("force");
        }

        /** Returns the command line that removes a node in this way: {@code docker node rm --force worker1}. */
        public String toCommandLine(String node) {
            return line(Checks.text("node", "node", node));
        }
    }
}
