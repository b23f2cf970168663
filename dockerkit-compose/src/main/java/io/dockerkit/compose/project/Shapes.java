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
import org.jspecify.annotations.Nullable;

/** The shapes of texts, lists and mappings. Numbers and sizes are in {@link Quantities}. Stateless and thread-safe. */
enum Shapes implements Shape {
    /** A text. */
    TEXT,
    /** A boolean that a file need not have to be false. */
    FLAG,
    /** A boolean that is something else than a missing one if it is false. */
    OPTIONAL_FLAG,
    /** A list of texts, or one. */
    TEXTS,
    /** A list of texts and numbers. */
    PRINTED,
    /** A command: words, or a text with quotes as a shell has them. An empty one clears that of the image. */
    COMMAND,
    /** The command of a health check: words, or a text for the shell. */
    HEALTH_TEST,
    /** A mapping of texts, or a list of key=value; a missing value is the empty text. */
    PAIRS,
    /** As {@link #PAIRS}, but a missing value is null. */
    VARIABLES,
    /** A mapping of lists of texts. */
    REPEATED,
    /** The lines of a hosts file: a mapping of addresses, or a list. */
    HOSTS,
    /** The keys of {@code build.ssh}: those of the agent, and those in files. */
    SSH_KEYS,
    /** A file of variables: only its path, unless it may be missing. */
    VARIABLES_FILE;

    @Override
    public @Nullable Object write(YamlNode node, String path, Form form) {
        return switch (this) {
            case TEXT -> orNull(text(node, path));
            case FLAG -> flag(node, path) ? true : null;
            case OPTIONAL_FLAG -> node.isNull() ? null : (Object) flag(node, path);
            case TEXTS -> orNull(texts(node, path));
            case PRINTED -> node.isNull() ? null : orNull(printed(node));
            case COMMAND -> node.isNull() ? null : words(node, path);
            case HEALTH_TEST ->
                    node.isNull() || node.isList()
                            ? orNull(texts(node, path))
                            : List.of("CMD-SHELL", text(node, path));
            case PAIRS -> orNull(form.sorted(pairs(node, path, "")));
            case VARIABLES -> orNull(form.sorted(variables(node, path)));
            case REPEATED -> orNull(form.sorted(repeated(node)));
            case HOSTS -> orNull(hosts(node, path));
            case SSH_KEYS -> orNull(sshKeys(node, path));
            case VARIABLES_FILE -> variablesFile(node, form);
        };
    }

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
        for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
            YamlNode value = entry.getValue();
            pairs.put(entry.getKey(), value.isNull() ? missing : value.text());
        }
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

    private static List<Object> printed(YamlNode node) {
        List<Object> printed = new ArrayList<>();
        for (YamlNode item : node.isList() ? node.list() : List.of(node)) {
            printed.add(item.text());
        }
        return printed;
    }

    private static Map<String, @Nullable Object> repeated(YamlNode node) {
        Map<String, @Nullable Object> repeated = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
            repeated.put(entry.getKey(), printed(entry.getValue()));
        }
        return repeated;
    }

    private static List<Object> sshKeys(YamlNode node, String path) {
        List<Object> keys = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> key : pairs(node, path, "").entrySet()) {
            String id = key.getKey();
            keys.add("".equals(key.getValue()) ? id : id + ": " + key.getValue());
        }
        return keys;
    }

    private static Object variablesFile(YamlNode node, Form form) {
        String file = Nodes.text(node, "path");
        if (!Nodes.text(node, "required").equals("false")) {
            return file;
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("path", file);
        written.put("required", false);
        String format = Nodes.text(node, "format");
        if (form == Form.JSON && !format.isEmpty()) {
            written.put("format", format);
        }
        return written;
    }

    /** A mapping whose keys the user chooses; an empty one is left out. */
    static Shape named(Shape item) {
        return new Named(item, true);
    }

    /**
     * A mapping whose keys the user chooses.
     *
     * @param mayBeNull whether a key without a value stays so, and is not one with nothing in it
     */
    static Shape named(Shape item, boolean mayBeNull) {
        return new Named(item, mayBeNull);
    }

    private record Named(Shape item, boolean mayBeNull) implements Shape {
        @Override
        public @Nullable Object write(YamlNode node, String path, Form form) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
                String key = entry.getKey();
                YamlNode value = entry.getValue();
                boolean isNothing = value.isNull() && !mayBeNull;
                YamlNode own = isNothing ? value.with(Map.of()) : value;
                written.put(key, item.write(own, Refusal.below(path, key), form));
            }
            return orNull(form.sorted(written));
        }
    }

    /** A list of one shape; an empty one is left out. */
    static Shape listOf(Shape item) {
        return new ListOf(item);
    }

    private record ListOf(Shape item) implements Shape {
        @Override
        public @Nullable Object write(YamlNode node, String path, Form form) {
            List<Object> written = new ArrayList<>();
            for (YamlNode one : node.list()) {
                YamlNode own = one.isNull() ? one.with(Map.of()) : one;
                Object value = item.write(own, path + "[" + written.size() + "]", form);
                written.add(value == null ? Map.of() : value);
            }
            return orNull(written);
        }
    }

    /** Returns any value as it is, with keys in the order of the form. */
    static @Nullable Object any(YamlNode node, Form form) {
        if (node.isMap()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
                map.put(entry.getKey(), any(entry.getValue(), form));
            }
            return form.sorted(map);
        }
        if (node.isList()) {
            List<@Nullable Object> list = new ArrayList<>();
            for (YamlNode item : node.list()) {
                list.add(any(item, form));
            }
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
