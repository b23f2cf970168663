package io.dockerkit.compose.project;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Changes of nodes; each returns another node. Stateless and thread-safe. */
final class Nodes {
    private Nodes() {}

    /** Returns the mapping with a value for a key; a plain one is at the mapping's place. */
    static YamlNode put(YamlNode mapping, String key, Object value) {
        return mapping.put(key, value instanceof YamlNode node ? node : mapping.with(value));
    }

    /** Returns the mapping with a value for the key, unless it has the key. */
    static YamlNode putIfAbsent(YamlNode mapping, String key, Object value) {
        return mapping.map().containsKey(key) ? mapping : put(mapping, key, value);
    }

    /** Returns the node with each value of its mapping changed; any other node stays as it is. */
    static YamlNode each(YamlNode node, BiFunction<String, YamlNode, YamlNode> change) {
        if (!node.isMap()) {
            return node;
        }
        Map<String, YamlNode> next = new LinkedHashMap<>();
        node.map().forEach((key, value) -> next.put(key, change.apply(key, value)));
        return node.with(next);
    }

    /** Returns the node with each item of its list changed; any other node stays as it is. */
    static YamlNode eachItem(YamlNode node, UnaryOperator<YamlNode> change) {
        if (!node.isList()) {
            return node;
        }
        List<YamlNode> next = new ArrayList<>();
        node.list().forEach(item -> next.add(change.apply(item)));
        return node.with(next);
    }

    /** Returns the node at the end of keys, or null as a node. */
    static YamlNode at(YamlNode node, String... keys) {
        YamlNode found = node;
        for (String key : keys) {
            YamlNode next = found.get(key);
            if (next == null) {
                return found.with(null);
            }
            found = next;
        }
        return found;
    }

    /** Returns the text of a key, or the empty one. */
    static String text(YamlNode mapping, String key) {
        YamlNode node = mapping.get(key);
        return node == null ? "" : node.text();
    }

    /** Returns whether the mapping has a value other than null for the key. */
    static boolean has(YamlNode mapping, String key) {
        YamlNode node = mapping.get(key);
        return node != null && !node.isNull();
    }
}
