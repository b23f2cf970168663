package io.dockerkit.swarm;

import io.dockerkit.Json;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.container.LogsSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A task of a service, one container of it on one node, as the manager described it: {@code docker service ps}. A task that
 * ended is not started again; the swarm makes another one for its slot.
 *
 * <p>Immutable and thread-safe.
 */
public interface Task {
    /** Returns the id. */
    String id();

    /** Returns the id of its service. */
    String serviceId();

    /** Returns its number among the tasks of a replicated service, from 1 on; of a global one empty. */
    OptionalInt slot();

    /** Returns the id of its node; empty until it has one. */
    Optional<String> nodeId();

    /** Returns the id of its container; empty until it has one. */
    Optional<String> containerId();

    /** Returns its image. */
    String image();

    /**
     * Returns what it does: {@code new}, {@code pending}, {@code assigned}, {@code accepted}, {@code preparing}, {@code ready},
     * {@code starting}, {@code running}, {@code complete}, {@code shutdown}, {@code failed}, {@code rejected}, {@code
     * remove}, {@code orphaned}.
     */
    String state();

    /** Returns what the swarm wants it to do, in the same words. */
    String desiredState();

    /** Returns whether it runs and shall do so. */
    boolean isRunning();

    /** Returns what the manager says about its state; empty if nothing. */
    Optional<String> message();

    /** Returns why it failed or cannot begin; empty if there is no error. */
    Optional<String> error();

    /** Returns the exit code of its container; empty until it has ended. */
    OptionalInt exitCode();

    /** Returns when it got its state; empty where the manager does not say. */
    Optional<Instant> stateSince();

    /** Returns when it was created; empty where the manager does not say. */
    Optional<Instant> created();

    /** Returns the iteration of the job that it belongs to; empty for a task of no job. */
    OptionalLong jobIteration();

    /**
     * Returns the spec for what its container has written: {@code docker service logs TASK}. As long as its node has the
     * container, also when it has ended.
     */
    @CheckReturnValue
    LogsSpec logs();

    /** Returns the part of the manager's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the manager said, as JSON text. */
    String json();
}
