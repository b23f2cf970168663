package io.dockerkit.compose.converge;

import io.dockerkit.DockerException;
import io.dockerkit.NotFoundException;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.volume.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the volumes of a project, and creates those that are missing. Thread-safe. */
final class Volumes {
    private final Model model;
    private final EngineAccess engine;
    private final Containers containers;
    private final TaskGroup group;
    private final Report report;
    private final UpOptions options;

    Volumes(
            Model model,
            EngineAccess engine,
            Containers containers,
            TaskGroup group,
            Report report,
            UpOptions options) {
        this.model = model;
        this.engine = engine;
        this.containers = containers;
        this.group = group;
        this.report = report;
        this.options = options;
    }

    /** Returns the engine's names of the volumes by their keys. */
    Map<String, String> ensure() {
        Map<String, String> names = new ConcurrentHashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        model.volumes()
                .forEach(
                        (key, config) ->
                                tasks.add(
                                        () -> {
                                            ensure(key, config);
                                            names.put(key, config.text("name"));
                                        }));
        group.all(tasks);
        return names;
    }

    private void ensure(String key, Part config) {
        String name = config.text("name");
        Volume found = find(name);
        if (config.flag("external")) {
            if (found == null) {
                throw new NotFoundException(
                        "volume " + name + " is external (volumes." + key + "), and does not exist",
                        404,
                        "volume " + name + " not found",
                        options.commandLine());
            }
        } else if (found == null) {
            create(key, config);
        } else {
            warnOfOthers(name, found);
            String hash = found.labels().get(ComposeLabels.CONFIG_HASH);
            if (hash != null && !hash.equals(ConfigHash.ofVolume(config))) {
                replaceDiverged(key, config, found);
            }
        }
    }

    private @Nullable Volume find(String name) {
        try {
            return engine.volumes().get(name);
        } catch (NotFoundException none) {
            return null;
        }
    }

    private void warnOfOthers(String name, Volume found) {
        String project = found.labels().get(ComposeLabels.PROJECT);
        if (project == null || !project.equals(model.name())) {
            report.warn(
                    "Volume " + name,
                    (project == null
                                    ? "it exists, but was not created by compose"
                                    : "it exists, but was created for project " + project)
                            + "; external: true says that it is used as it is");
        }
    }

    /** Its data is lost then, which is only done if the caller said so. */
    private void replaceDiverged(String key, Part config, Volume found) {
        String name = config.text("name");
        if (!options.replacesVolumes()) {
            report.warn(
                    "Volume " + name,
                    "it exists, but does not match the configuration in the file; it is used as it is. yes() replaces it, and its"
                            + " data is lost");
            return;
        }
        List<Observed> users = new ArrayList<>();
        for (Service service : model.services().values()) {
            boolean uses =
                    service.config().parts("volumes").stream()
                            .anyMatch(volume -> volume.text("source").equals(key));
            if (uses) {
                users.addAll(containers.listOf(service.name()));
            }
        }
        containers.remove(users, model::hooks);
        found.remove(spec -> spec.force());
        report.tell("Volume " + name, "Removed");
        create(key, config);
    }

    private void create(String key, Part config) {
        String name = config.text("name");
        report.tell("Volume " + name, "Creating");
        try {
            engine.volumes().create(body(key, config), Map.of(), options.commandLine());
        } catch (DockerException failed) {
            report.tell("Volume " + name, "Error", failed.getMessage());
            throw failed;
        }
        report.tell("Volume " + name, "Created");
    }

    Map<String, Object> body(String key, Part config) {
        Map<String, String> labels = new LinkedHashMap<>(config.pairs("labels"));
        labels.put(ComposeLabels.VOLUME, key);
        labels.put(ComposeLabels.PROJECT, model.name());
        labels.put(ComposeLabels.VERSION, Model.VERSION);
        labels.put(ComposeLabels.CONFIG_HASH, ConfigHash.ofVolume(config));
        return new Fields()
                .putAlways("Name", config.text("name"))
                .put("Driver", config.text("driver"))
                .put("DriverOpts", config.pairs("driver_opts"))
                .put("Labels", labels)
                .map();
    }
}
