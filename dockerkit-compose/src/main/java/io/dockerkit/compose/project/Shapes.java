package io.dockerkit.compose.project;

import io.dockerkit.cli.Words;
import io.dockerkit.compose.syntax.CommandWords;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The shapes of texts, lists and mappings. Numbers and sizes are in {@link Quantities}. Stateless and thread-safe. */
final class Shapes {
    /** A text. */
    static final Shape TEXT = (node, path, form) -> orNull(text(node, path));

    /** A boolean that a file need not have to be false. */
    static final Shape FLAG = (node, path, form) -> flag(node, path) ? true : null;

    /** A boolean that is something else than a missing one if it is false. */
    static final Shape OPTIONAL_FLAG =
            (node, path, form) -> node.isNull() ? null : (Object) flag(node, path);

    /** A list of texts, or one. */
    static final Shape TEXTS = (node, path, form) -> orNull(texts(node, path));

    /** A list of texts and numbers. */
    static final Shape PRINTED =
            (node, path, form) -> {
                List<Object> printed = new ArrayList<>();
                (node.isList() ? node.list() : List.of(node))
                        .forEach(item -> printed.add(item.text()));
                return node.isNull() ? null : orNull(printed);
            };

    /** A command: words, or a text with quotes as a shell has them. An empty one clears that of the image. */
    static final Shape COMMAND = (node, path, form) -> node.isNull() ? null : words(node, path);

    /** The command of a health check: words, or a text for the shell. */
    static final Shape HEALTH_TEST =
            (node, path, form) ->
                    node.isNull() || node.isList()
                            ? orNull(texts(node, path))
                            : List.of("CMD-SHELL", text(node, path));

    /** A mapping of texts, or a list of key=value; a missing value is the empty text. */
    static final Shape PAIRS = (node, path, form) -> orNull(form.sorted(pairs(node, path, "")));

    /** As {@link #PAIRS}, but a missing value is null. */
    static final Shape VARIABLES = (node, path, form) -> orNull(form.sorted(variables(node, path)));

    /** A mapping of lists of texts. */
    static final Shape REPEATED =
            named(
                    (node, path) -> {
                        List<Object> printed = new ArrayList<>();
                        (node.isList() ? node.list() : List.of(node))
                                .forEach(item -> printed.add(item.text()));
                        return printed;
                    });

    /** The lines of a hosts file: a mapping of addresses, or a list. */
    static final Shape HOSTS = (node, path, form) -> orNull(hosts(node, path));

    private Shapes() {}

