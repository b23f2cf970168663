package io.dockerkit.compose.stack;

import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.syntax.GoDurations;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlWriter;
import io.dockerkit.container.flags.ShellLike;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shapes that keys of all kinds have. Stateless and thread-safe. */
final class Shapes {
    private Shapes() {}

    /** Reads a value. */
    private interface Reader {
        @Nullable Object read(YamlNode node, String path);
    }

    private record Plain(
            Reader reader, Function<Object, Boolean> empty, Function<Object, Object> writer)
            implements Shape {
        @Override
        public @Nullable Object read(YamlNode node, String path) {
            return node.isNull() ? null : reader.read(node, path);
        }

        @Override
        public boolean isEmpty(Object value) {
            return empty.apply(value);
        }

        @Override
        public Object written(Object value) {
            return writer.apply(value);
        }
    }

    private static Shape plain(Reader reader, Object nothing) {
        return new Plain(reader, nothing::equals, value -> value);
    }

    /** A text. */
    static Shape text() {
        return plain((node, path) -> node.text(), "");
    }

    /** True or false. */
    static Shape flag() {
        return plain((node, path) -> node.value(), false);
    }

    /** A whole number. */
    static Shape whole() {
        return plain(Shapes::number, 0L);
    }

    private static Long number(YamlNode node, String path) {
        if (node.value() instanceof Number number && !(number instanceof BigInteger)) {
            return number.longValue();
        }
        throw Refusal.of(path, node, "must be a whole number that 64 bits hold");
    }

    /** A whole number that is not negative. */
    static Shape count() {
        return plain(
                (node, path) -> {
                    long number = number(node, path);
                    if (number < 0) {
                        throw Refusal.of(path, node, "must not be negative");
                    }
                    return number;
                },
                0L);
    }

    /** A number of 32 bits. */
    static Shape ratio() {
        return plain(
                (node, path) -> {
                    if (node.value() instanceof Number number) {
                        return number.floatValue();
                    }
                    throw Refusal.of(path, node, "must be a number");
                },
                0f);
    }

    /** A duration, as nanoseconds. */
    static Shape duration() {
        return new Plain(
                (node, path) -> {
                    try {
                        return Words.nanos(node.text());
                    } catch (IllegalArgumentException e) {
                        throw Refusal.of(
                                path, node, e.getMessage() + "; accepted form: " + Words.DURATION);
                    }
                },
                value -> value.equals(0L),
                value -> GoDurations.print((Long) value));
    }

    /** A size, as bytes. */
    static Shape bytes() {
        return new Plain(
                (node, path) -> {
                    if (node.value() instanceof Number) {
                        return number(node, path);
                    }
                    try {
                        return Sizes.parse(node.text());
                    } catch (IllegalArgumentException e) {
                        throw Refusal.of(
                                path, node, e.getMessage() + "; accepted form: " + Sizes.FORM);
                    }
                },
                value -> value.equals(0L),
                value -> String.valueOf(value));
    }

