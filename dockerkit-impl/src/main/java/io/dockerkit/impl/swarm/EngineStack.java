package io.dockerkit.impl.swarm;

import io.dockerkit.Removal;
import io.dockerkit.cli.Checks;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceQuery;
import io.dockerkit.swarm.Stack;
import io.dockerkit.swarm.Task;
import io.dockerkit.swarm.TaskQuery;
import java.time.Duration;
import java.util.List;

/** A stack of an engine's swarm. Thread-safe. */
final class EngineStack implements Stack {
    private final StackApi api;
    private final String name;

    EngineStack(StackApi api, String name) {
        this.api = api;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Service> services() {
        return queryServices().list();
    }

    @Override
    public ServiceQuery queryServices() {
        return ServiceQuery.of(api.services()).filter("label", StackPlan.NAMESPACE + "=" + name);
    }

    @Override
    public List<Task> tasks() {
        return queryTasks().list();
    }

    @Override
    public TaskQuery queryTasks() {
        return TaskQuery.of(api.services(), "").filter("label", StackPlan.NAMESPACE + "=" + name);
    }

    @Override
    public Removal remove() {
        return api.remove(name);
    }

    @Override
    public Removal remove(Duration timeout) {
        Deadline deadline = Deadline.in(Checks.positive("timeout", timeout));
        Removal removal = api.remove(name);
        api.awaitEndOfTasks(name, queryTasks(), deadline);
        return removal;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineStack that
                && name.equals(that.name)
                && api.host().equals(that.api.host());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "stack " + name;
    }
}
