package io.dockerkit.swarm;

import io.dockerkit.Removal;
import io.dockerkit.cli.CheckReturnValue;
import java.time.Duration;
import java.util.List;

/**
 * A stack: the services, networks, secrets and configs of a swarm that were deployed under one name.
 *
 * <p>Thread-safe. Two are equal if they are stacks of one name on one engine.
 */
public interface Stack {
    /** Returns the name. */
    String name();

    /** Returns its services, with the numbers of their tasks: {@code docker stack services}. */
    List<Service> services();

    /** Returns a query of its services with filters: {@code docker stack services …}. */
    @CheckReturnValue
    ServiceQuery queryServices();

    /** Returns the tasks of its services, those that have ended among them: {@code docker stack ps}. */
    List<Task> tasks();

    /** Returns a query of its tasks with filters: {@code docker stack ps …}. */
    @CheckReturnValue
    TaskQuery queryTasks();

    /**
     * Removes its services, secrets, configs and networks; tasks end a little later: {@code docker stack rm}. What is gone
     * already is passed over. Volumes stay.
     *
     * @return the names of what was removed; nothing if there was nothing
     * @throws io.dockerkit.DockerException if something cannot be removed; the rest is removed before this is thrown
     */
    Removal remove();

    /**
     * Removes as {@link #remove()} and waits until its tasks have ended: {@code docker stack rm --detach=false}. Also waits if
     * it was removed before and tasks are still ending.
     *
     * @param timeout the longest wait; the call throws if tasks still run then
     * @throws io.dockerkit.InvalidOptionException if the time is not positive
     * @throws io.dockerkit.DockerTimeoutException if tasks still run after that time; the message names them
     * @throws io.dockerkit.DockerException if something cannot be removed
     */
    Removal remove(Duration timeout);
}
