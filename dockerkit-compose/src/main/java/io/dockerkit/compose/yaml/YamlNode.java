package io.dockerkit.compose.yaml;

import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML file, and where it is. Immutable and thread-safe.
 *
 * @param value null, a String, a Boolean, a Long, a BigInteger, a Double, a list of nodes, or a map of nodes by their keys; in
 *     files of {@code docker compose} also an OffsetDateTime
 * @param place where it is
 */
public record YamlNode(@Nullable Object value, Place place) {
    /**
     * A place in a file.
     *
     * @param file the file's name, as the user gave it
     * @param line from 1
     * @param column from 1, or 0 if it is not known
     */
    public record Place(String file, int line, int column) {
        /** Creates a place without a column. */
        public Place(String file, int line) {
            this(file, line, 0);
        }

        @Override
        public String toString() {
            return file + ", line " + line + (column == 0 ? "" : ", column " + column);
        }
    }

    /** Copies lists and maps. */
    public YamlNode {
        if (value instanceof List<?> list) {
            value = Collections.unmodifiableList(new ArrayList<>(list));
        } else if (value instanceof Map<?, ?> map) {
            value = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
    }

    /** Returns whether this is a mapping. */
    public boolean isMap() {
        return value instanceof Map;
    }

    /** Returns whether this is a list. */
    public boolean isList() {
        return value instanceof List;
    }

    /** Returns whether this is nothing. */
    public boolean isNull() {
        return value == null;
    }

    /** Returns the nodes of a mapping by their keys; of anything else, none. */
    @SuppressWarnings("unchecked")
    public Map<String, YamlNode> map() {
        return value instanceof Map ? (Map<String, YamlNode>) value : Map.of();
    }

    /** Returns the nodes of a list; of anything else, none. */
    @SuppressWarnings("unchecked")
    public List<YamlNode> list() {
        return value instanceof List ? (List<YamlNode>) value : List.of();
    }

    /** Returns the node of a key, or null. */
    public @Nullable YamlNode get(String key) {
        return map().get(key);
    }

    /** Returns another value at the same place. */
    public YamlNode with(@Nullable Object other) {
        return new YamlNode(other, place);
    }

    /** Returns the scalar as Go prints it: numbers in decimal, nothing as the empty text. */
    public String text() {
        Object known = value;
        if (known == null) {
            return "";
        }
        if (known instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
        return known instanceof Double number ? GoNumbers.print(number) : known.toString();
    }

    /** Returns the value with its lists and maps as plain ones, without their places. */
    public @Nullable Object plain() {
        if (isMap()) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            for (Map.Entry<String, YamlNode> entry : map().entrySet()) {
                plain.put(entry.getKey(), entry.getValue().plain());
            }
            return plain;
        }
        if (isList()) {
            List<@Nullable Object> plain = new ArrayList<>();
            for (YamlNode node : list()) {
                plain.add(node.plain());
            }
            return plain;
        }
        return value;
    }

    /** Returns the mapping with the node of a key. */
    public YamlNode put(String key, YamlNode node) {
        Map<String, YamlNode> next = new LinkedHashMap<>(map());
        next.put(key, node);
        return with(next);
    }

    /** Returns the mapping without a key. */
    public YamlNode without(String key) {
        Map<String, YamlNode> next = new LinkedHashMap<>(map());
        next.remove(key);
        return with(next);
    }

    /** Returns the mapping with the node of a key changed, if it has the key. */
    public YamlNode mapped(String key, UnaryOperator<YamlNode> change) {
        YamlNode node = get(key);
        if (node == null) {
            return this;
        }
        return put(key, change.apply(node));
    }

    /** Returns what kind of value this is, in the words of YAML. */
    public String kind() {
        Object known = value;
        if (known == null) {
            return "null";
        }
        if (known instanceof OffsetDateTime) {
            return "timestamp";
        }
        return known instanceof Map
                ? "mapping"
                : known instanceof List
                        ? "list"
                        : known instanceof String
                                ? "string"
                                : known instanceof Boolean
                                        ? "boolean"
                                        : known instanceof Long || known instanceof BigInteger
                                                ? "integer"
                                                : "number";
    }
}
