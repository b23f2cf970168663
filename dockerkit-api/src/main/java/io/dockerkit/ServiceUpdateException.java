package io.dockerkit;

import java.util.List;

/**
 * Thrown when a service does not get to what its specification says: its update was paused, or it was rolled back. The message
 * has the errors of its tasks and the last lines that the task that failed last wrote.
 */
public class ServiceUpdateException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final String state;
    private final List<String> taskErrors;
    private final List<String> lastLines;

    /**
     * Creates the exception.
     *
     * @param message what happened, with the errors of the tasks
     * @param service the name of the service
     * @param state the state of its update, {@code paused} for instance
     * @param taskErrors why tasks failed, the latest first
     * @param lastLines the last lines of the task that failed last
     */
    public ServiceUpdateException(
            String message,
            String service,
            String state,
            List<String> taskErrors,
            List<String> lastLines) {
        super(message, null);
        this.service = service;
        this.state = state;
        this.taskErrors = List.copyOf(taskErrors);
        this.lastLines = List.copyOf(lastLines);
    }

    /** Returns the name of the service. */
    public String service() {
        return service;
    }

    /** Returns {@code paused}, {@code rollback_paused} or {@code rollback_completed}. */
    public String state() {
        return state;
    }

    /** Returns why tasks failed, the latest first, each error once: {@code task: non-zero exit (3)}. */
    public List<String> taskErrors() {
        return taskErrors;
    }

    /** Returns the last lines, at most 10, of the task that failed last; empty if there are none, or they could not be read. */
    public List<String> lastLines() {
        return lastLines;
    }
}
