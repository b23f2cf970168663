package io.dockerkit.impl.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.impl.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A part of an answer, over Jackson's tree. Immutable and thread-safe, as long as nobody changes the tree. */
public final class JsonTree implements Json {
    private static final int MOST_POINTERS = 500;
    private static final Map<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();

    private final JsonNode node;

    /** Wraps a node that nobody changes any more. */
    public JsonTree(JsonNode node) {
        this.node = node;
    }

    @Override
    public Json at(String pointer) {
        return new JsonTree(node.at(compiled(pointer)));
    }

    /** Programs ask for the same few fields again and again. */
    private static JsonPointer compiled(String pointer) {
        JsonPointer known = POINTERS.get(pointer);
        if (known == null) {
            known = JsonPointer.compile(pointer);
            if (POINTERS.size() < MOST_POINTERS) {
                POINTERS.put(pointer, known);
            }
        }
        return known;
    }

    @Override
    public boolean exists() {
        return !node.isMissingNode() && !node.isNull();
    }

    @Override
    public String text() {
        return text(node);
    }

    @Override
    public long number() {
        return node.asLong(0);
    }

    @Override
    public boolean bool() {
        return node.asBoolean(false);
    }

    @Override
    public List<Json> items() {
        return items(JsonTree::new);
    }

    @Override
    public Map<String, Json> fields() {
        return fields(JsonTree::new);
    }

    @Override
    public List<String> texts() {
        return items(JsonTree::text);
    }

    @Override
    public Map<String, String> textFields() {
        return fields(JsonTree::text);
    }

    /** Returns the elements of an array, each mapped; none for all else. */
    <T> List<T> items(Function<? super JsonNode, ? extends T> mapper) {
        List<T> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> list.add(mapper.apply(item)));
        }
        return Collections.unmodifiableList(list);
    }

    private <T> Map<String, T> fields(Function<? super JsonNode, ? extends T> mapper) {
        Map<String, T> map = new LinkedHashMap<>();
        JsonText.fields(node)
                .forEach(field -> map.put(field.getKey(), mapper.apply(field.getValue())));
        return Collections.unmodifiableMap(map);
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonTree that && node.equals(that.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    @Override
    public String toString() {
        return node.isMissingNode() ? "" : JsonText.text(node);
    }
}
