package io.dockerkit.engine;

import java.time.Instant;
import java.util.Map;

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
        attributes = Map.copyOf(attributes);
    }

    /** Returns an attribute, or the empty text where the engine did not name it. */
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** Returns the event much as {@code docker events} prints it. */
    @Override
    public String toString() {
        return time + " " + type + " " + action + " " + id + " " + attributes;
    }
}
