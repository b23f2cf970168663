package io.dockerkit.compose.project;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A document whose services are apart: those that are active, and those that the profiles leave out. Immutable and thread-safe.
 *
 * @param root the document; its services do not count any more
 * @param services the active services by their names, in the order of the names
 * @param disabled the others
 */
record Model(YamlNode root, Map<String, YamlNode> services, Map<String, YamlNode> disabled) {
    /** Copies the maps. */
    Model {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
        disabled = Collections.unmodifiableMap(new TreeMap<>(disabled));
    }

    /** Returns the document with all services active. */
    static Model of(YamlNode root) {
        Map<String, YamlNode> services = new TreeMap<>();
        for (Map.Entry<String, YamlNode> entry : Nodes.at(root, "services").map().entrySet()) {
            YamlNode service = entry.getValue();
            services.put(entry.getKey(), service.isNull() ? service.with(Map.of()) : service);
        }
        return new Model(root, services, Map.of());
    }

    /** Returns the networks, volumes, secrets, configs or models by their keys. */
    Map<String, YamlNode> resources(String section) {
        return Nodes.at(root, section).map();
    }

    /** Returns the model with other services. */
    Model withServices(Map<String, YamlNode> active, Map<String, YamlNode> inactive) {
        return new Model(root, active, inactive);
    }
}
