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
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer, over Jackson's tree. A strict one, which programs get, fails where a field is missing or of another
 * kind than asked for; a lenient one, which the accessors of answers read with, is empty there and never fails. Immutable
 * and thread-safe, as long as nobody changes the tree.
 */
public final class JsonTree implements Json {
    private static final int MOST_POINTERS = 500;
    private static final Map<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    private final JsonNode node;
    private final @Nullable JsonNode root;
    private final String pointer;

    private JsonTree(JsonNode node, @Nullable JsonNode root, String pointer) {
        this.node = node;
        this.root = root;
        this.pointer = pointer;
    }

    /** Wraps an answer that nobody changes any more; what is missing or of another kind is an error. */
    public static Json strict(JsonNode answer) {
        return new JsonTree(answer, answer, "");
    }

    /** Wraps an answer that nobody changes any more; what is missing or of another kind reads as empty. */
    public static Json lenient(JsonNode answer) {
        return new JsonTree(answer, null, "");
    }

    @Override
    public Json at(String at) {
        return new JsonTree(node.at(compiled(at)), root, root == null ? "" : pointer + at);
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
        return scalar(node.isValueNode(), "a text", () -> text(node), "");
    }

    @Override
    public long number() {
        boolean whole =
                node.isNumber() || (node.isTextual() && WHOLE.matcher(node.textValue()).matches());
        return scalar(whole, "a number", () -> number(node), 0L);
    }

    private static long number(JsonNode node) {
        if (node.isTextual()) {
            return Long.parseLong(node.textValue());
        }
        if (node.isIntegralNumber() && !node.canConvertToLong()) {
            // 64 bits without a sign, as counters and limits have them
            return node.bigIntegerValue().signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return node.isIntegralNumber() ? node.longValue() : (long) node.doubleValue();
    }

    @Override
    public boolean bool() {
        String word = node.isTextual() ? node.textValue() : "";
        boolean known = node.isBoolean() || word.equals("true") || word.equals("false");
        return scalar(known, "a boolean", () -> node.asBoolean(false), false);
    }

    @Override
    public List<Json> items() {
        return items((item, at) -> new JsonTree(item, root, at));
    }

    @Override
    public Map<String, Json> fields() {
        return fields((field, at) -> new JsonTree(field, root, at));
    }

    @Override
    public List<String> texts() {
        return items((item, at) -> text(item));
    }

    @Override
    public Map<String, String> textFields() {
        return fields((field, at) -> text(field));
    }

    /** Makes something of a part. */
    private interface Mapper<T> {
        T map(JsonNode part, String at);
    }

    private <T> List<T> items(Mapper<? extends T> mapper) {
        require(node.isArray(), "an array");
        List<T> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> list.add(mapper.map(item, pointer + "/" + list.size())));
        }
        return Collections.unmodifiableList(list);
    }

    private <T> Map<String, T> fields(Mapper<? extends T> mapper) {
        require(node.isObject(), "an object");
        Map<String, T> map = new LinkedHashMap<>();
        node.fieldNames()
                .forEachRemaining(
                        name ->
                                map.put(
                                        name,
                                        mapper.map(
                                                node.path(name), pointer + "/" + escaped(name))));
        return Collections.unmodifiableMap(map);
    }

    private <T> T scalar(boolean fits, String kind, Reader<T> reader, T empty) {
        require(fits, kind);
        return fits && !node.isNull() ? reader.read() : empty;
    }

    /** Reads a value whose kind is right. */
    private interface Reader<T> {
        T read();
    }

    /** A JSON null is a field of any kind that is empty. */
    private void require(boolean fits, String kind) {
        if (root == null || fits || node.isNull()) {
            return;
        }
        if (node.isMissingNode()) {
            throw new NoSuchElementException(MissingField.message(root, pointer));
        }
        throw new NoSuchElementException(
                (pointer.isEmpty() ? "the engine's answer" : pointer)
                        + " is "
                        + kind(node)
                        + " and not "
                        + kind
                        + "; read it by "
                        + reader(node));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            default -> "a text";
        };
    }

    private static String reader(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "items() or texts()";
            case OBJECT -> "fields(), textFields() or at(…)";
            case BOOLEAN -> "bool() or text()";
            case NUMBER -> "number() or text()";
            default -> "text()";
        };
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
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
