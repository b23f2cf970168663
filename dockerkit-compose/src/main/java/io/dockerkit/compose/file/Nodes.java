package io.dockerkit.compose.file;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps on nodes that several rules take. Stateless and thread-safe. */
final class Nodes {
    private Nodes() {}

    /** Returns a mapping at the place of a node: keys and values in turn; values that are not nodes become ones. */
    static YamlNode mapping(YamlNode place, Object... keysAndValues) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            map.put(
                    (String) keysAndValues[i],
                    value instanceof YamlNode node ? node : place.with(value));
        }
        return place.with(map);
    }

    /** Returns the mapping with a key added if it is missing. */
    static YamlNode withDefault(YamlNode mapping, String key, @Nullable Object value) {
        return mapping.map().containsKey(key) ? mapping : mapping.put(key, mapping.with(value));
    }

    /** Returns the text, or refuses what is none. */
    static String string(YamlNode node, KeyPath path) {
        if (node.value() instanceof String text) {
            return text;
        }
        throw unexpected(node, path, "a string");
    }

    /** Returns the error about a value of a wrong type. */
    static InvalidOptionException unexpected(YamlNode node, KeyPath path, String accepted) {
        String kind = node.kind();
        String article = node.isNull() ? "" : "aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ";
        return refuse(node, path, "must be " + accepted + ", but it is " + article + kind);
    }

    static InvalidOptionException refuse(YamlNode node, KeyPath path, String reason) {
        return Refusal.of(path.toString(), node, reason);
    }
}
