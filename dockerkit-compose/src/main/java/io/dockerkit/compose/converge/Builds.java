package io.dockerkit.compose.converge;

import io.dockerkit.DockerException;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.ImageCommands;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Builds the images of services, each after those that it reads. Thread-safe. */
final class Builds {
    private final Model model;
    private final EngineAccess engine;
    private final TaskGroup group;
    private final Report report;
    private final BuildOptions options;

    /**
     * Prepares the builds.
     *
     * @param model all services of the project, also those that are not built
     */
    Builds(Model model, EngineAccess engine, TaskGroup group, Report report, BuildOptions options) {
        this.model = model;
        this.engine = engine;
        this.group = group;
        this.report = report;
        this.options = options;
    }

    /**
     * Builds the images of these services.
     *
     * @param present the images that are there already, and are built only if the service's {@code pull_policy} is {@code build}
     * @return the ids of the images that were built, by their names
     */
    Map<String, String> build(Set<String> services, Set<String> present) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        Deque<String> left = new ArrayDeque<>(services);
        while (!left.isEmpty()) {
            String key = left.remove();
            Service service = model.service(key);
            if (!needs.containsKey(key) && service.isBuilt() && mustBuild(service, present)) {
                Set<String> needed = new LinkedHashSet<>(BuildLines.needed(service));
                needs.put(key, needed);
                left.addAll(needed);
            }
        }
        needs.values().forEach(needed -> needed.retainAll(needs.keySet()));
        Map<String, String> built = new ConcurrentHashMap<>();
        group.inOrder(
                needs,
                key -> {
                    Service service = model.service(key);
                    built.put(service.imageIn(model.name()), build(service));
                });
        return built;
    }

    private boolean mustBuild(Service service, Set<String> present) {
        return !present.contains(service.imageIn(model.name()))
                || service.config().text("pull_policy").equals("build");
    }

    private String build(Service service) {
        String subject = "Service " + service.name();
        ImageCommands images = new ImageCommands(engine.images());
        report.tell(subject, "Building");
        try {
            BuildSpec spec =
                    new BuildLines(model, images, options)
                            .of(service)
                            .onOutput(line -> report.tell(subject, "Building", line));
            spec.execute();
            if (options.isPushing() && !service.image().isEmpty()) {
                for (String name : spec.tags()) {
                    images.get(name).push().execute();
                    report.tell(subject, "Pushed", name);
                }
            }
            String id = images.get(service.imageIn(model.name())).inspect().id();
            report.tell(subject, "Built");
            return id;
        } catch (DockerException failed) {
            report.tell(subject, "Error", failed.getMessage());
            throw Failures.of(service, failed, "docker compose build");
        }
    }
}
