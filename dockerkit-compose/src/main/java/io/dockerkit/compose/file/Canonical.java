package io.dockerkit.compose.file;

import io.dockerkit.compose.syntax.Warnings;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the long forms of all that has a short one, and drops empty DNS servers. Immutable and thread-safe. */
final class Canonical extends PathRules {
    private static final PathTable<String> RULES =
            new PathTable<String>()
                    .with("services.*.", "build", "build")
                    .with("services.*.", "text", "build.provenance", "build.sbom")
                    .with("services.*.", "pairs", "build.additional_contexts")
                    .with("services.*.", "keys", "build.ssh")
                    .with("services.*.", "limit", "build.ulimits.*", "ulimits.*")
                    .with("services.*.", "mount", "build.secrets.*", "secrets.*", "configs.*")
                    .with("services.*.", "dependencies", "depends_on")
                    .with("services.*.", "environment files", "env_file")
                    .with("services.*.", "list", "label_file")
                    .with("services.*.develop.watch.*.", "list", "ignore", "include")
                    .with("services.*.", "extended", "extends")
                    .with("services.*.", "gpus", "gpus")
                    .with("services.*.", "names", "networks", "models")
                    .with("services.*.", "volume", "volumes.*")
                    .with("services.*.", "device", "devices.*")
                    .with("services.*.", "ports", "ports")
                    .with("services.*.", "DNS servers", "dns")
                    .with(
                            "",
                            "maybe external",
                            "volumes.*",
                            "networks.*",
                            "secrets.*",
                            "configs.*");

    /** Of documents with variables put in. */
    private static final Canonical STRICT = new Canonical(false);

    /** Of documents whose variables stay: a port or volume that is malformed with them stays as it is. */
    private static final Canonical LENIENT = new Canonical(true);

    private final boolean isLenient;

    private Canonical(boolean isLenient) {
        super(RULES);
        this.isLenient = isLenient;
    }

    /**
     * Returns the document in its long form.
     *
     * @throws io.dockerkit.InvalidOptionException if a short form is malformed
     */
    static YamlNode of(YamlNode document, boolean hasVariables) {
        return (hasVariables ? LENIENT : STRICT).apply(document);
    }

    @Override
    YamlNode change(String rule, YamlNode node, KeyPath path, PathTable<String> at) {
        return switch (rule) {
            case "build" -> build(node, path, at);
            case "text" -> node.with(node.text());
            case "pairs" -> pairs(node, path);
            case "keys" -> keys(node, path);
            case "limit" -> limit(node, path);
            case "mount" -> mount(node, path);
            case "dependencies" -> dependencies(node, path);
            case "environment files" -> environmentFiles(node, path);
            case "list" -> list(node);
            case "extended" -> extended(node, path);
            case "gpus" -> gpus(node, path, at);
            case "names" -> names(node, path);
            case "volume" -> ShortForms.volume(node, path, isLenient);
            case "device" -> ShortForms.device(node, path, isLenient);
            case "ports" -> ShortForms.ports(node, path, isLenient);
            case "DNS servers" -> withoutEmpty(list(node));
            case "maybe external" -> maybeExternal(node, path, at);
            default -> throw unknown(rule);
        };
    }

    private YamlNode build(YamlNode node, KeyPath path, PathTable<String> at) {
        if (node.value() instanceof String) {
            return Nodes.mapping(node, "context", node);
        }
        if (!node.isMap()) {
            throw Nodes.unexpected(node, path, "a string or a mapping");
        }
        return below(node, path, at);
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
        for (Map.Entry<String, YamlNode> entry : Merge.dependencies(node, path).map().entrySet()) {
            YamlNode dependency = entry.getValue();
            if (!dependency.isMap()) {
                throw Nodes.unexpected(dependency, path.key(entry.getKey()), "a mapping");
            }
            YamlNode started = Nodes.withDefault(dependency, "condition", "service_started");
            next.put(entry.getKey(), Nodes.withDefault(started, "required", true));
        }
        return node.with(next);
    }

    private static YamlNode environmentFiles(YamlNode node, KeyPath path) {
        if (!(node.value() instanceof String) && !node.isList()) {
            throw Nodes.unexpected(node, path, "a string or a list");
        }
        List<YamlNode> files = new ArrayList<>();
        for (YamlNode item : list(node).list()) {
            KeyPath below = path.item(files.size());
            YamlNode file =
                    item.isMap()
                            ? item
                            : Nodes.mapping(item, "path", item.with(Nodes.string(item, below)));
            files.add(Nodes.withDefault(file, "required", true));
        }
        return node.with(files);
    }

    private static YamlNode list(YamlNode node) {
        return node.value() instanceof String ? node.with(List.of(node)) : node;
    }

    private static YamlNode extended(YamlNode node, KeyPath path) {
        return node.isMap()
                ? node
                : Nodes.mapping(node, "service", node.with(Nodes.string(node, path)));
    }

    private YamlNode gpus(YamlNode node, KeyPath path, PathTable<String> at) {
        if (node.value() instanceof String) {
            return node.with(List.of(Nodes.mapping(node, "count", "all")));
        }
        if (!node.isList()) {
            throw Nodes.unexpected(node, path, "\"all\" or a list");
        }
        return below(node, path, at);
    }

    private static YamlNode names(YamlNode node, KeyPath path) {
        return node.isList() ? Merge.names(node, path) : node;
    }

    private YamlNode maybeExternal(YamlNode given, KeyPath path, PathTable<String> at) {
        if (given.isNull()) {
            return given;
        }
        if (!given.isMap()) {
            throw Nodes.unexpected(given, path, "a mapping");
        }
        YamlNode node = below(given, path, at);
        YamlNode external = node.get("external");
        if (external == null || !external.isMap()) {
            return node;
        }
        YamlNode made = node.put("external", external.with(true));
        YamlNode itsName = external.get("name");
        if (itsName == null) {
            return made;
        }
        Warnings.log(
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
        List<YamlNode> servers = new ArrayList<>();
        for (YamlNode server : dns.list()) {
            if (!server.text().isEmpty()) {
                servers.add(server);
            }
        }
        return dns.isList() ? dns.with(servers) : dns;
    }
}
