package io.dockerkit.compose.schema;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What is said of a value of the wrong type. Stateless and thread-safe. */
final class WrongType {
    private static final Set<String> DURATIONS =
            Set.of(
                    "interval",
                    "timeout",
                    "start_period",
                    "start_interval",
                    "stop_grace_period",
                    "delay",
                    "monitor",
                    "window");

    private WrongType() {}

    /**
     * Returns what the value must be, what it is, and what to write.
     *
     * @param path the path of the value, which ends in its key
     * @param types the types that the schema allows
     */
    static String reason(YamlNode node, String path, Collection<String> types) {
        List<String> words = new ArrayList<>();
        for (String type : types) {
            words.add(named(type));
        }
        String last = words.remove(words.size() - 1);
        String all = words.isEmpty() ? last : String.join(", ", words) + " or " + last;
        String article = node.isNull() ? "" : node.kind().startsWith("i") ? "an " : "a ";
        return "must be "
                + all
                + ", but it is "
                + article
                + node.kind()
                + advice(node, path, types);
    }

    private static String advice(YamlNode node, String path, Collection<String> types) {
        if (!types.contains("string") || node.isMap() || node.isList() || node.isNull()) {
            return "";
        }
        String key = path.substring(path.lastIndexOf('.') + 1);
        return node.value() instanceof Number && DURATIONS.contains(key)
                ? "; write a time with its unit, such as " + node.text() + "s"
                : "; put it in quotes";
    }

    private static String named(String type) {
        return switch (type) {
            case "object" -> "a mapping";
            case "array" -> "a list";
            case "null" -> "null";
            case "integer" -> "an integer";
            default -> "a " + type;
        };
    }
}