    private static @Nullable Object orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Object orNull(List<Object> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable Object orNull(Map<String, @Nullable Object> map) {
        return map.isEmpty() ? null : map;
    }

    /** Returns a text, or a whole number as one. */
    static String text(YamlNode node, String path) {
        Object value = node.value();
        if (value == null || value instanceof String || Quantities.isWhole(value)) {
            return node.text();
        }
        throw Refusal.of(path, node, "must be a string, but it is a " + node.kind());
    }

    private static boolean flag(YamlNode node, String path) {
        Object value = node.value();
        if (value instanceof Boolean set) {
            return set;
        }
        String word = value instanceof String text ? Words.lower(text) : "";
        return switch (value == null ? "false" : word) {
            case "true", "y", "yes", "on" -> true;
            case "false", "n", "no", "off" -> false;
            default -> throw Refusal.of(path, node, "must be true or false");
        };
    }

    /** Returns the texts of a list, or the one text. */
    static List<Object> texts(YamlNode node, String path) {
        List<Object> texts = new ArrayList<>();
        if (node.isList()) {
            for (YamlNode item : node.list()) {
                texts.add(text(item, path + "[" + texts.size() + "]"));
            }
        } else if (!node.isNull()) {
            texts.add(text(node, path));
        }
        return texts;
    }

    private static List<Object> words(YamlNode node, String path) {
        if (node.isList()) {
            return texts(node, path);
        }
        try {
            return new ArrayList<>(CommandWords.split(text(node, path)));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(path, node, String.valueOf(e.getMessage()));
        }
    }

    /** Returns a mapping, or a list of key=value, as a map. */
    static Map<String, @Nullable Object> pairs(
            YamlNode node, String path, @Nullable String missing) {
        if (!node.isNull() && !node.isMap() && !node.isList()) {
            throw Refusal.of(
                    path,
                    node,
                    "must be a mapping or a list of key=value, but it is a " + node.kind());
        }
        Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
        node.map().forEach((key, value) -> pairs.put(key, value.isNull() ? missing : value.text()));
        for (YamlNode item : node.list()) {
            String pair = item.text();
            pairs.put(Words.key(pair), pair.indexOf('=') < 0 ? missing : Words.value(pair));
        }
        return pairs;
    }

    /** Returns variables; those without a value are null. */
    static Map<String, @Nullable Object> variables(YamlNode node, String path) {
        for (YamlNode item : node.list()) {
            String key = Words.key(item.text());
            if (!key.isEmpty() && Character.isWhitespace(key.charAt(key.length() - 1))) {
                throw Refusal.of(path, item, "the name of the variable has a blank behind it");
            }
        }
        return pairs(node, path, null);
    }

    private static List<Object> hosts(YamlNode node, String path) {
        List<String> hosts = new ArrayList<>();
        node.map()
                .forEach(
                        (host, address) ->
                                (address.isList() ? address.list() : List.of(address))
                                        .forEach(
                                                one ->
                                                        hosts.add(
                                                                host(
                                                                        node,
                                                                        path,
                                                                        host,
                                                                        one.text()))));
        for (YamlNode item : node.list()) {
            String pair = item.text();
            int at = pair.indexOf('=') >= 0 ? pair.indexOf('=') : pair.indexOf(':');
            if (at < 0) {
                throw Refusal.of(path, item, "the address is missing; accepted form: host=address");
            }
            for (String address : pair.substring(at + 1).split(",", -1)) {
                hosts.add(host(item, path, pair.substring(0, at), address));
            }
        }
        return hosts.stream().sorted().map(host -> (Object) host).toList();
    }

    private static String host(YamlNode node, String path, String host, String address) {
        if (host.isEmpty() || host.indexOf(':') >= 0 || host.indexOf('=') >= 0) {
            throw Refusal.of(
                    path, node.place(), host, "not a name of a host; accepted form: host=address");
        }
        boolean bracketed =
                address.length() > 2 && address.startsWith("[") && address.endsWith("]");
        return host + "=" + (bracketed ? address.substring(1, address.length() - 1) : address);
    }

    /** A mapping whose keys the user chooses; an empty one is left out. */
    static Shape named(Shape item) {
        return named(item, true);
    }

    /**
     * A mapping whose keys the user chooses.
     *
     * @param mayBeNull whether a key without a value stays so, and is not one with nothing in it
     */
    static Shape named(Shape item, boolean mayBeNull) {
        return (node, path, form) -> {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            node.map()
                    .forEach(
                            (key, value) -> {
                                String below = Refusal.below(path, key);
                                boolean isNothing = value.isNull() && !mayBeNull;
                                YamlNode own = isNothing ? value.with(Map.of()) : value;
                                written.put(key, item.write(own, below, form));
                            });
            return orNull(form.sorted(written));
        };
    }

    private static Shape named(BiFunction<YamlNode, String, Object> item) {
        return named((node, path, form) -> item.apply(node, path));
    }

    /** A list of one shape; an empty one is left out. */
    static Shape listOf(Shape item) {
        return (node, path, form) -> {
            List<Object> written = new ArrayList<>();
            for (YamlNode one : node.list()) {
                YamlNode own = one.isNull() ? one.with(Map.of()) : one;
                Object value = item.write(own, path + "[" + written.size() + "]", form);
                written.add(value == null ? Map.of() : value);
            }
            return orNull(written);
        };
    }

    /** Returns any value as it is, with keys in the order of the form. */
    static @Nullable Object any(YamlNode node, Form form) {
        if (node.isMap()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.map().forEach((key, value) -> map.put(key, any(value, form)));
            return form.sorted(map);
        }
        if (node.isList()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.list().forEach(item -> list.add(any(item, form)));
            return list;
        }
        if (node.value() instanceof OffsetDateTime) {
            return form == Form.JSON ? node.text() : new Unquoted(node.text());
        }
        return node.value();
    }

    /** What YAML has without quotes. */
    private record Unquoted(String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}
