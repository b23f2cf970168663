package io.dockerkit.compose.file;

import io.dockerkit.compose.syntax.VolumeSyntax;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Drops items of lists that later items stand for: variables by their names, volumes by their targets, ports by all they say. A
 * later item comes in the place of the earlier one. Stateless and thread-safe.
 */
final class Uniqueness extends PathRules {
    private static final Uniqueness RULES =
            new Uniqueness(
                    new PathTable<String>()
                            .with(
                                    "services.*.",
                                    "name",
                                    "annotations",
                                    "build.args",
                                    "build.additional_contexts",
                                    "build.platform",
                                    "build.tags",
                                    "build.labels",
                                    "cap_add",
                                    "cap_drop",
                                    "deploy.labels",
                                    "dns",
                                    "dns_opt",
                                    "dns_search",
                                    "environment",
                                    "labels",
                                    "links",
                                    "networks.*.aliases",
                                    "networks.*.link_local_ips",
                                    "profiles",
                                    "sysctls",
                                    "tmpfs")
                            .with("networks.*.", "name", "labels", "ipam.options")
                            .with("services.*.env_file", "environment file")
                            .with("services.*.expose", "exposed")
                            .with("services.*.ports", "port")
                            .with("services.*.volumes", "volume")
                            .with("services.*.devices", "device")
                            .with("services.*.configs", "config")
                            .with("services.*.secrets", "secret"));

    private Uniqueness(PathTable<String> rules) {
        super(rules);
    }

    /**
     * Returns the document without the items that later ones stand for.
     *
     * @throws io.dockerkit.InvalidOptionException if it cannot be told what an item is known by
     */
    static YamlNode enforce(YamlNode document) {
        return RULES.apply(document);
    }

    @Override
    YamlNode change(String rule, YamlNode node, KeyPath path, PathTable<String> at) {
        if (!node.isList()) {
            return node;
        }
        Map<String, YamlNode> kept = new LinkedHashMap<>();
        int index = 0;
        for (YamlNode item : node.list()) {
            kept.put(identity(rule, item, path.item(index++)), item);
        }
        return node.with(new ArrayList<>(kept.values()));
    }

    /** Returns what an item is known by. */
    private static String identity(String rule, YamlNode item, KeyPath path) {
        return switch (rule) {
            case "name" -> name(item, path);
            case "environment file" -> environmentFile(item, path);
            case "exposed" -> exposed(item, path);
            case "port" -> port(item, path);
            case "volume" -> volume(item, path);
            case "device" -> device(item, path);
            case "config" -> mounted(item, path, "");
            case "secret" -> mounted(item, path, "/run/secrets");
            default -> throw unknown(rule);
        };
    }

    private static String name(YamlNode item, KeyPath path) {
        String text = Nodes.string(item, path);
        int end = text.indexOf('=');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String volume(YamlNode item, KeyPath path) {
        if (item.isMap()) {
            return target(item, path, "volume");
        }
        if (!(item.value() instanceof String text)) {
            return "";
        }
        try {
            return VolumeSyntax.parse(text).target();
        } catch (IllegalArgumentException e) {
            throw Nodes.refuse(
                    item, path, e.getMessage() + "; accepted form: " + VolumeSyntax.FORM);
        }
    }

    private static String target(YamlNode item, KeyPath path, String kind) {
        YamlNode target = item.get("target");
        if (target != null && target.value() instanceof String text) {
            return text;
        }
        throw Nodes.refuse(
                item, path, "the " + kind + " needs a target, the path in the container");
    }

    private static String device(YamlNode item, KeyPath path) {
        if (item.isMap()) {
            return target(item, path, "device");
        }
        String[] parts = item.text().split(":", -1);
        return parts.length == 1 ? parts[0] : parts[1];
    }

    private static String exposed(YamlNode item, KeyPath path) {
        if (item.value() instanceof String || item.value() instanceof Long) {
            return item.text();
        }
        throw Nodes.unexpected(item, path, "a string or an integer");
    }

    private static String mounted(YamlNode item, KeyPath path, String directory) {
        if (item.value() instanceof String text) {
            return directory + "/" + text;
        }
        if (!item.isMap()) {
            throw Nodes.unexpected(item, path, "a string or a mapping");
        }
        YamlNode target = item.get("target");
        return target == null
                ? directory + "/" + typed(item.get("source"))
                : Nodes.string(target, path.key("target"));
    }

    private static String environmentFile(YamlNode item, KeyPath path) {
        if (!item.isMap()) {
            return item.text();
        }
        YamlNode file = item.get("path");
        if (file == null) {
            throw Nodes.refuse(item, path, "the environment file needs a path");
        }
        return Nodes.string(file, path.key("path"));
    }

    private static String port(YamlNode item, KeyPath path) {
        if (!item.isMap()) {
            return item.text();
        }
        YamlNode target = item.get("target");
        if (target == null) {
            throw Nodes.refuse(item, path, "the port needs a target, the port in the container");
        }
        return otherwise(item.get("host_ip"), "0.0.0.0")
                + ":"
                + typed(item.get("published"))
                + ":"
                + typed(target)
                + "/"
                + otherwise(item.get("protocol"), "tcp");
    }

    private static String otherwise(@Nullable YamlNode node, String missing) {
        return node == null ? missing : node.text();
    }

    /** A text is not the same as a number that looks like it. */
    private static String typed(@Nullable YamlNode node) {
        Object value = node == null ? null : node.value();
        return value instanceof String ? value.toString() : "(" + Objects.toString(value) + ")";
    }
}
