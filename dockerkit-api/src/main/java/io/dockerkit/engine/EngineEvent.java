package io.dockerkit.engine;

import io.dockerkit.cli.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened on an engine, a line of {@code docker events}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param type what it happened to: {@code container}, {@code image}, {@code network}, {@code volume}, {@code daemon}, …
 * @param action what happened: {@code start}, {@code die}, {@code destroy}, {@code pull}, {@code exec_start: ls}, …
 * @param id the id or name of what it happened to
 * @param attributes what the engine says besides: a container's {@code name}, {@code image}, {@code exitCode} and labels
 * @param scope {@code local}, or {@code swarm} for the whole cluster
 * @param time when, to the nanosecond
 */
public record EngineEvent(
        String type,
        String action,
        String id,
        Map<String, String> attributes,
        String scope,
        Instant time) {
    /** Copies the attributes. */
    public EngineEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(id, "id");
        attributes = Map.copyOf(Checks.entries("attributes", attributes));
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(time, "time");
    }

    /** Returns an attribute, or the empty text where the engine did not name it. */
    public String attribute(String name) {
        return attributes.getOrDefault(Objects.requireNonNull(name, "name"), "");
    }

    /** Returns when it happened, what and to what; of the attributes only the name, since labels may hold secrets. */
    @Override
    public String toString() {
        String name = attribute("name");
        // the command of "exec_start: sh -c …" may hold secrets
        String happened = action.startsWith("exec_") ? action.replaceFirst("(?s):.*", "") : action;
        return time
                + " "
                + type
                + " "
                + happened
                + " "
                + id
                + (name.isEmpty() || name.equals(id) ? "" : " (" + name + ")");
    }
}
