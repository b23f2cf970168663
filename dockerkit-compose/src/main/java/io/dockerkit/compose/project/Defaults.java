package io.dockerkit.compose.project;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The values that compose adds to a merged document before it looks at anything else. Stateless and thread-safe. */
final class Defaults {
    private Defaults() {}

    /**
     * Returns the document with them.
     *
     * @param context the context of builds that name none
     */
    static YamlNode add(YamlNode root, String context) {
        return root.mapped(
                "services",
                services ->
                        Nodes.each(services, (name, service) -> addToService(service, context)));
    }

    private static YamlNode addToService(YamlNode service, String context) {
        return service.mapped(
                        "build",
                        build ->
                                ifMap(build, map -> Nodes.putIfAbsent(map, "context", context)))
                .mapped("secrets", items(Defaults::target))
                .mapped("ports", items(Defaults::port))
                .mapped("gpus", items(Defaults::count))
                .mapped(
                        "deploy",
                        deploy ->
                                deploy.mapped(
                                        "resources",
                                        resources ->
                                                resources.mapped(
                                                        "reservations",
                                                        reserved ->
                                                                reserved.mapped(
                                                                        "devices",
                                                                        items(Defaults::count)))));
    }

    private static UnaryOperator<YamlNode> items(UnaryOperator<YamlNode> change) {
        return list -> Nodes.eachItem(list, item -> ifMap(item, change));
    }

    private static YamlNode ifMap(YamlNode node, UnaryOperator<YamlNode> change) {
        return node.isMap() ? change.apply(node) : node;
    }

    private static YamlNode target(YamlNode secret) {
        return Nodes.putIfAbsent(
                secret, "target", "/run/secrets/" + Nodes.text(secret, "source"));
    }

    private static YamlNode port(YamlNode port) {
        return Nodes.putIfAbsent(
                Nodes.putIfAbsent(port, "protocol", "tcp"), "mode", "ingress");
    }

    private static YamlNode count(YamlNode devices) {
        Map<String, YamlNode> given = devices.map();
        return given.containsKey("device_ids")
                ? devices
                : Nodes.putIfAbsent(devices, "count", "all");
    }
}
