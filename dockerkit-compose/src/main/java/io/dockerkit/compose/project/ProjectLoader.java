package io.dockerkit.compose.project;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.file.DocumentLoader;
import io.dockerkit.compose.file.DocumentRequest;
import io.dockerkit.compose.project.ProjectRequest.Option;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads projects: finds their files, merges them, and adds and checks what compose does. Stateless and thread-safe. */
public final class ProjectLoader {
    private ProjectLoader() {}

    /**
     * Returns the project.
     *
     * @throws InvalidOptionException if there is no file, or what is in one is wrong; the message names the file, the line, the
     *     key and the accepted form
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public static Project load(ProjectRequest request) {
        return open(request).project();
    }

    /**
     * Returns the project with what {@code docker compose config} prints of it.
     *
     * @throws InvalidOptionException as {@link #load} does
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public static LoadedProject open(ProjectRequest request) {
        ProjectFiles.Found found = ProjectFiles.find(request);
        Model model = selected(request, found, Model.of(document(request, found)));
        ServiceFiles files = new ServiceFiles(found.environment(), found.directory());
        Map<String, YamlNode> hashed = new LinkedHashMap<>();
        Map<String, YamlNode> read = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> service : model.services().entrySet()) {
            String name = service.getKey();
            YamlNode labelled = files.withLabels(name, service.getValue());
            YamlNode bare = labelled.without("label_file");
            YamlNode kept = request.has(Option.KEEP_LABEL_FILES) ? labelled : bare;
            boolean stays = request.has(Option.NO_ENV_RESOLUTION);
            hashed.put(name, bare);
            read.put(name, stays ? kept : files.withVariables(name, kept));
        }
        Model resolved = model.withServices(read, model.disabled());
        Project project =
                new Project(
                        found.name(),
                        found.directory(),
                        found.files(),
                        found.envFiles(),
                        found.environment(),
                        LoadedProject.config(found.name(), resolved),
                        disabled(resolved));
        return new LoadedProject(project, resolved, model.withServices(hashed, model.disabled()));
    }

    /**
     * Returns what {@code docker compose config --no-interpolate} prints: the merged files, in which variables are still names.
     *
     * @throws InvalidOptionException as {@link #load} does
     * @throws io.dockerkit.LocalFileException if a file cannot be read
     */
    public static String raw(ProjectRequest request, boolean isJson) {
        ProjectFiles.Found found = ProjectFiles.find(request);
        YamlNode root = document(request, found);
        Form form = isJson ? Form.JSON : Form.YAML;
        Object plain = Shapes.any(root, form);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (plain instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return isJson ? GoJson.indented(map) : YamlWriter.write(map);
    }

    /** Returns the merged files, with what follows from their keys unless that is switched off. */
    private static YamlNode document(ProjectRequest request, ProjectFiles.Found found) {
        boolean interpolates = !request.has(Option.NO_INTERPOLATE);
        Map<String, String> environment =
                interpolates ? found.environment() : withoutVariables(found);
        YamlNode root =
                DocumentLoader.load(
                                new DocumentRequest(
                                        found.sources(),
                                        found.directory(),
                                        environment,
                                        found.name(),
                                        interpolates,
                                        !request.has(Option.NO_PATH_RESOLUTION),
                                        found.profiles()))
                        .root();
        Validation.check(root);
        if (found.name().isEmpty()) {
            throw new InvalidOptionException(
                    "--project-name",
                    "",
                    "the project has no name, and that of its directory has no letter that counts; set --project-name");
        }
        return request.has(Option.NO_NORMALIZE)
                ? root
                : new Normalization(found.name(), environment).apply(root);
    }

    /** Only the directory that {@code ~} stands for is known. */
    private static Map<String, String> withoutVariables(ProjectFiles.Found found) {
        Map<String, String> kept = new LinkedHashMap<>(found.environment());
        kept.keySet().retainAll(Set.of("HOME", "USERPROFILE"));
        return kept;
    }

    private static Model selected(ProjectRequest request, ProjectFiles.Found found, Model all) {
        List<String> names = request.services();
        Model model = Selection.profiles(all, found.profiles());
        if (!request.has(Option.NO_CONSISTENCY)) {
            model = Consistency.check(model);
        }
        model = Selection.services(Selection.enabled(model, names, found.profiles()), names);
        if (!request.has(Option.ALL_RESOURCES)) {
            model = Selection.used(model);
        }
        if (!request.has(Option.NO_CONSISTENCY)) {
            Consistency.requireOwnContainerNames(model);
        }
        return model;
    }

    private static Map<String, @Nullable Object> disabled(Model model) {
        Map<String, @Nullable Object> disabled = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> service : model.disabled().entrySet()) {
            String name = service.getKey();
            disabled.put(name, LoadedProject.service(name, service.getValue()));
        }
        return disabled;
    }
}
