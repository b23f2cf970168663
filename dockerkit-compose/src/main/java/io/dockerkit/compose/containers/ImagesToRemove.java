package io.dockerkit.compose.containers;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.image.ImageSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which images {@code down --rmi} removes. Immutable and thread-safe. */
final class ImagesToRemove {
    private final ProjectResources resources;
    private final ProjectModel model;
    private final Down.Request request;

    ImagesToRemove(ProjectResources resources, ProjectModel model, Down.Request request) {
        this.resources = resources;
        this.model = model;
        this.request = request;
    }

    /** Returns their names, each once, sorted. */
    Set<String> names() {
        List<String> names = new ArrayList<>();
        for (KnownService service : model.services().values()) {
            if (service.image().isEmpty()) {
                // what older programs built has no label
                names.add(model.name() + "-" + service.name());
            } else if (request.rmi().equals("all")) {
                names.add(service.image());
            }
        }
        Set<String> existing = new TreeSet<>();
        names.stream()
                .filter(name -> resources.docker().images().find(name).isPresent())
                .forEach(name -> existing.add(familiar(name)));
        built().forEach(name -> existing.add(familiar(name)));
        return existing;
    }

    /** The images that were built for the project, by their labels. */
    private Collection<String> built() {
        List<String> names = new ArrayList<>();
        for (ImageSummary image :
                resources
                        .docker()
                        .images()
                        .query()
                        .filter("label", ComposeLabels.PROJECT + "=" + model.name())
                        .filter("dangling", "false")
                        .list()) {
            String service = image.labels().getOrDefault(ComposeLabels.SERVICE, "");
            boolean ours = request.orphans() || model.services().containsKey(service);
            if (ours && !image.tags().isEmpty()) {
                names.add(image.tags().get(0));
            }
        }
        return names;
    }

    /** The name as the CLI shows it, with its tag; an id stays as it is. */
    static String familiar(String name) {
        try {
            return ImageReference.parse(name).withDefaultTag().toString();
        } catch (InvalidOptionException id) {
            return name;
        }
    }
}
