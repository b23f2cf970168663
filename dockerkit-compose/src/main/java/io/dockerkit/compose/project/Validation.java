package io.dockerkit.compose.project;

import io.dockerkit.cli.Addresses;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a document must not say, beyond the schema. Stateless and thread-safe. */
final class Validation {
    private static final List<String> BESIDE_EXTERNAL = List.of("name", "external");

    private Validation() {}

    /**
     * Checks a document with its defaults.
     *
     * @throws io.dockerkit.InvalidOptionException if something in it is wrong
     */
    static void check(YamlNode root) {
        for (Map.Entry<String, YamlNode> volume : all(root, "volumes")) {
            external("volumes." + volume.getKey(), volume.getValue());
        }
        for (Map.Entry<String, YamlNode> config : all(root, "configs")) {
            String path = "configs." + config.getKey();
            content(path, config.getValue(), List.of("file", "environment", "content"));
        }
        for (Map.Entry<String, YamlNode> secret : all(root, "secrets")) {
            String path = "secrets." + secret.getKey();
            content(path, secret.getValue(), List.of("file", "environment"));
        }
        for (Map.Entry<String, YamlNode> service : all(root, "services")) {
            service("services." + service.getKey(), service.getValue());
        }
    }

    private static Set<Map.Entry<String, YamlNode>> all(YamlNode root, String section) {
        return Nodes.at(root, section).map().entrySet();
    }

    private static void external(String path, YamlNode volume) {
        if (!Nodes.text(volume, "external").equals("true")) {
            return;
        }
        volume.map()
                .forEach(
                        (key, value) -> {
                            if (!BESIDE_EXTERNAL.contains(key) && !key.startsWith("x-")) {
                                throw Refusal.of(
                                        path,
                                        value.place(),
                                        key,
                                        "an external volume takes only a name, since compose does not create it");
                            }
                        });
    }

    private static void content(String path, YamlNode given, List<String> sources) {
        List<String> found = sources.stream().filter(given.map()::containsKey).toList();
        if (found.size() > 1) {
            throw Refusal.of(
                    path,
                    given.place(),
                    String.join(", ", found),
                    "takes only one of " + String.join(", ", sources));
        }
        boolean isElsewhere =
                given.map().containsKey("driver") || given.map().containsKey("external");
        if (found.isEmpty() && !isElsewhere) {
            throw Refusal.of(path, given, "needs one of " + String.join(", ", sources));
        }
    }

    private static void service(String path, YamlNode service) {
        int index = 0;
        for (YamlNode port : Nodes.at(service, "ports").list()) {
            address(path + ".ports[" + index++ + "].host_ip", port);
        }
        index = 0;
        for (YamlNode watch : Nodes.at(service, "develop", "watch").list()) {
            YamlNode file = watch.get("path");
            if (file != null && file.text().isEmpty()) {
                throw Refusal.of(
                        path + ".develop.watch[" + index + "].path", file, "must not be blank");
            }
            index++;
        }
        devices(
                path + ".deploy.resources.reservations.devices",
                Nodes.at(service, "deploy", "resources", "reservations", "devices"));
        devices(path + ".gpus", Nodes.at(service, "gpus"));
    }

    private static void address(String path, YamlNode port) {
        YamlNode address = port.get("host_ip");
        if (address == null) {
            return;
        }
        try {
            Addresses.check(address.text());
        } catch (IllegalArgumentException e) {
            throw Refusal.of(path, address, "must be an IP address, such as 127.0.0.1");
        }
    }

    private static void devices(String path, YamlNode requests) {
        int index = 0;
        for (YamlNode request : requests.list()) {
            if (request.map().containsKey("count") && request.map().containsKey("device_ids")) {
                throw Refusal.of(
                        path + "[" + index + "]", request, "takes count or device_ids, not both");
            }
            index++;
        }
    }
}
