package io.dockerkit.compose.converge;

import io.dockerkit.compose.project.Project;
import io.dockerkit.compose.yaml.YamlReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Projects of the text that {@code docker compose config} prints. */
final class Projects {
    private Projects() {}

    /** Returns the project of a config in YAML or JSON; its services have a default network unless the text names networks. */
    static Project of(String name, String config) {
        return of(name, Path.of("/work"), config, Map.of());
    }

    static Project of(String name, Path directory, String config, Map<String, String> environment) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.putAll(read(config));
        return new Project(
                name,
                directory,
                List.of(directory.resolve("compose.yaml")),
                List.of(),
                environment,
                map,
                Map.of());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String text) {
        try {
            return (Map<String, Object>) YamlReader.read("config", text).plain();
        } catch (io.dockerkit.compose.yaml.YamlException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
