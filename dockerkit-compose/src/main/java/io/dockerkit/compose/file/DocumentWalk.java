package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the values of a document with what belongs to their paths, and changes them. Immutable and thread-safe.
 *
 * @param <T> what belongs to a path
 */
abstract class DocumentWalk<T> {
    private final PathTable<T> table;

    DocumentWalk(PathTable<T> table) {
        this.table = table;
    }

    /** Returns the document with its values changed. */
    YamlNode apply(YamlNode document) {
        return change(document, KeyPath.ROOT, table);
    }

    /**
     * Returns what becomes of a value.
     *
     * @param at what belongs to its path and to those below, or null if nothing does
     */
    abstract YamlNode change(YamlNode node, KeyPath path, @Nullable PathTable<T> at);

    /** Returns a mapping or a list with each value in it changed; any other node stays as it is. */
    YamlNode below(YamlNode node, KeyPath path, @Nullable PathTable<T> at) {
        if (node.isMap()) {
            Map<String, YamlNode> next = new LinkedHashMap<>();
            for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
                String key = entry.getKey();
                PathTable<T> inner = at == null ? null : at.below(key);
                next.put(key, change(entry.getValue(), path.key(key), inner));
            }
            return node.with(next);
        }
        if (node.isList()) {
            PathTable<T> inner = at == null ? null : at.below(PathTable.ITEM);
            List<YamlNode> next = new ArrayList<>();
            for (YamlNode item : node.list()) {
                next.add(change(item, path.item(next.size()), inner));
            }
            return node.with(next);
        }
        return node;
    }
}
