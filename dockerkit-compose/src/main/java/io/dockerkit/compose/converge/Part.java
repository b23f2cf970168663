package io.dockerkit.compose.converge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a project's document, read by its keys. What is not there reads as empty: the empty text, 0, false, no elements.
 * Immutable and thread-safe.
 *
 * @param map texts, booleans, numbers, lists and maps by their keys, in the document's order
 */
record Part(Map<String, @Nullable Object> map) {
    static final Part EMPTY = new Part(Map.of());

    /** Copies the map. */
    Part {
        map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Returns the mapping; anything else is an empty one. */
    static Part of(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> given) || given.isEmpty()) {
            return EMPTY;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        given.forEach((key, element) -> map.put(String.valueOf(key), element));
        return new Part(map);
    }

    /** Returns whether the key has a value other than null. */
    boolean has(String key) {
        return map.get(key) != null;
    }

    boolean isEmpty() {
        return map.isEmpty();
    }

    @Nullable Object get(String key) {
        return map.get(key);
    }

    String text(String key) {
        Object value = map.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    /** Returns a whole number; sizes are texts of digits in the document. */
    long number(String key) {
        Object value = map.get(key);
        return value instanceof Number number
                ? number.longValue()
                : value == null || text(key).isEmpty() ? 0 : Long.parseLong(text(key).strip());
    }

    double decimal(String key) {
        Object value = map.get(key);
        return value instanceof Number number
                ? number.doubleValue()
                : value == null || text(key).isEmpty() ? 0 : Double.parseDouble(text(key).strip());
    }

    /** Returns the texts of a list. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (map.get(key) instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }

    /** Returns the texts of a mapping; null is the empty text. */
    Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        part(key)
                .map
                .forEach(
                        (name, value) ->
                                pairs.put(name, value == null ? "" : String.valueOf(value)));
        return pairs;
    }

    Part part(String key) {
        return of(map.get(key));
    }

    /** Returns the mappings of a list. */
    List<Part> parts(String key) {
        List<Part> parts = new ArrayList<>();
        if (map.get(key) instanceof List<?> list) {
            list.forEach(element -> parts.add(of(element)));
        }
        return parts;
    }

    /** Returns the mappings of a mapping by their names. */
    Map<String, Part> byName(String key) {
        return part(key).byNames();
    }

    /** Returns the mappings in this one by their names. */
    Map<String, Part> byNames() {
        Map<String, Part> parts = new LinkedHashMap<>();
        map.forEach((name, value) -> parts.put(name, of(value)));
        return parts;
    }

    /** Returns the same with another value for the key, in its old place if it has one. */
    Part with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(map);
        next.put(key, value);
        return new Part(next);
    }

    Part without(String... keys) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(map);
        for (String key : keys) {
            next.remove(key);
        }
        return new Part(next);
    }
}
