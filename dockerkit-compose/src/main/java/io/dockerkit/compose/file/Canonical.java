package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the long forms of all that has a short one, and drops empty DNS servers. Immutable and thread-safe. */
final class Canonical {
    private static final Logger LOG = LoggerFactory.getLogger(Canonical.class);

    /** Of documents with variables put in. */
    private static final Canonical STRICT = new Canonical(false);

    /** Of documents whose variables stay: a port or volume that is malformed with them stays as it is. */
    private static final Canonical LENIENT = new Canonical(true);

    private final boolean isLenient;
    private final PathRules rules;
    private final PathRules emptiness;

    private Canonical(boolean isLenient) {
        this.isLenient = isLenient;
        this.rules = new PathRules(rules());
        this.emptiness = new PathRules(Map.of("services.*.dns", (dns, path) -> withoutEmpty(dns)));
    }

    /**
     * Returns the document in its long form.
     *
     * @throws io.dockerkit.InvalidOptionException if a short form is malformed
     */
    static YamlNode of(YamlNode document, boolean hasVariables) {
        Canonical form = hasVariables ? LENIENT : STRICT;
        return form.emptiness.apply(form.rules.apply(document));
    }

    private Map<String, PathRules.Rule> rules() {
        Map<String, PathRules.Rule> rules = new LinkedHashMap<>();
        put(rules, "build", this::build);
        put(rules, "build.secrets.*", Canonical::mount);
        put(rules, "build.provenance", (node, path) -> node.with(node.text()));
        put(rules, "build.sbom", (node, path) -> node.with(node.text()));
        put(rules, "build.additional_contexts", this::pairs);
        put(rules, "build.ssh", Canonical::keys);
        put(rules, "build.ulimits.*", Canonical::limit);
        put(rules, "depends_on", Canonical::dependencies);
        put(rules, "env_file", Canonical::environmentFiles);
        put(rules, "label_file", Canonical::list);
        put(rules, "extends", Canonical::extended);
        put(rules, "gpus", this::gpus);
        put(rules, "networks", Canonical::names);
        put(rules, "models", Canonical::names);
        put(rules, "volumes.*", (node, path) -> ShortForms.volume(node, path, isLenient));
        put(rules, "dns", Canonical::list);
        put(rules, "devices.*", (node, path) -> ShortForms.device(node, path, isLenient));
        put(rules, "secrets.*", Canonical::mount);
        put(rules, "configs.*", Canonical::mount);
        put(rules, "ports", (node, path) -> ShortForms.ports(node, path, isLenient));
        put(rules, "ulimits.*", Canonical::limit);
        put(rules, "develop.watch.*.ignore", Canonical::list);
        put(rules, "develop.watch.*.include", Canonical::list);
        for (String kind : List.of("volumes", "networks", "secrets", "configs")) {
            rules.put(kind + ".*", this::maybeExternal);
        }
        return rules;
    }

    private static void put(Map<String, PathRules.Rule> rules, String key, PathRules.Rule rule) {
        rules.put("services.*." + key, rule);
    }

    private YamlNode build(YamlNode node, KeyPath path) {
        if (node.value() instanceof String) {
            return Nodes.mapping(node, "context", node);
        }
        if (!node.isMap()) {
            throw Nodes.unexpected(node, path, "a string or a mapping");
        }
        return rules.below(node, path);
    }

    private static YamlNode mount(YamlNode node, KeyPath path) {
        if (node.isMap()) {
            return node;
        }
        Nodes.string(node, path);
        return Nodes.mapping(node, "source", node);
    }

    private YamlNode pairs(YamlNode node, KeyPath path) {
        if (node.isMap()) {
            return node;
        }
        if (!node.isList()) {
            throw Nodes.unexpected(node, path, "a mapping or a list");
        }
        Map<String, YamlNode> pairs = new LinkedHashMap<>();
        int index = 0;
        for (YamlNode item : node.list()) {
            KeyPath below = path.item(index++);
            String text = Nodes.string(item, below);
            int end = text.indexOf('=');
            if (end < 0) {
                if (isLenient) {
                    return node;
                }
                throw Nodes.refuse(item, below, "accepted form: name=value");
            }
            pairs.put(text.substring(0, end), item.with(text.substring(end + 1)));
        }
        return node.with(pairs);
    }

