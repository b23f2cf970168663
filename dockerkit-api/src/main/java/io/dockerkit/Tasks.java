package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.swarm.Task;
import io.dockerkit.swarm.TaskQuery;
import java.util.List;

/**
 * The tasks of the services of a swarm on the default connection. The CLI has {@code docker service ps} and {@code docker node
 * ps} for them.
 *
 * <p>Thread-safe.
 */
public final class Tasks {
    private Tasks() {}

    /** Returns the tasks of all services, those that ended too. */
    public static List<Task> list() {
        return query().list();
    }

    /** Returns a query with filters. */
    @CheckReturnValue
    public static TaskQuery query() {
        return Docker.deferred().services().queryTasks();
    }

    /**
     * Returns the task with this id, or whose id begins so.
     *
     * @throws io.dockerkit.NotFoundException if there is none
     */
    public static Task get(String id) {
        return Docker.deferred().services().task(id);
    }
}
