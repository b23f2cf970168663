package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;

/** The values of keys that a document in its long form does not have. Stateless and thread-safe. */
final class DefaultValues extends PathRules {
    private static final DefaultValues RULES =
            new DefaultValues(
                    new PathTable<String>()
                            .with("services.*.build", "build")
                            .with("services.*.secrets.*", "secret")
                            .with("services.*.ports.*", "port")
                            .with(
                                    "services.*.",
                                    "devices",
                                    "gpus.*",
                                    "deploy.resources.reservations.devices.*"));

    private DefaultValues(PathTable<String> rules) {
        super(rules);
    }

    /** Returns the document with the values that are missing. */
    static YamlNode add(YamlNode document) {
        return RULES.apply(document);
    }

    @Override
    YamlNode change(String rule, YamlNode node, KeyPath path, PathTable<String> at) {
        return switch (rule) {
            case "build" -> node.isMap() ? Nodes.withDefault(node, "context", ".") : node;
            case "secret" -> secret(node);
            case "port" -> port(node);
            case "devices" -> devices(node);
            default -> throw unknown(rule);
        };
    }

    private static YamlNode secret(YamlNode node) {
        YamlNode source = node.get("source");
        return source == null
                ? node
                : Nodes.withDefault(node, "target", "/run/secrets/" + source.text());
    }

    private static YamlNode port(YamlNode node) {
        return node.isMap()
                ? Nodes.withDefault(Nodes.withDefault(node, "protocol", "tcp"), "mode", "ingress")
                : node;
    }

    private static YamlNode devices(YamlNode node) {
        return !node.isMap() || node.map().containsKey("device_ids")
                ? node
                : Nodes.withDefault(node, "count", "all");
    }
}
