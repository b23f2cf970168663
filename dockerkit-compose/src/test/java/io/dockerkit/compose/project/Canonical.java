package io.dockerkit.compose.project;

import io.dockerkit.HostContext;
import io.dockerkit.compose.project.ProjectRequest.Option;
import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Projects of merged documents in long forms, for tests of what comes after merging. */
final class Canonical {
    static final Path DIRECTORY = Path.of("/shop").toAbsolutePath();

    private Canonical() {}

    static LoadedProject load(String yaml) {
        return load(yaml, Map.of());
    }

    static LoadedProject load(String yaml, Map<String, String> environment) {
        return load(yaml, environment, DIRECTORY, List.of(), List.of());
    }

    static LoadedProject load(
            String yaml,
            Map<String, String> environment,
            Path directory,
            List<String> profiles,
            List<String> services,
            Option... options) {
        ProjectRequest request =
                new ProjectRequest(
                        List.of(),
                        yaml,
                        null,
                        null,
                        null,
                        profiles,
                        List.of(),
                        Map.of(),
                        new HostContext(directory, environment),
                        services,
                        Set.of(options));
        ProjectFiles.Found found =
                new ProjectFiles.Found(
                        List.of(), List.of(), directory, List.of(), environment, profiles, "shop");
        try {
            return ProjectLoader.of(request, found, YamlReader.read("compose.yaml", yaml));
        } catch (YamlException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the value at the end of keys in what config prints; a number is the index in a list. */
    static Object at(LoadedProject project, String... keys) {
        Object value = project.project().config();
        for (String key : keys) {
            value =
                    value instanceof List<?> list
                            ? list.get(Integer.parseInt(key))
                            : ((Map<?, ?>) value).get(key);
        }
        return value;
    }
}
