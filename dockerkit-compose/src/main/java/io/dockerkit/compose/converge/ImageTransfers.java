package io.dockerkit.compose.converge;

import io.dockerkit.ConflictException;
import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.compose.project.Project;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Pulls, pushes and builds the images of services. Immutable and thread-safe. */
public final class ImageTransfers {
    private final EngineAccess engine;
    private final Report report;

    private ImageTransfers(EngineAccess engine, Report report) {
        this.engine = engine;
        this.report = report;
    }

    /** Prepares it on an engine. */
    public static ImageTransfers on(Docker docker, Report report) {
        return new ImageTransfers(EngineAccess.of(docker), report);
    }

    /**
     * Pulls the images of services: {@code docker compose pull}.
     *
     * @param services the services; none stands for all
     * @param withDependencies whether those of services on which they depend are pulled, too
     * @param policy the {@code pull_policy} of all, or the empty text for their own
     * @param ignoresBuildable whether images that can be built are left out
     * @param ignoresFailures whether a failure is only told
     * @return the ids of the images that were pulled, by the names of their services
     */
    public Map<String, String> pull(
            Project project,
            List<String> services,
            boolean withDependencies,
            String policy,
            boolean ignoresBuildable,
            boolean ignoresFailures,
            boolean isQuiet) {
        Model model = chosen(project, services, withDependencies);
        if (!policy.isEmpty()) {
            model =
                    model.each(
                            service ->
                                    service.image().isEmpty()
                                            ? service
                                            : service.with("pull_policy", policy));
        }
        Map<String, String> ids = new ConcurrentHashMap<>();
        TaskGroup group = TaskGroup.stoppingAtFailure();
        Images images = new Images(engine, group, report, "docker compose pull");
        Map<String, Service> byImage = toPull(model, images.local(model), ignoresBuildable);
        List<Runnable> tasks = new ArrayList<>();
        Model all = model;
        byImage.values()
                .forEach(
                        service ->
                                tasks.add(
                                        () -> {
                                            try {
                                                ids.put(
                                                        service.name(),
                                                        images.pull(all, service, isQuiet));
                                            } catch (DockerException failed) {
                                                if (!ignoresFailures && !service.isBuilt()) {
                                                    throw failed;
                                                }
                                                report.warn(
                                                        "Service " + service.name(),
                                                        failed.getMessage());
                                            }
                                        }));
        group.all(tasks);
        return new LinkedHashMap<>(ids);
    }

    private Map<String, Service> toPull(
            Model model, Map<String, LocalImage> local, boolean ignoresBuildable) {
        Map<String, Service> byImage = new LinkedHashMap<>();
        for (Service service : model.services().values()) {
            String skipped = reasonToSkip(service, local, ignoresBuildable);
            if (skipped.isEmpty()) {
                byImage.putIfAbsent(service.image(), service);
            } else {
                report.tell("Service " + service.name(), "Skipped", skipped);
            }
        }
        return byImage;
    }

    private static String reasonToSkip(
            Service service, Map<String, LocalImage> local, boolean ignoresBuildable) {
        if (service.image().isEmpty()) {
            return "it has no image to pull";
        }
        if (service.isBuilt() && ignoresBuildable) {
            return "its image can be built";
        }
        return switch (service.config().text("pull_policy")) {
            case "never", "build" -> "its pull_policy is " + service.config().text("pull_policy");
            case "missing", "if_not_present" ->
                    local.containsKey(service.image()) && !isLatest(service.image())
                            ? "the engine has its image"
                            : "";
            default -> "";
        };
    }

    private static boolean isLatest(String image) {
        return !ImageReference.isId(image)
                && ImageReference.parse(image).withDefaultTag().tag().orElse("").equals("latest");
    }

    private static Model chosen(Project project, List<String> services, boolean withDependencies) {
        Model selected = Model.of(project).selecting(services);
        return withDependencies ? selected : selected.restrictedTo(services, false);
    }

    /**
     * Pushes the images of services that are built and have an image name: {@code docker compose push}.
     *
     * @param services the services; none stands for all
     * @param withDependencies whether those of services on which they depend are pushed, too
     * @param ignoresFailures whether a failure is only told
     * @return the names of the images that were pushed
     */
    public List<String> push(
            Project project,
            List<String> services,
            boolean withDependencies,
            boolean ignoresFailures,
            boolean isQuiet) {
        Model model = chosen(project, services, withDependencies);
        Map<String, Boolean> pushed = new ConcurrentHashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        for (Service service : model.services().values()) {
            if (!service.isBuilt() || service.image().isEmpty()) {
                report.tell(
                        "Service " + service.name(),
                        "Skipped",
                        service.isBuilt() ? "its image has no name" : "its image is not built");
                continue;
            }
            Set<String> names = new LinkedHashSet<>(List.of(service.image()));
            names.addAll(service.build().texts("tags"));
            names.forEach(
                    name -> tasks.add(() -> push(service, name, ignoresFailures, isQuiet, pushed)));
        }
        TaskGroup group = TaskGroup.stoppingAtFailure();
        group.all(tasks);
        return pushed.keySet().stream().sorted().toList();
    }

    private void push(
            Service service,
            String name,
            boolean ignoresFailures,
            boolean isQuiet,
            Map<String, Boolean> pushed) {
        String subject = "Service " + service.name();
        report.tell(subject, "Pushing", name);
        try {
            new ImageCommands(engine.images())
                    .get(name)
                    .push()
                    .onProgress(isQuiet ? Progress.none() : layers(subject))
                    .execute();
            pushed.put(name, true);
            report.tell(subject, "Pushed", name);
        } catch (DockerException failed) {
            if (!ignoresFailures) {
                throw failed;
            }
            report.warn(subject, failed.getMessage());
        }
    }

    private Progress layers(String subject) {
        return event -> report.tell(subject, "Pushing", event.id() + " " + event.status());
    }

    /**
     * Builds the images of services: {@code docker compose build}.
     *
     * @param project the project with all services and all resources
     * @return the images that were built, by the names of their services
     */
    public Map<String, Image> build(Project project, BuildOptions options) {
        Model all = Model.of(project).whole();
        Model chosen =
                Model.of(project)
                        .selecting(options.services())
                        .restrictedTo(options.services(), options.withDependencies());
        Model onPlatforms = all.each(service -> Change.onPlatform(service, all, false));
        Map<String, String> ids;
        TaskGroup group = TaskGroup.stoppingAtFailure();
        ids =
                new Builds(onPlatforms, engine, group, report, options)
                        .build(chosen.services().keySet(), Set.of());
        Map<String, Image> images = new LinkedHashMap<>();
        for (Service service : all.services().values()) {
            if (service.isBuilt() && ids.containsKey(service.imageIn(all.name()))) {
                images.put(service.name(), engine.images().get(service.imageIn(all.name())));
            }
        }
        return images;
    }

    /**
     * Removes the images that have the project's name because their services are built and have no image name. One that is not
     * there or is in use stays.
     */
    public void removeOwn(Project project) {
        Model model = Model.of(project);
        for (Service service : model.services().values()) {
            if (service.isBuilt() && service.image().isEmpty()) {
                try {
                    engine.images().get(service.imageIn(model.name())).remove();
                } catch (NotFoundException | ConflictException stays) {
                    // it was not built, or somebody else uses it
                }
            }
        }
    }
}
