package io.dockerkit.swarm;

import io.dockerkit.cli.Checks;
import io.dockerkit.image.Progress;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

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

    /**
     * Returns a consumer that shows the service on a terminal or in a log, with a line for the service and one for each slot or
     * node:
     *
     * <pre>{@code
     * Services.create("api", "nginx").onProgress(ServiceProgress.shownBy(Progress.console())).execute();
     * }</pre>
     *
     * <p>It prints for instance:
     *
     * <pre>
     * api: 1 of 2 tasks running
     * api.1: running
     * api.2: preparing
     * </pre>
     *
     * @param progress what draws the lines; thread-safe if that is
     */
    public static Consumer<ServiceProgress> shownBy(Progress progress) {
        Objects.requireNonNull(progress, "progress");
        return event -> event.show(progress);
    }

    private void show(Progress progress) {
        progress.update(new Progress.Event(service, summary(), 0, 0));
        for (Task task : tasks) {
            String place =
                    task.slot().isPresent()
                            ? Integer.toString(task.slot().getAsInt())
                            : task.nodeId().orElse(task.id());
            String status = task.state() + task.error().map(why -> ": " + why).orElse("");
            progress.update(new Progress.Event(service + "." + place, status, 0, 0));
        }
    }

    /** Returns it as a line: {@code service api: 2 of 3 tasks running}. */
    @Override
    public String toString() {
        return "service " + service + ": " + summary();
    }

    private String summary() {
        return (isRollback ? "rolling back, " : "")
                + running
                + " of "
                + wanted
                + " tasks running"
                + (isVerifying ? ", verifying that they stay so" : "");
    }
}
