package io.dockerkit.spi;

import io.dockerkit.cli.Checks;
import io.dockerkit.container.LogsSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a {@link LogsSpec} asks of the engine. Applications do not meet it.
 *
 * @param query the parameters of {@code GET /containers/{id}/logs}
 * @param maxOutput how many bytes {@code execute()} keeps at most
 * @param commandLine the equivalent {@code docker logs} line, for errors
 */
public record LogsRequest(Map<String, String> query, long maxOutput, String commandLine) {
    /** Checks that nothing is null. */
    public LogsRequest {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.entries("query", query)));
        Checks.keptBytes("maxOutput", maxOutput);
        Objects.requireNonNull(commandLine, "commandLine");
    }

    /** Returns whether each message begins with its time. */
    public boolean hasTimestamps() {
        return query.containsKey("timestamps");
    }

    /** Returns whether each message begins with its details. */
    public boolean hasDetails() {
        return query.containsKey("details");
    }

    /** Returns the request that asks for the details of each line, too. */
    public LogsRequest withDetails() {
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put("details", "1");
        return new LogsRequest(next, maxOutput, commandLine);
    }
}
