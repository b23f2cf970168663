package io.dockerkit.swarm;

import io.dockerkit.cli.Checks;
import java.util.List;
import java.util.Objects;

/**
 * How far a service is on its way to what its specification says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param service its name
 * @param running how many tasks are as they shall be: running, or of a job complete
 * @param wanted how many there shall be; of a global service as many as nodes have one
 * @param isRollback whether it goes back to its previous specification
 * @param isVerifying whether all tasks are as they shall be, and it is watched whether they stay so
 * @param tasks the task of each slot, or of each node of a global service, in their order
 */
public record ServiceProgress(
        String service,
        int running,
        int wanted,
        boolean isRollback,
        boolean isVerifying,
        List<Task> tasks) {
    /** Checks that nothing is null. */
    public ServiceProgress {
        Objects.requireNonNull(service, "service");
        tasks = Checks.elements("tasks", tasks);
    }

    /** Returns it as a line: {@code service api: 2 of 3 tasks running}. */
    @Override
    public String toString() {
        return "service "
                + service
                + ": "
                + (isRollback ? "rolling back, " : "")
                + running
                + " of "
                + wanted
                + " tasks running"
                + (isVerifying ? ", verifying that they stay so" : "");
    }
}
