package io.dockerkit.impl.container;

import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.LogsBackend;
import java.util.List;

/** The logs of the tasks of a service. Stateless and thread-safe. */
public final class ServiceLogs {
    private ServiceLogs() {}

    /**
     * Returns what reads them.
     *
     * @param id of the service
     * @param name for messages: {@code service web}
     */
    public static LogsBackend of(Rest rest, String id, String name) {
        return new EngineLogs(
                rest,
                new EngineLogs.Source(
                        List.of("services", id),
                        List.of("services", id),
                        "/Spec/TaskTemplate/ContainerSpec/TTY",
                        name,
                        true));
    }

    /** As {@link #of}, of one task. */
    public static LogsBackend ofTask(Rest rest, String id, String name) {
        return new EngineLogs(
                rest,
                new EngineLogs.Source(
                        List.of("tasks", id),
                        List.of("tasks", id),
                        "/Spec/ContainerSpec/TTY",
                        name,
                        true));
    }
}
