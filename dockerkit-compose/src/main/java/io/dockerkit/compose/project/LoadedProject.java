package io.dockerkit.compose.project;

import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A project that was read, and what {@code docker compose config} prints of it. Immutable and thread-safe. */
public final class LoadedProject {
    private static final List<String> SECTIONS =
            List.of("networks", "volumes", "secrets", "configs", "models");

    private final Project project;
    private final Model model;
    private final Model hashed;

    /**
     * Creates it.
     *
     * @param hashed the model that hashes are made of: before files of variables are read
     */
    LoadedProject(Project project, Model model, Model hashed) {
        this.project = project;
        this.model = model;
        this.hashed = hashed;
    }

    /** Returns the project. */
    public Project project() {
        return project;
    }

    /** Returns the hash of each active service: {@code config --hash}. */
    public Map<String, String> hashes() {
        String platform = project.environment().getOrDefault("DOCKER_DEFAULT_PLATFORM", "");
        Map<?, ?> written = (Map<?, ?>) Objects.requireNonNull(project.config().get("services"));
        Map<String, String> hashes = new LinkedHashMap<>();
        hashed.services()
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
                                            : hash(service(name, service)));
                        });
        return Collections.unmodifiableMap(hashes);
    }

    private static String hash(@Nullable Map<?, ?> service) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Objects.requireNonNull(service)
                .forEach((key, value) -> map.put(String.valueOf(key), value));
        map.remove("label_file");
        return ConfigHashes.ofService(map);
    }

    /** Returns what {@code config --format json} prints of a service. */
    static Map<String, @Nullable Object> service(String name, YamlNode service) {
        return ComposeFormat.SERVICE.writeMap(service, "services." + name, Form.JSON);
    }

    /** Returns the text of {@code config --format json}. */
    public String json() {
        return GoJson.indented(project.config()).replace("$", "$$");
    }

    /** Returns the text of {@code config}. */
    public String yaml() {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        if (!project.name().isEmpty()) {
            written.put("name", project.name());
        }
        written.putAll(written(model, Form.YAML));
        Map<String, @Nullable Object> extras = new LinkedHashMap<>();
        extras(model, Form.YAML, extras);
        written.putAll(Form.YAML.sorted(extras));
        return YamlWriter.write(written).replace("$", "$$");
    }

    /** Returns the services in the order in which they start: before each, those that it depends on. */
    public List<String> services() {
        return List.copyOf(new Dependencies(model).closure(model.services().keySet()));
    }

    /** Returns the profiles of all services, those that are not active included, in their order. */
    public List<String> profiles() {
        Set<String> profiles = new TreeSet<>();
        model.services().values().forEach(service -> profiles.addAll(Selection.profiles(service)));
        model.disabled().values().forEach(service -> profiles.addAll(Selection.profiles(service)));
        return List.copyOf(profiles);
    }

    /** Returns the image of each service; one that is only built has that of its project and its name. */
    public List<String> images() {
        List<String> images = new ArrayList<>();
        model.services()
                .forEach(
                        (name, service) -> {
                            String image = Nodes.text(service, "image");
                            images.add(image.isEmpty() ? project.name() + "-" + name : image);
                        });
        return images;
    }

    /** Returns what {@code config --format json} prints. */
    static Map<String, @Nullable Object> config(String name, Model model) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.putAll(written(model, Form.JSON));
        // as in compose
        config.remove("models");
        extras(model, Form.JSON, config);
        return Form.JSON.sorted(config);
    }

    private static Map<String, @Nullable Object> written(Model model, Form form) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        Map<String, @Nullable Object> services = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> service : model.services().entrySet()) {
            String name = service.getKey();
            services.put(
                    name,
                    ComposeFormat.SERVICE.write(service.getValue(), "services." + name, form));
        }
        written.put("services", form.sorted(services));
        for (String section : SECTIONS) {
            Object all =
                    Shapes.named(shape(section), false)
                            .write(Nodes.at(model.root(), section), section, form);
            if (all != null) {
                written.put(section, all);
            }
        }
        return written;
    }

    private static Shape shape(String section) {
        return switch (section) {
            case "networks" -> ComposeFormat.NETWORK;
            case "volumes" -> ComposeFormat.VOLUME;
            case "secrets" -> ComposeFormat.SECRET;
            case "configs" -> ComposeFormat.CONFIG;
            default -> ComposeFormat.MODEL;
        };
    }

    private static void extras(Model model, Form form, Map<String, @Nullable Object> into) {
        for (Map.Entry<String, YamlNode> entry : model.root().map().entrySet()) {
            if (entry.getKey().startsWith("x-")) {
                into.put(entry.getKey(), Shapes.any(entry.getValue(), form));
            }
        }
    }
}
