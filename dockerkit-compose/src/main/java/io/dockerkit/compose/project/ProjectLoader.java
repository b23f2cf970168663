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
import java.util.Objects;
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
        Model labelled = model.eachService(files::withLabels);
        boolean keeps = request.has(Option.KEEP_LABEL_FILES);
        Model hashed = labelled.eachService((name, service) -> service.without("label_file"));
        Model named = keeps ? labelled : hashed;
        Model resolved =
                request.has(Option.NO_ENV_RESOLUTION)
                        ? named
                        : named.eachService(files::withVariables);
        Map<String, @Nullable Object> config = LoadedProject.config(found.name(), resolved);
        Project project =
                new Project(
                        found.name(),
                        found.directory(),
                        found.files(),
                        found.envFiles(),
                        found.environment(),
                        config,
                        disabled(resolved),
                        hashes(hashed, found.environment(), config));
        return new LoadedProject(project, resolved);
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
        model.disabled().forEach((name, service) -> disabled.put(name, write(name, service)));
        return disabled;
    }

    /** Returns the hashes of services as they are before files of variables are read. */
    private static Map<String, String> hashes(
            Model model, Map<String, String> environment, Map<String, @Nullable Object> config) {
        String platform = environment.getOrDefault("DOCKER_DEFAULT_PLATFORM", "");
        Map<?, ?> written = (Map<?, ?>) Objects.requireNonNull(config.get("services"));
        Map<String, String> hashes = new LinkedHashMap<>();
        model.services()
                .forEach(
                        (name, given) -> {
                            boolean isPlaced =
                                    !platform.isEmpty()
                                            && Nodes.has(given, "build")
                                            && Nodes.text(given, "platform").isEmpty();
                            YamlNode service =
                                    isPlaced ? Nodes.put(given, "platform", platform) : given;
                            boolean isWritten = !isPlaced && !Nodes.has(given, "env_file");
                            hashes.put(
                                    name,
                                    isWritten
                                            ? hash((Map<?, ?>) written.get(name))
                                            : hash(write(name, service)));
                        });
        return hashes;
    }

    private static Map<String, @Nullable Object> write(String name, YamlNode service) {
        return ComposeFormat.SERVICE.writeMap(service, "services." + name, Form.JSON);
    }

    private static String hash(@Nullable Map<?, ?> service) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Objects.requireNonNull(service)
                .forEach((key, value) -> map.put(String.valueOf(key), value));
        map.remove("label_file");
        return ConfigHashes.ofService(map);
    }
}
