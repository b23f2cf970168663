package io.dockerkit.compose.syntax;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts variables into the values of a file: {@code $NAME}, <code>${NAME}</code>, <code>${NAME:-default}</code>,
 * <code>${NAME-default}</code>, <code>${NAME:?message}</code>, <code>${NAME?message}</code>, and {@code $$} for a dollar. Keys
 * stay as they are. Immutable and thread-safe.
 */
public final class Interpolation {
    /** What a value becomes where a variable was put into it. */
    public enum Cast {
        /** A whole number. */
        INTEGER,
        /** A number. */
        NUMBER,
        /** True or false, also by the words yes, no, on and off. */
        BOOLEAN
    }

    private static final String NAME = "[_a-z][_a-z0-9]*(?::?[-?][^}]*)?";
    private static final Pattern VARIABLE =
            Pattern.compile(
                    "\\$(?i:(?<escaped>\\$)|(?<named>" + NAME + ")|\\{(?<braced>" + NAME + ")}|)");
    private static final Pattern PARTS =
            Pattern.compile("(?<name>\\w+)(?:(?<operator>:?[-?])(?<word>.*))?", Pattern.DOTALL);
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?");

    private final Map<String, String> variables;
    private final Map<String, Cast> casts;

    /**
     * Creates it.
     *
     * @param variables the variables by their names
     * @param casts what values at paths become; in a path {@code *} stands for any key and {@code []} for the items of a list
     */
    public Interpolation(Map<String, String> variables, Map<String, Cast> casts) {
        this.variables = Map.copyOf(variables);
        this.casts = Map.copyOf(casts);
    }

    /**
     * Returns a file with the variables in its values.
     *
     * @throws io.dockerkit.InvalidOptionException if a variable is malformed, is required and missing, or makes a value that
     *     its key does not take
     */
    public YamlNode apply(YamlNode file) {
        return apply(file, "", List.of());
    }

    private YamlNode apply(YamlNode node, String path, List<String> keys) {
        if (node.isMap()) {
            Map<String, YamlNode> next = new LinkedHashMap<>();
            node.map()
                    .forEach(
                            (key, value) ->
                                    next.put(
                                            key,
                                            apply(
                                                    value,
                                                    Refusal.below(path, key),
                                                    with(keys, key))));
            return node.with(next);
        }
        if (node.isList()) {
            List<YamlNode> next = new ArrayList<>();
            for (YamlNode item : node.list()) {
                next.add(apply(item, path + "[" + next.size() + "]", with(keys, "[]")));
            }
            return node.with(next);
        }
        if (!(node.value() instanceof String text)) {
            return node;
        }
        String replaced = replace(text, path, node);
        return replaced.equals(text) ? node : cast(node.with(replaced), path, keys);
    }

    private static List<String> with(List<String> keys, String key) {
        List<String> next = new ArrayList<>(keys);
        next.add(key);
        return next;
    }

    private String replace(String text, String path, YamlNode node) {
        Matcher variable = VARIABLE.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (variable.find()) {
            String value;
            if (variable.group("escaped") != null) {
                value = "$";
            } else {
                String named = variable.group("named");
                String inside = named == null ? variable.group("braced") : named;
                if (inside == null) {
                    throw Refusal.of(
                            path,
                            node,
                            "malformed variable; accepted form: $NAME, ${NAME}, ${NAME:-default}, ${NAME-default},"
                                    + " ${NAME:?message} or ${NAME?message}; write $$ for a dollar");
                }
                value = value(inside, path, node);
            }
            variable.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(replaced).toString();
    }

    private String value(String inside, String path, YamlNode node) {
        Matcher parts = PARTS.matcher(inside);
        if (!parts.matches()) {
            throw new IllegalStateException(inside);
        }
        String name = parts.group("name");
        String operator = parts.group("operator");
        String value = variables.get(name);
        if (operator == null) {
            return value == null ? "" : value;
        }
        if (value != null && !(operator.startsWith(":") && value.isEmpty())) {
            return value;
        }
        String word = parts.group("word");
        if (operator.endsWith("?")) {
            throw Refusal.of(
                    path,
                    node,
                    "the variable "
                            + name
                            + (value == null ? " is not set" : " is empty")
                            + (word.isEmpty() ? "" : ": " + word));
        }
        return word;
    }

    private YamlNode cast(YamlNode node, String path, List<String> keys) {
        for (Map.Entry<String, Cast> entry : casts.entrySet()) {
            if (matches(entry.getKey(), keys)) {
                return cast(node, path, entry.getValue());
            }
        }
        return node;
    }

    private static boolean matches(String pattern, List<String> keys) {
        String[] parts = pattern.split("\\.", -1);
        if (parts.length != keys.size()) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals("*") && !parts[i].equals(keys.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static YamlNode cast(YamlNode node, String path, Cast cast) {
        String text = node.text();
        return switch (cast) {
            case INTEGER -> {
                if (!INTEGER.matcher(text).matches()) {
                    throw Refusal.of(path, node, "must be a whole number once variables are in it");
                }
                yield node.with(Long.valueOf(text));
            }
            case NUMBER -> {
                if (!NUMBER.matcher(text).matches()) {
                    throw Refusal.of(path, node, "must be a number once variables are in it");
                }
                yield node.with(Double.valueOf(text));
            }
            case BOOLEAN ->
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "y", "yes", "true", "on" -> node.with(true);
                        case "n", "no", "false", "off" -> node.with(false);
                        default ->
                                throw Refusal.of(
                                        path,
                                        node,
                                        "must be true, false, yes, no, on or off once variables are in it");
                    };
        };
    }
}
