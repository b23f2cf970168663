package io.dockerkit.compose.converge;

import io.dockerkit.DockerException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.containers.ComposeLabels;
import io.dockerkit.image.Progress;
import io.dockerkit.spi.PullRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees to it that the engine has the images of all services: pulls and builds them. Thread-safe. */
final class Images {
    private final EngineAccess engine;
    private final TaskGroup group;
    private final Report report;
    private final String line;

    Images(EngineAccess engine, TaskGroup group, Report report, String line) {
        this.engine = engine;
        this.group = group;
        this.report = report;
        this.line = line;
    }

    /** Returns what the engine has of the images that the services name, by their names. */
    Map<String, LocalImage> local(Model model) {
        Set<String> names = new LinkedHashSet<>(volumeImages(model));
        model.services().values().forEach(service -> names.add(service.imageIn(model.name())));
        Map<String, LocalImage> found = new ConcurrentHashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        for (String name : names) {
            tasks.add(
                    () -> {
                        try {
                            found.put(name, LocalImage.of(engine.images().get(name).inspect()));
                        } catch (ImageNotFoundException missing) {
                            // it is pulled or built
                        }
                    });
        }
        group.all(tasks);
        for (Service service : model.services().values()) {
            String platform = service.config().text("platform");
            LocalImage image = found.get(service.imageIn(model.name()));
            if (!platform.isEmpty() && image != null && !image.isFor(platform)) {
                found.remove(service.imageIn(model.name()));
            }
        }
        return found;
    }

    private static Set<String> volumeImages(Model model) {
        Set<String> names = new LinkedHashSet<>();
        for (Service service : model.services().values()) {
            service.config().parts("volumes").stream()
                    .filter(volume -> volume.text("type").equals("image"))
                    .forEach(volume -> names.add(volume.text("source")));
        }
        return names;
    }

    /**
     * Pulls and builds what is missing.
     *
     * @param all the project with all services, for builds that read the images of others
     * @return the model whose services know the digests of their images
     */
    Model ensure(Model model, Model all, boolean isBuilding, boolean isPullQuiet) {
        for (Service service : model.services().values()) {
            if (service.image().isEmpty() && !service.isBuilt()) {
                throw new InvalidOptionException(
                        "services." + service.name(), "", "it has neither image nor build");
            }
            if (!service.image().isEmpty()) {
                ImageReference.check("services." + service.name() + ".image", service.image());
            }
        }
        Map<String, LocalImage> local = local(model);
        Map<String, String> ids = new LinkedHashMap<>();
        local.forEach((name, image) -> ids.put(name, image.id()));
        ids.putAll(pull(model, local, isPullQuiet));
        if (isBuilding) {
            ids.putAll(
                    new Builds(all, engine, group, report, BuildOptions.PLAIN)
                            .build(model.services().keySet(), Set.copyOf(ids.keySet())));
        }
        return model.each(
                service -> {
                    String id = ids.get(service.imageIn(model.name()));
                    return id == null ? service : service.label(ComposeLabels.IMAGE, id);
                });
    }

    private Map<String, String> pull(Model model, Map<String, LocalImage> local, boolean isQuiet) {
        Map<String, Service> pulled = new LinkedHashMap<>();
        Instant now = Instant.now();
        for (Service service : model.services().values()) {
            if (PullPolicy.mustPull(service, local.get(service.image()), now)) {
                pulled.putIfAbsent(service.image(), service);
            }
        }
        Map<String, String> ids = new ConcurrentHashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        pulled.forEach(
                (image, service) ->
                        tasks.add(
                                () -> {
                                    try {
                                        ids.put(image, pull(model, service, isQuiet));
                                    } catch (DockerException failed) {
                                        if (!isBuiltBySome(model, image)) {
                                            throw Failures.of(service, failed, line);
                                        }
                                    }
                                }));
        for (String image : volumeImages(model)) {
            if (!local.containsKey(image)) {
                tasks.add(() -> pull("Image " + image, image, "", isQuiet));
            }
        }
        group.all(tasks);
        return ids;
    }

    private static boolean isBuiltBySome(Model model, String image) {
        return model.services().values().stream()
                .anyMatch(service -> service.image().equals(image) && service.isBuilt());
    }

    /** Pulls the image of a service, and returns its id. */
    String pull(Model model, Service service, boolean isQuiet) {
        String platform = service.config().text("platform");
        return pull(
                "Service " + service.name(),
                service.image(),
                platform.isEmpty()
                        ? model.environment().getOrDefault("DOCKER_DEFAULT_PLATFORM", "")
                        : platform,
                isQuiet);
    }

    private String pull(String subject, String image, String platform, boolean isQuiet) {
        report.tell(subject, "Pulling");
        try {
            engine.images()
                    .pull(
                            new PullRequest(
                                    ImageReference.parse(image).withDefaultTag(),
                                    false,
                                    platform.isEmpty() ? null : platform,
                                    null,
                                    isQuiet ? Progress.none() : layers(subject),
                                    null));
        } catch (DockerException failed) {
            report.tell(subject, "Error", failed.getMessage());
            throw failed;
        }
        report.tell(subject, "Pulled");
        return engine.images().get(image).inspect().id();
    }

    private Progress layers(String subject) {
        return event ->
                report.tell(
                        subject,
                        "Pulling",
                        event.id()
                                + " "
                                + event.status()
                                + (event.total() > 0
                                        ? " " + event.current() + "/" + event.total()
                                        : ""));
    }
}
