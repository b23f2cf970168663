package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts one document over another: mappings key by key, lists one behind the other, other values replaced; some keys have rules
 * of their own. Stateless and thread-safe.
 */
final class Merge {
    /** Returns what two values make, neither of which need be of the right type. */
    @FunctionalInterface
    private interface Rule {
        YamlNode merge(YamlNode base, YamlNode over, KeyPath path);
    }

    private static final KeyPath SERVICE = KeyPath.of("services.x");
    private static final PathTable<Rule> RULES = new PathTable<>(rules());

    private Merge() {}

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("networks.*.ipam.config", MergeAddresses::merge);
        for (String pattern :
                List.of(
                        "networks.*.labels",
                        "volumes.*.labels",
                        "services.*.annotations",
                        "services.*.build.args",
                        "services.*.build.additional_contexts",
                        "services.*.build.labels",
                        "services.*.deploy.labels",
                        "services.*.dns",
                        "services.*.dns_opt",
                        "services.*.dns_search",
                        "services.*.env_file",
                        "services.*.label_file",
                        "services.*.environment",
                        "services.*.labels",
                        "services.*.volumes.*.volume.labels",
                        "services.*.sysctls",
                        "services.*.tmpfs")) {
            rules.put(pattern, Merge::sequences);
        }
        for (String key : List.of("command", "entrypoint", "healthcheck.test", "ulimits.*")) {
            rules.put("services.*." + key, (base, over, path) -> over);
        }
        rules.put("services.*.extra_hosts", Merge::extraHosts);
        rules.put("services.*.build.extra_hosts", Merge::extraHosts);
        rules.put("services.*.build", Merge::build);
        rules.put("services.*.depends_on", Merge::dependencies);
        rules.put("services.*.logging", Merge::logging);
        rules.put("services.*.models", Merge::names);
        rules.put("services.*.networks", Merge::names);
        return rules;
    }

    /**
     * Returns a document with another one over it.
     *
     * @throws io.dockerkit.InvalidOptionException if a mapping or a list would be replaced by something else
     */
    static YamlNode documents(YamlNode base, YamlNode over) {
        return values(base, over, KeyPath.ROOT);
    }

    /** Returns a service with another one, which extends it, over it. */
    static YamlNode services(YamlNode base, YamlNode over) {
        return values(base, over, SERVICE);
    }

    private static YamlNode values(YamlNode base, YamlNode over, KeyPath path) {
        Rule rule = RULES.find(path);
        if (rule != null) {
            return rule.merge(base, over, path);
        }
        if (over.isNull()) {
            return base;
        }
        if (base.isMap() && over.isMap()) {
            return mappings(base, over, path);
        }
        if (base.isList() && over.isList()) {
            return joined(base, base.list(), over.list());
        }
        if (base.isMap() || base.isList()) {
            throw Nodes.unexpected(
                    over,
                    path,
                    "a " + base.kind() + ", as in " + base.place() + ", which it is merged with");
        }
        return over;
    }

    /** Returns a mapping with the keys of another one over its own. */
    static YamlNode mappings(YamlNode base, YamlNode over, KeyPath path) {
        Map<String, YamlNode> merged = new LinkedHashMap<>(base.map());
        over.map()
                .forEach(
                        (key, value) -> {
                            YamlNode own = merged.get(key);
                            merged.put(
                                    key, own == null ? value : values(own, value, path.key(key)));
                        });
        return base.with(merged);
    }

    private static YamlNode joined(YamlNode place, List<YamlNode> first, List<YamlNode> second) {
        List<YamlNode> all = new ArrayList<>(first);
        all.addAll(second);
        return place.with(all);
    }

    private static YamlNode sequences(YamlNode base, YamlNode over, KeyPath path) {
        return joined(base, sequence(base, path), sequence(over, path));
    }

    private static YamlNode extraHosts(YamlNode base, YamlNode over, KeyPath path) {
        List<YamlNode> first = sequence(base, path);
        List<String> known = first.stream().map(YamlNode::text).toList();
        List<YamlNode> second =
                sequence(over, path).stream().filter(node -> !known.contains(node.text())).toList();
        return joined(base, first, second);
    }

    /** Returns a list, a text as a list of it, or a mapping as a sorted list of {@code key=value}. */
    private static List<YamlNode> sequence(YamlNode node, KeyPath path) {
        if (node.isList()) {
            return node.list();
        }
        if (node.value() instanceof String) {
            return List.of(node);
        }
        List<YamlNode> pairs = new ArrayList<>();
        node.map()
                .forEach(
                        (key, value) -> {
                            if (value.isMap()) {
                                throw Nodes.unexpected(
                                        value, path.key(key), "a string, a number or a boolean");
                            }
                            if (value.isList()) {
                                value.list().forEach(item -> pairs.add(pair(key, item)));
                            } else {
                                pairs.add(value.isNull() ? value.with(key) : pair(key, value));
                            }
                        });
        pairs.sort((one, other) -> one.text().compareTo(other.text()));
        return pairs;
    }

    private static YamlNode pair(String key, YamlNode value) {
        return value.with(key + "=" + value.text());
    }

    private static YamlNode build(YamlNode base, YamlNode over, KeyPath path) {
        return mappings(asBuild(base), asBuild(over), path);
    }

    private static YamlNode asBuild(YamlNode node) {
        return node.value() instanceof String ? Nodes.mapping(node, "context", node) : asMap(node);
    }

    private static YamlNode asMap(YamlNode node) {
        return node.isMap() ? node : node.with(Map.of());
    }

    private static YamlNode dependencies(YamlNode base, YamlNode over, KeyPath path) {
        return mappings(
                named(base, path, Merge::dependency), named(over, path, Merge::dependency), path);
    }

    /** Returns what a dependency in a list stands for. */
    static YamlNode dependency(YamlNode name) {
        return Nodes.mapping(name, "condition", "service_started", "required", true);
    }

    private static YamlNode names(YamlNode base, YamlNode over, KeyPath path) {
        return mappings(
                named(base, path, name -> name.with(null)),
                named(over, path, name -> name.with(null)),
                path);
    }

    /** Returns a mapping, or a list as a mapping of its items to what they stand for. */
    static YamlNode named(YamlNode node, KeyPath path, UnaryOperator<YamlNode> meaning) {
        if (!node.isList()) {
            return asMap(node);
        }
        Map<String, YamlNode> map = new LinkedHashMap<>();
        int index = 0;
        for (YamlNode item : node.list()) {
            map.put(Nodes.string(item, path.item(index++)), meaning.apply(item));
        }
        return node.with(map);
    }

    /** Options of drivers are merged only if both have the same driver. */
    private static YamlNode logging(YamlNode base, YamlNode over, KeyPath path) {
        if (!base.isMap() || over.isNull()) {
            return over.isNull() ? base : over;
        }
        if (!over.isMap()) {
            throw Nodes.unexpected(over, path, "a mapping");
        }
        YamlNode first = base.get("driver");
        YamlNode second = over.get("driver");
        return first == null || second == null || sameValue(first, second)
                ? mappings(base, over, path)
                : over;
    }

    /** Returns whether two values are equal, wherever they are. */
    static boolean sameValue(@Nullable YamlNode one, @Nullable YamlNode other) {
        return Objects.equals(
                one == null ? null : one.plain(), other == null ? null : other.plain());
    }
}
