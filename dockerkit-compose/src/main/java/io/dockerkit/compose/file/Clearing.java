package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the tags {@code !reset} and {@code !override} of a document take out of what it is put over. Immutable and thread-safe.
 */
final class Clearing {
    /** Takes nothing out. */
    static final Clearing NONE = new Clearing(List.of());

    private final List<List<String>> paths;

    /**
     * Creates it.
     *
     * @param paths the keys that lead to the values
     */
    Clearing(List<List<String>> paths) {
        this.paths = List.copyOf(paths);
    }

    /** Returns both together. */
    Clearing and(List<List<String>> others) {
        List<List<String>> all = new ArrayList<>(paths);
        all.addAll(others);
        return new Clearing(all);
    }

    /** Returns a document without the values. */
    YamlNode apply(YamlNode document) {
        YamlNode cleared = document;
        for (List<String> path : paths) {
            cleared = without(cleared, path);
        }
        return cleared;
    }

    /** Returns a service without the values that are taken out of the service of that name. */
    YamlNode apply(YamlNode service, String name) {
        YamlNode services = Nodes.mapping(service, name, service);
        YamlNode cleared = apply(Nodes.mapping(service, "services", services)).get("services");
        YamlNode left = cleared == null ? null : cleared.get(name);
        return left == null ? service.with(Map.of()) : left;
    }

    private static YamlNode without(YamlNode node, List<String> path) {
        YamlNode below = path.isEmpty() ? null : node.get(path.get(0));
        if (below == null) {
            return node;
        }
        if (path.size() == 1) {
            return node.without(path.get(0));
        }
        return node.put(path.get(0), without(below, path.subList(1, path.size())));
    }
}
