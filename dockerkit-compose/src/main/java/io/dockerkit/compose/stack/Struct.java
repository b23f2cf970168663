package io.dockerkit.compose.stack;

import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A mapping with known keys, in the order in which the CLI writes them. Immutable and thread-safe. */
final class Struct implements Shape {
    /** Whether a value that says nothing is written. */
    enum Presence {
        /** Only a value that says something. */
        FILLED,
        /** Also an empty one, if the file has it. */
        GIVEN,
        /** In any case. */
        ALWAYS
    }

    private record Field(Shape shape, Presence presence) {}

    private final Map<String, Field> fields;
    private final boolean hasExtras;
    private final UnaryOperator<YamlNode> longForm;
    private final @Nullable
            BiFunction<Map<String, Object>, Map<String, Object>, Map<String, Object>>
            merger;

    private Struct(
            Map<String, Field> fields,
            boolean hasExtras,
            UnaryOperator<YamlNode> longForm,
            @Nullable BiFunction<Map<String, Object>, Map<String, Object>, Map<String, Object>>
                    merger) {
        this.fields = fields;
        this.hasExtras = hasExtras;
        this.longForm = longForm;
        this.merger = merger;
    }

    static Struct empty() {
        return new Struct(Map.of(), false, node -> node, null);
    }

    private Struct and(String name, Shape shape, Presence presence) {
        Map<String, Field> next = new LinkedHashMap<>(fields);
        next.put(name, new Field(shape, presence));
        return new Struct(next, hasExtras, longForm, merger);
    }

    /** Adds a key that is left out where its value says nothing. */
    Struct with(String name, Shape shape) {
        return and(name, shape, Presence.FILLED);
    }

    /** Adds a key whose value counts as soon as the file has it. */
    Struct given(String name, Shape shape) {
        return and(name, shape, Presence.GIVEN);
    }

    /** Adds a key that is always written. */
    Struct always(String name, Shape shape) {
        return and(name, shape, Presence.ALWAYS);
    }

    /** Keeps keys that begin with x-. */
    Struct extras() {
        return new Struct(fields, true, longForm, merger);
    }

    /** Reads also a short form, of which the function makes the long one. */
    Struct orShort(UnaryOperator<YamlNode> toLong) {
        return new Struct(fields, hasExtras, toLong, merger);
    }

    /** Merges in a way of its own. */
    Struct mergedBy(BiFunction<Map<String, Object>, Map<String, Object>, Map<String, Object>> how) {
        return new Struct(fields, hasExtras, longForm, how);
    }

    @Override
    public @Nullable Object read(YamlNode given, String path) {
        YamlNode node = longForm.apply(given);
        if (node.isNull()) {
            return null;
        }
        Map<String, Object> read = new LinkedHashMap<>();
        fields.forEach(
                (name, field) -> {
                    YamlNode value = node.get(name);
                    Object found =
                            value == null ? null : field.shape.read(value, path + "." + name);
                    if (found != null) {
                        read.put(name, found);
                    }
                });
        if (hasExtras) {
            node.map()
                    .forEach(
                            (name, value) -> {
                                Object plain = value.plain();
                                if (name.startsWith("x-")
                                        && !fields.containsKey(name)
                                        && plain != null) {
                                    read.put(name, plain);
                                }
                            });
        }
        return read;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Override
    public Object merge(Object base, Object over) {
        if (merger != null) {
            return merger.apply(map(base), map(over));
        }
        return merged(map(base), map(over));
    }

    /** Merges key by key. */
    Map<String, Object> merged(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach(
                (name, value) -> {
                    Field field = fields.get(name);
                    Object before = base.get(name);
                    if (field == null || before == null) {
                        merged.put(name, value);
                    } else if (field.presence == Presence.GIVEN && !(value instanceof Map)) {
                        merged.put(name, value);
                    } else {
                        merged.put(name, field.shape.merge(before, value));
                    }
                });
        return merged;
    }

    @Override
    public boolean isEmpty(Object value) {
        return map(value).entrySet().stream()
                .allMatch(
                        entry -> {
                            Field field = fields.get(entry.getKey());
                            return field != null
                                    && field.presence != Presence.GIVEN
                                    && field.shape.isEmpty(entry.getValue());
                        });
    }

    @Override
    public Object written(Object value) {
        Map<String, Object> given = map(value);
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        fields.forEach(
                (name, field) -> {
                    Object own = given.get(name);
                    if (own == null) {
                        return;
                    }
                    if (field.presence != Presence.FILLED || !field.shape.isEmpty(own)) {
                        written.put(name, field.shape.written(own));
                    }
                });
        Map<String, Object> extras = new LinkedHashMap<>();
        given.forEach(
                (name, own) -> {
                    if (!fields.containsKey(name)) {
                        extras.put(name, Shapes.sorted(own));
                    }
                });
        written.putAll(YamlWriter.sorted(extras));
        return written;
    }
}
