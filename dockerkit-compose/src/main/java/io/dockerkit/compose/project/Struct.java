package io.dockerkit.compose.project;

import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping with known keys, in the order in which compose writes them. Immutable and thread-safe. */
final class Struct implements Shape {
    /** When a key is written. */
    private enum Presence {
        /** If its value says something. */
        FILLED,
        /** In JSON always, in YAML if the file has it. */
        IN_JSON,
        /** Always. */
        ALWAYS,
        /** A mapping that in JSON is written even if there is nothing in it. */
        INLINE
    }

    private record Field(
            String key, String jsonKey, Shape shape, Presence presence, @Nullable Object nothing) {
        String name(Form form) {
            return form == Form.JSON ? jsonKey : key;
        }
    }

    private final List<Field> fields;
    private final boolean hasExtras;

    private Struct(List<Field> fields, boolean hasExtras) {
        this.fields = fields;
        this.hasExtras = hasExtras;
    }

    /** Returns a mapping without keys, but with those that begin with {@code x-}. */
    static Struct empty() {
        return new Struct(List.of(), true);
    }

    private Struct and(Field field) {
        List<Field> next = new ArrayList<>(fields);
        next.add(field);
        return new Struct(next, hasExtras);
    }

    /** Adds a key that is left out if its value says nothing. */
    Struct with(String key, Shape shape) {
        return and(new Field(key, key, shape, Presence.FILLED, null));
    }

    /** Adds keys of the same shape. */
    Struct with(Shape shape, String... keys) {
        Struct next = this;
        for (String key : keys) {
            next = next.with(key, shape);
        }
        return next;
    }

    /** Adds a key that JSON has even if it is null. */
    Struct inJson(String key, Shape shape) {
        return and(new Field(key, key, shape, Presence.IN_JSON, null));
    }

    /** Adds a key that is always written. */
    Struct always(String key, Shape shape, Object nothing) {
        return and(new Field(key, key, shape, Presence.ALWAYS, nothing));
    }

    /** Adds a key that is always written, with another name in JSON. */
    Struct always(String key, String jsonKey, Shape shape, Object nothing) {
        return and(new Field(key, jsonKey, shape, Presence.ALWAYS, nothing));
    }

    /** Adds a mapping that JSON has even if there is nothing in it. */
    Struct inline(String key, Struct shape) {
        return and(new Field(key, key, shape, Presence.INLINE, null));
    }

    /** Drops keys that begin with {@code x-}, as compose does in a few mappings. */
    Struct withoutExtras() {
        return new Struct(fields, false);
    }

    /** Returns what is written for a mapping, with nothing in it if there is none. */
    Map<String, @Nullable Object> writeMap(YamlNode node, String path, Form form) {
        if (!node.isMap() && !node.isNull()) {
            throw Refusal.of(path, node, "must be a mapping, but it is a " + node.kind());
        }
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        for (Field field : fields) {
            write(field, node, path, form, written);
        }
        if (hasExtras && form == Form.YAML) {
            Map<String, @Nullable Object> extras = new LinkedHashMap<>();
            for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
                if (entry.getKey().startsWith("x-")) {
                    extras.put(entry.getKey(), Shapes.any(entry.getValue(), form));
                }
            }
            written.putAll(form.sorted(extras));
        }
        return written;
    }

    private static void write(
            Field field,
            YamlNode mapping,
            String path,
            Form form,
            Map<String, @Nullable Object> written) {
        YamlNode given = mapping.get(field.key);
        if (field.presence == Presence.INLINE) {
            String below = Refusal.below(path, field.key);
            YamlNode own = given == null ? mapping.with(null) : given;
            Map<String, @Nullable Object> inner = ((Struct) field.shape).writeMap(own, below, form);
            if (form == Form.JSON || !inner.isEmpty()) {
                written.put(field.name(form), inner);
            }
            return;
        }
        Object value =
                given == null
                        ? null
                        : field.shape.write(given, Refusal.below(path, field.key), form);
        boolean always =
                field.presence == Presence.ALWAYS
                        || (field.presence == Presence.IN_JSON && form == Form.JSON);
        if (value != null || always) {
            written.put(field.name(form), value == null ? field.nothing : value);
        }
    }

    @Override
    public @Nullable Object write(YamlNode node, String path, Form form) {
        return node.isNull() ? null : writeMap(node, path, form);
    }
}
