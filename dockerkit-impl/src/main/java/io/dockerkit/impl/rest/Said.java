package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that the engine said, with readers of its fields: the base of all details and summaries. A field that is not
 * there reads as empty. Immutable and thread-safe.
 */
public abstract class Said {
    private final Json said;

    /** Wraps what the engine said; nobody changes it any more. */
    protected Said(JsonNode node) {
        this.said = new JsonTree(node);
    }

    /** Returns the part at a JSON pointer. */
    public Json at(String pointer) {
        return said.at(pointer);
    }

    /** Returns all of it as JSON text. */
    public String json() {
        return said.toString();
    }

    /** Returns the text at a JSON pointer. */
    protected final String text(String pointer) {
        return said.at(pointer).text();
    }

    /** Returns the time at a JSON pointer, in any of the engine's forms; empty where there is none or year 1 stands for it. */
    protected final Optional<Instant> time(String pointer) {
        return time(said.at(pointer));
    }

    /** Returns the time at a JSON pointer, or the beginning of the epoch where there is none. */
    protected final Instant timeOrEpoch(String pointer) {
        return time(pointer).orElse(Instant.EPOCH);
    }

    private static Optional<Instant> time(Json value) {
        String text = value.text();
        try {
            if (text.isEmpty() || text.startsWith("0001-")) {
                return Optional.empty();
            }
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notIso) {
            return Optional.of(Instant.ofEpochSecond(value.number()));
        }
    }

    /** Returns {@code NAME=value} texts as a map; a name without a value maps to the empty text. */
    protected final Map<String, String> variables(String pointer) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String variable : said.at(pointer).texts()) {
            int equals = variable.indexOf('=');
            map.put(
                    equals < 0 ? variable : variable.substring(0, equals),
                    equals < 0 ? "" : variable.substring(equals + 1));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Returns the names of the fields of the object at a JSON pointer. */
    protected final List<String> names(String pointer) {
        return List.copyOf(said.at(pointer).fields().keySet());
    }

    /** Returns whether the engine said the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Said that
                && getClass().equals(that.getClass())
                && said.equals(that.said);
    }

    @Override
    public int hashCode() {
        return said.hashCode();
    }
}
