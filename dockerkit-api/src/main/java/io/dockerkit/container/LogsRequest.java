package io.dockerkit.container;

import java.util.Map;

/**
 * What a {@link LogsSpec} asks of the engine. Applications do not meet it.
 *
 * @param query the parameters of {@code GET /containers/{id}/logs}
 * @param maxOutput how many bytes {@code execute()} keeps at most
 * @param commandLine the equivalent {@code docker logs} line, for errors
 */
public record LogsRequest(Map<String, String> query, long maxOutput, String commandLine) {
    /** Returns whether each message begins with its time. */
    public boolean hasTimestamps() {
        return query.containsKey("timestamps");
    }

    /** Returns whether each message begins with its details. */
    public boolean hasDetails() {
        return query.containsKey("details");
    }
}
