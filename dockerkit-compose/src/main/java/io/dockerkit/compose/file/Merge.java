package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one document over another: mappings key by key, lists one behind the other, other values replaced; some keys have rules
 * of their own. Stateless and thread-safe.
 */
final class Merge {
    private static final KeyPath SERVICE = KeyPath.of("services").key("x");
    private static final PathTable<String> RULES =
            new PathTable<String>()
                    .with("networks.*.ipam.config", "address pools")
                    .with("networks.*.labels", "sequences")
                    .with("volumes.*.labels", "sequences")
                    .with(
                            "services.*.",
                            "sequences",
                            "annotations",
                            "build.args",
                            "build.additional_contexts",
                            "build.labels",
                            "deploy.labels",
                            "dns",
                            "dns_opt",
                            "dns_search",
                            "env_file",
                            "label_file",
                            "environment",
                            "labels",
                            "volumes.*.volume.labels",
                            "sysctls",
                            "tmpfs")
                    .with(
                            "services.*.",
                            "replaced",
                            "command",
                            "entrypoint",
                            "healthcheck.test",
                            "ulimits.*")
                    .with("services.*.", "extra hosts", "extra_hosts", "build.extra_hosts")
                    .with("services.*.build", "build")
                    .with("services.*.depends_on", "dependencies")
                    .with("services.*.logging", "logging")
                    .with("services.*.", "names", "models", "networks");

    private Merge() {}

    /**
     * Returns a document with another one over it.
     *
     * @throws io.dockerkit.InvalidOptionException if a mapping or a list would be replaced by something else
     */
    static YamlNode documents(YamlNode base, YamlNode over) {
        return values(base, over, KeyPath.ROOT, RULES);
    }

    /** Returns a service with another one, which extends it, over it. */
    static YamlNode services(YamlNode base, YamlNode over) {
        PathTable<String> services = RULES.below("services");
        return values(base, over, SERVICE, services == null ? null : services.below("x"));
    }

    private static YamlNode values(
            YamlNode base, YamlNode over, KeyPath path, @Nullable PathTable<String> at) {
        String rule = at == null ? null : at.value();
        if (rule != null) {
            return ruled(rule, base, over, path, at);
        }
        if (over.isNull()) {
            return base;
        }
        if (base.isMap() && over.isMap()) {
            return mappings(base, over, path, at);
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

    /** Returns what two values make, neither of which need be of the right type. */
    private static YamlNode ruled(
            String rule,
            YamlNode base,
            YamlNode over,
            KeyPath path,
            @Nullable PathTable<String> at) {
        return switch (rule) {
            case "address pools" -> MergeAddresses.merge(base, over, path);
            case "sequences" -> joined(base, sequence(base, path), sequence(over, path));
            case "replaced" -> over;
            case "extra hosts" -> extraHosts(base, over, path);
            case "build" -> mappings(asBuild(base), asBuild(over), path, at);
            case "dependencies" ->
                    mappings(dependencies(base, path), dependencies(over, path), path, at);
            case "logging" -> logging(base, over, path, at);
            case "names" -> mappings(names(base, path), names(over, path), path, at);
            default -> throw PathRules.unknown(rule);
        };
    }

    /**
     * Returns a mapping with the keys of another one over its own.
     *
     * @param at the rules for what is below, or null if there are none
     */
    static YamlNode mappings(
            YamlNode base, YamlNode over, KeyPath path, @Nullable PathTable<String> at) {
        Map<String, YamlNode> merged = new LinkedHashMap<>(base.map());
        for (Map.Entry<String, YamlNode> entry : over.map().entrySet()) {
            String key = entry.getKey();
            YamlNode own = merged.get(key);
            YamlNode value = entry.getValue();
            PathTable<String> inner = at == null ? null : at.below(key);
            merged.put(key, own == null ? value : values(own, value, path.key(key), inner));
        }
        return base.with(merged);
    }

    private static YamlNode joined(YamlNode place, List<YamlNode> first, List<YamlNode> second) {
        List<YamlNode> all = new ArrayList<>(first);
        all.addAll(second);
        return place.with(all);
    }

    private static YamlNode extraHosts(YamlNode base, YamlNode over, KeyPath path) {
        List<YamlNode> first = sequence(base, path);
        Set<String> known = new HashSet<>();
        for (YamlNode host : first) {
            known.add(host.text());
        }
        List<YamlNode> second = new ArrayList<>();
        for (YamlNode host : sequence(over, path)) {
            if (!known.contains(host.text())) {
                second.add(host);
            }
        }
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
        for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
            String key = entry.getKey();
            YamlNode value = entry.getValue();
            if (value.isMap()) {
                throw Nodes.unexpected(value, path.key(key), "a string, a number or a boolean");
            }
            if (value.isNull()) {
                pairs.add(value.with(key));
                continue;
            }
            for (YamlNode item : value.isList() ? value.list() : List.of(value)) {
                pairs.add(item.with(key + "=" + item.text()));
            }
        }
        pairs.sort((one, other) -> one.text().compareTo(other.text()));
        return pairs;
    }

    private static YamlNode asBuild(YamlNode node) {
        return node.value() instanceof String ? Nodes.mapping(node, "context", node) : asMap(node);
    }

    private static YamlNode asMap(YamlNode node) {
        return node.isMap() ? node : node.with(Map.of());
    }

    /** Returns a mapping of dependencies, or a list as one: each is started, and required. */
    static YamlNode dependencies(YamlNode node, KeyPath path) {
        return named(node, path, true);
    }

    /** Returns a mapping, or a list of names as a mapping of them to nothing. */
    static YamlNode names(YamlNode node, KeyPath path) {
        return named(node, path, false);
    }

    private static YamlNode named(YamlNode node, KeyPath path, boolean isDependency) {
        if (!node.isList()) {
            return asMap(node);
        }
        Map<String, YamlNode> map = new LinkedHashMap<>();
        int index = 0;
        for (YamlNode item : node.list()) {
            YamlNode meaning =
                    isDependency
                            ? Nodes.mapping(item, "condition", "service_started", "required", true)
                            : item.with(null);
            map.put(Nodes.string(item, path.item(index++)), meaning);
        }
        return node.with(map);
    }

    /** Options of drivers are merged only if both have the same driver. */
    private static YamlNode logging(
            YamlNode base, YamlNode over, KeyPath path, @Nullable PathTable<String> at) {
        if (!base.isMap() || over.isNull()) {
            return over.isNull() ? base : over;
        }
        if (!over.isMap()) {
            throw Nodes.unexpected(over, path, "a mapping");
        }
        YamlNode first = base.get("driver");
        YamlNode second = over.get("driver");
        return first == null || second == null || sameValue(first, second)
                ? mappings(base, over, path, at)
                : over;
    }

    /** Returns whether two values are equal, wherever they are. */
    static boolean sameValue(@Nullable YamlNode one, @Nullable YamlNode other) {
        return Objects.equals(
                one == null ? null : one.plain(), other == null ? null : other.plain());
    }
}
