package io.dockerkit.impl.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * An object of the Engine API as the engine sent it, with readers of its fields: the base of all details and summaries. Reading never fails: a
 * field that is not there, or that is of another kind than expected, reads as empty. Immutable and thread-safe.
 */
public abstract class ApiObject {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]+(?:[.eE].*)?");
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,18}");

    private final Json said;
    private final Json strict;

    /** Wraps what the engine said; nobody changes it any more. */
    protected ApiObject(JsonNode node) {
        this.said = JsonTree.lenient(node);
        this.strict = JsonTree.strict(node);
    }

    /** Returns the part at a JSON pointer, for programs: what is missing is an error. */
    public Json at(String pointer) {
        return strict.at(Objects.requireNonNull(pointer, "pointer"));
    }

    /** Returns the part at a JSON pointer, for accessors: what is missing or of another kind reads as empty. */
    protected final Json part(String pointer) {
        return said.at(pointer);
    }

    /** Returns the number at a JSON pointer; what 32 bits do not hold is the nearest that they do. */
    protected final int integer(String pointer) {
        return integer(said.at(pointer));
    }

    /** Returns a number; what 32 bits do not hold is the nearest that they do. */
    public static int integer(Json part) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, part.number()));
    }

    /** Returns the number that a part has; empty for one that is missing, or that is not a number of zero or more. */
    public static OptionalLong amount(Json part) {
        String text = part.text();
        return AMOUNT.matcher(text).matches()
                ? OptionalLong.of(part.number())
                : OptionalLong.empty();
    }

    /** Returns all of it as JSON text. */
    public String json() {
        return said.toString();
    }

    /** Returns the text at a JSON pointer. */
    protected final String text(String pointer) {
        return said.at(pointer).text();
    }

    /** Returns a text, or nothing where there is none or an empty one. */
    public static Optional<String> present(Json part) {
        return Optional.of(part.text()).filter(text -> !text.isEmpty());
    }

    /** Returns the time at a JSON pointer, in any of the engine's forms; empty where there is none or year 1 stands for it. */
    protected final Optional<Instant> time(String pointer) {
        return time(said.at(pointer));
    }

    /** Returns the time at a JSON pointer, or the beginning of the epoch where there is none. */
    protected final Instant timeOrEpoch(String pointer) {
        return time(pointer).orElse(Instant.EPOCH);
    }

    /** Returns a time in any of the engine's forms; empty where there is none or year 1 stands for it. */
    public static Optional<Instant> time(Json value) {
        String text = value.text();
        try {
            if (text.isEmpty() || text.startsWith("0001-")) {
                return Optional.empty();
            }
            return Optional.of(
                    SECONDS.matcher(text).matches()
                            ? Instant.ofEpochSecond(Long.parseLong(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unknownForm) {
            return Optional.empty();
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
        return other instanceof ApiObject that
                && getClass().equals(that.getClass())
                && said.equals(that.said);
    }

    @Override
    public int hashCode() {
        return said.hashCode();
    }
}
