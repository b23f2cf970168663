package io.dockerkit.compose.project;

import io.dockerkit.HostContext;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Projects of texts in memory. */
final class Projects {
    static final Path DIRECTORY = Path.of("/shop").toAbsolutePath();

    private Projects() {}

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
                        "shop",
                        profiles,
                        List.of(),
                        Map.of(),
                        new HostContext(directory, environment),
                        services,
                        Set.of(options));
        return ProjectLoader.open(request);
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
