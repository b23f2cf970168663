package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of keys that a document in its long form does not have. Stateless and thread-safe. */
final class DefaultValues {
    private static final PathRules RULES = new PathRules(rules());

    private DefaultValues() {}

    private static Map<String, PathRules.Rule> rules() {
        Map<String, PathRules.Rule> rules = new LinkedHashMap<>();
        rules.put(
                "services.*.build",
                (node, path) -> node.isMap() ? Nodes.withDefault(node, "context", ".") : node);
        rules.put("services.*.secrets.*", (node, path) -> secret(node));
        rules.put("services.*.ports.*", (node, path) -> port(node));
        rules.put("services.*.gpus.*", (node, path) -> devices(node));
        rules.put(
                "services.*.deploy.resources.reservations.devices.*",
                (node, path) -> devices(node));
        return rules;
    }

    /** Returns the document with the values that are missing. */
    static YamlNode add(YamlNode document) {
        return RULES.apply(document);
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