    private record Items(Reader reader, BiFunction<List<Object>, List<Object>, List<Object>> merger)
            implements Shape {
        @Override
        public @Nullable Object read(YamlNode node, String path) {
            return node.isNull() ? null : reader.read(node, path);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object merge(Object base, Object over) {
            return merger.apply((List<Object>) base, (List<Object>) over);
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Collection<?>) value).isEmpty();
        }
    }

    private static List<Object> appended(List<Object> base, List<Object> over) {
        List<Object> all = new ArrayList<>(base);
        all.addAll(over);
        return all;
    }

    private static List<Object> replaced(List<Object> base, List<Object> over) {
        return over.isEmpty() ? base : over;
    }

    private static List<Object> texts(YamlNode node) {
        List<Object> texts = new ArrayList<>();
        if (node.isList()) {
            node.list().forEach(item -> texts.add(item.text()));
        } else {
            texts.add(node.text());
        }
        return texts;
    }

    /** A list of texts, or one text; those of a second file are added. */
    static Shape texts() {
        return new Items((node, path) -> texts(node), Shapes::appended);
    }

    /** A command: words, or a text with quotes as a shell has them; that of a second file replaces it. */
    static Shape command() {
        return new Items(
                (node, path) -> {
                    if (node.isList()) {
                        return texts(node);
                    }
                    try {
                        return new ArrayList<Object>(ShellLike.split(node.text()));
                    } catch (IllegalArgumentException e) {
                        throw Refusal.of(path, node, String.valueOf(e.getMessage()));
                    }
                },
                Shapes::replaced);
    }

    /** The command of a health check: words, or a text for the shell. */
    static Shape healthTest() {
        return new Items(
                (node, path) -> {
                    if (node.isList()) {
                        return texts(node);
                    }
                    return new ArrayList<Object>(List.of("CMD-SHELL", node.text()));
                },
                Shapes::replaced);
    }

    /** A mapping of texts, or a list of key=value; where it is empty, so is the value. */
    static Shape pairs() {
        return new Pairs(false, new Plain((node, path) -> node.text(), value -> false, v -> v));
    }

    /** As {@link #pairs()}, but a key may be without a value, which is null then. */
    static Shape variables() {
        return new Pairs(true, new Plain((node, path) -> node.text(), value -> false, v -> v));
    }

    private record Pairs(boolean mayBeNull, Shape text) implements Shape {
        @Override
        public @Nullable Object read(YamlNode node, String path) {
            if (node.isNull()) {
                return null;
            }
            Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
            for (YamlNode item : node.list()) {
                String pair = item.text();
                boolean bare = pair.indexOf('=') < 0;
                pairs.put(Words.key(pair), bare ? mayBeNull ? null : "" : Words.value(pair));
            }
            node.map()
                    .forEach(
                            (key, value) ->
                                    pairs.put(
                                            key,
                                            value.isNull() && mayBeNull ? null : value.text()));
            return pairs;
        }

        @Override
        public Object merge(Object base, Object over) {
            Map<String, @Nullable Object> merged = new LinkedHashMap<>(Struct.map(base));
            Struct.map(over)
                    .forEach(
                            (key, value) -> {
                                // as in the CLI, a variable that says nothing leaves the earlier
                                // one
                                if (!mayBeNull
                                        || !(value == null || value.equals(""))
                                        || merged.getOrDefault(key, null) == null) {
                                    merged.put(key, value);
                                }
                            });
            return merged;
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Map<?, ?>) value).isEmpty();
        }

        @Override
        public Object written(Object value) {
            return YamlWriter.sorted(Struct.map(value));
        }
    }

    /** The lines of a hosts file: name:address. */
    static Shape hosts() {
        return new Items(
                (node, path) -> {
                    List<Object> hosts = new ArrayList<>();
                    new TreeMap<>(node.map())
                            .forEach(
                                    (host, address) -> {
                                        if (!address.isNull()) {
                                            hosts.add(host(host, address.text()));
                                        }
                                    });
                    for (YamlNode item : node.list()) {
                        String pair = item.text();
                        int at = pair.indexOf('=') >= 0 ? pair.indexOf('=') : pair.indexOf(':');
                        if (at >= 0) {
                            hosts.add(host(pair.substring(0, at), pair.substring(at + 1)));
                        }
                    }
                    return hosts;
                },
                Shapes::appended);
    }

    private static String host(String pair, String address) {
        // a name with a colon in it ends there
        String all = pair + ":" + address;
        String name = all.substring(0, all.indexOf(':'));
        String rest = all.substring(name.length() + 1);
        boolean bracketed = rest.length() > 2 && rest.startsWith("[") && rest.endsWith("]");
        return name + ":" + (bracketed ? rest.substring(1, rest.length() - 1) : rest);
    }

    /** A list whose items may each be written in several forms. */
    record Listed(
            Shape item,
            Function<YamlNode, List<YamlNode>> longForms,
            Function<Map<String, Object>, Object> key)
            implements Shape {
        /** A list of structs that a second file adds to. */
        static Listed of(Shape item) {
            return new Listed(item, node -> List.of(node), value -> new Object());
        }

        @Override
        public @Nullable Object read(YamlNode node, String path) {
            if (node.isNull()) {
                return null;
            }
            List<Object> items = new ArrayList<>();
            int index = 0;
            for (YamlNode given : node.list()) {
                String below = path + "[" + index++ + "]";
                for (YamlNode one : longForms(given, below)) {
                    Object read = item.read(one, below);
                    items.add(read == null ? new LinkedHashMap<String, Object>() : read);
                }
            }
            return items;
        }

        private List<YamlNode> longForms(YamlNode node, String path) {
            try {
                return longForms.apply(node);
            } catch (IllegalArgumentException e) {
                throw Refusal.of(path, node, String.valueOf(e.getMessage()));
            }
        }

        /** Items of the second file replace those of the same key; the rest stays, in the order of the keys. */
        @Override
        public Object merge(Object base, Object over) {
            List<Object> merged = new ArrayList<>();
            List<Object> keys = new ArrayList<>();
            for (Object value : (List<?>) over) {
                keys.add(key.apply(Struct.map(value)));
            }
            for (Object value : (List<?>) base) {
                if (!keys.contains(key.apply(Struct.map(value)))) {
                    merged.add(value);
                }
            }
            merged.addAll((List<?>) over);
            merged.sort(
                    (one, other) -> {
                        Object a = key.apply(Struct.map(one));
                        Object b = key.apply(Struct.map(other));
                        return a instanceof String left && b instanceof String right
                                ? left.compareTo(right)
                                : 0;
                    });
            return merged;
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Collection<?>) value).isEmpty();
        }

        @Override
        public Object written(Object value) {
            List<@Nullable Object> written = new ArrayList<>();
            ((List<?>) value)
                    .forEach(one -> written.add(item.written(Objects.requireNonNull(one))));
            return written;
        }
    }

    /**
     * A mapping whose keys the user chooses.
     *
     * @param mayBeNull whether a key may be without a value
     * @param isReplaced whether the value of a key in a second file replaces that of the first
     */
    record Named(Shape item, boolean mayBeNull, boolean isReplaced) implements Shape {
        @Override
        public @Nullable Object read(YamlNode node, String path) {
            if (node.isNull()) {
                return null;
            }
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            // a list has only names
            for (YamlNode name : node.list()) {
                read.put(name.text(), null);
            }
            node.map()
                    .forEach(
                            (name, value) -> {
                                Object one = item.read(value, path + "." + name);
                                read.put(
                                        name,
                                        one == null && !mayBeNull
                                                ? new LinkedHashMap<String, Object>()
                                                : one);
                            });
            return read;
        }

        @Override
        public Object merge(Object base, Object over) {
            Map<String, @Nullable Object> merged = new LinkedHashMap<>(Struct.map(base));
            Map<String, @Nullable Object> second = new LinkedHashMap<>(Struct.map(over));
            second.forEach(
                    (name, value) -> {
                        Object before = merged.get(name);
                        if (before == null || isReplaced) {
                            merged.put(name, value);
                        } else if (value != null) {
                            merged.put(name, item.merge(before, value));
                        }
                    });
            return merged;
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Map<?, ?>) value).isEmpty();
        }

        @Override
        public Object written(Object value) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            ((Map<?, ?>) value)
                    .forEach(
                            (name, one) ->
                                    written.put(
                                            String.valueOf(name),
                                            one == null ? null : item.written(one)));
            return YamlWriter.sorted(written);
        }
    }

    /** Returns a value whose maps are in the CLI's order. */
    static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>(YamlWriter.ORDER);
            map.forEach(
                    (key, one) ->
                            sorted.put(String.valueOf(key), one == null ? null : sorted(one)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(one -> items.add(one == null ? null : sorted(one)));
            return items;
        }
        return value;
    }
}
