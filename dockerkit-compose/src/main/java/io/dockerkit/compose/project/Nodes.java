package io.dockerkit.compose.project;

import io.dockerkit.compose.yaml.YamlNode;

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