    private static YamlNode keys(YamlNode node, KeyPath path) {
        if (node.isMap()) {
            return node;
        }
        if (!node.isList()) {
            throw Nodes.unexpected(node, path, "a mapping or a list");
        }
        Map<String, YamlNode> keys = new LinkedHashMap<>();
        int index = 0;
        for (YamlNode item : node.list()) {
            KeyPath below = path.item(index++);
            String text = Nodes.string(item, below);
            int end = text.indexOf('=');
            if (end < 0 && !text.equals("default")) {
                throw Nodes.refuse(item, below, "accepted form: default or id=path");
            }
            keys.put(
                    end < 0 ? text : text.substring(0, end),
                    item.with(end < 0 ? null : text.substring(end + 1)));
        }
        return node.with(keys);
    }

    private static YamlNode limit(YamlNode node, KeyPath path) {
        if (!node.isMap() && !(node.value() instanceof Long)) {
            throw Nodes.unexpected(node, path, "an integer or a mapping");
        }
        return node;
    }

    private static YamlNode dependencies(YamlNode node, KeyPath path) {
        if (!node.isMap() && !node.isList()) {
            throw Nodes.unexpected(node, path, "a list or a mapping");
        }
        Map<String, YamlNode> next = new LinkedHashMap<>();
        Merge.named(node, path, Merge::dependency)
                .map()
                .forEach(
                        (name, dependency) -> {
                            if (!dependency.isMap()) {
                                throw Nodes.unexpected(dependency, path.key(name), "a mapping");
                            }
                            YamlNode started =
                                    Nodes.withDefault(dependency, "condition", "service_started");
                            next.put(name, Nodes.withDefault(started, "required", true));
                        });
        return node.with(next);
    }

    private static YamlNode environmentFiles(YamlNode node, KeyPath path) {
        if (!(node.value() instanceof String) && !node.isList()) {
            throw Nodes.unexpected(node, path, "a string or a list");
        }
        List<YamlNode> files = new ArrayList<>();
        for (YamlNode item : list(node, path).list()) {
            KeyPath below = path.item(files.size());
            YamlNode file =
                    item.isMap()
                            ? item
                            : Nodes.mapping(item, "path", item.with(Nodes.string(item, below)));
            files.add(Nodes.withDefault(file, "required", true));
        }
        return node.with(files);
    }

    private static YamlNode list(YamlNode node, KeyPath path) {
        return node.value() instanceof String ? node.with(List.of(node)) : node;
    }

    private static YamlNode extended(YamlNode node, KeyPath path) {
        return node.isMap()
                ? node
                : Nodes.mapping(node, "service", node.with(Nodes.string(node, path)));
    }

    private YamlNode gpus(YamlNode node, KeyPath path) {
        if (node.value() instanceof String) {
            return node.with(List.of(Nodes.mapping(node, "count", "all")));
        }
        if (!node.isList()) {
            throw Nodes.unexpected(node, path, "\"all\" or a list");
        }
        return rules.below(node, path);
    }

    private static YamlNode names(YamlNode node, KeyPath path) {
        return node.isList() ? Merge.named(node, path, name -> name.with(null)) : node;
    }

    private YamlNode maybeExternal(YamlNode given, KeyPath path) {
        if (given.isNull()) {
            return given;
        }
        if (!given.isMap()) {
            throw Nodes.unexpected(given, path, "a mapping");
        }
        YamlNode node = rules.below(given, path);
        YamlNode external = node.get("external");
        if (external == null || !external.isMap()) {
            return node;
        }
        YamlNode made = node.put("external", external.with(true));
        YamlNode itsName = external.get("name");
        if (itsName == null) {
            return made;
        }
        LOG.warn(
                "{} in {}: external.name is deprecated; write name, and external: true",
                path,
                external.place());
        YamlNode name = node.get("name");
        if (name != null && !Merge.sameValue(name, itsName)) {
            throw Nodes.refuse(
                    itsName,
                    path.key("external").key("name"),
                    "the key name says " + name.text() + "; use only the key name");
        }
        return Nodes.withDefault(made, "name", itsName.value());
    }

    private static YamlNode withoutEmpty(YamlNode dns) {
        return dns.isList()
                ? dns.with(dns.list().stream().filter(item -> !item.text().isEmpty()).toList())
                : dns;
    }
}
