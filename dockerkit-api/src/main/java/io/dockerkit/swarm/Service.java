package io.dockerkit.swarm;

import io.dockerkit.Json;
import io.dockerkit.Removal;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.container.LogsSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service of a swarm: its handle, with what the manager said about it when it was created, listed or inspected. Two are
 * equal when they have the same id in the same swarm.
 *
 * <p>Thread-safe.
 */
public interface Service {
    /** Returns the id. */
    String id();

    /** Returns the name. */
    String name();

    /** Returns the labels of the service, not those of its containers. */
    Map<String, String> labels();

    /** Returns the image, with its digest where the registry was asked for it. */
    String image();

    /** Returns {@code replicated}, {@code global}, {@code replicated-job} or {@code global-job}: {@code --mode}. */
    String mode();

    /** Returns how many tasks there shall be; empty for a global service: {@code --replicas}. */
    OptionalLong replicas();

    /** Returns how many tasks run; empty unless it was listed. */
    OptionalLong runningTasks();

    /** Returns how many tasks shall run; empty unless it was listed. */
    OptionalLong desiredTasks();

    /** Returns how many tasks of a job are complete; empty for no job, and unless it was listed. */
    OptionalLong completedTasks();

    /** Returns the published ports. */
    List<PublishedPort> ports();

    /** Returns {@code updating}, {@code completed}, {@code paused}, {@code rollback_started} and so on; empty before an update. */
    Optional<String> updateState();

    /** Returns what the manager says about the last update; empty if nothing. */
    Optional<String> updateMessage();

    /** Returns when it was created; empty where the manager does not say. */
    Optional<Instant> created();

    /** Returns when it was last changed; empty where the manager does not say. */
    Optional<Instant> updated();

    /**
     * Returns the spec of a change: {@code docker service update}.
     *
     * <pre>{@code
     * service.update().image("nginx:2").envAdd("A", "b").execute();
     * }</pre>
     */
    @CheckReturnValue
    ServiceUpdateSpec update();

    /**
     * Sets the number of tasks and waits until the service has converged: {@code docker service scale}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is negative, or the service is not replicated
     * @throws io.dockerkit.ServiceUpdateException if the update is paused
     */
    void scale(int replicas);

    /** Returns the spec of a return to the previous specification: {@code docker service rollback}. */
    @CheckReturnValue
    ServiceRollbackSpec rollback();

    /** Waits until the service has converged, for ten minutes at most, as {@link ServiceSpec#execute()} does. */
    void awaitConverged();

    /** Returns its tasks, those that ended too: {@code docker service ps}. */
    List<Task> tasks();

    /** Returns a query of its tasks with filters: {@code docker service ps --filter …}. */
    @CheckReturnValue
    TaskQuery queryTasks();

    /**
     * Returns the spec for what its tasks have written: {@code docker service logs}. The details of each line say of which
     * node, service and task it is: {@code com.docker.swarm.node.id}, {@code …service.id}, {@code …task.id}.
     */
    @CheckReturnValue
    LogsSpec logs();

    /** Returns its current details: {@code docker service inspect}. */
    Service inspect();

    /**
     * Removes it; its tasks end a little later: {@code docker service rm}.
     *
     * @return what was removed, its id; nothing if it no longer existed
     */
    Removal remove();

    /** Returns the part of the manager's answer at a JSON pointer. */
    Json at(String pointer);

    /** Returns all that the manager said, as JSON text. */
    String json();

    /**
     * A published port of a service.
     *
     * <p>Immutable and thread-safe.
     *
     * @param target the port of the containers
     * @param published the port of the nodes; 0 where the swarm has not chosen one
     * @param protocol {@code tcp}, {@code udp} or {@code sctp}
     * @param mode {@code ingress}, on all nodes, or {@code host}, on those with a task
     */
    record PublishedPort(int target, int published, String protocol, String mode) {
        /** Checks that nothing is null. */
        public PublishedPort {
            Objects.requireNonNull(protocol, "protocol");
            Objects.requireNonNull(mode, "mode");
        }

        /** Returns it as a listing shows it: {@code *:8080->80/tcp}. */
        @Override
        public String toString() {
            return "*:" + published + "->" + target + "/" + protocol;
        }
    }
}
