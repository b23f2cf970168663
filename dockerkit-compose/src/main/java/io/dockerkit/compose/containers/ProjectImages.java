package io.dockerkit.compose.containers;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.compose.concurrent.TaskGroup;
import io.dockerkit.image.ImageDetails;
import java.util.Comparator;
import java.util.List;

/** The images of the containers of a project. Stateless and thread-safe. */
public final class ProjectImages {
    private ProjectImages() {}

    /**
     * The image of a container.
     *
     * @param container the container's name
     * @param repository the image's name without its tag, or ""
     * @param tag the tag, or ""
     * @param details what the engine says about it
     */
    public record Used(String container, String repository, String tag, ImageDetails details) {}

    /** Returns those of the containers of these services, or of all, sorted by the containers' names. */
    public static List<Used> of(ProjectResources resources, List<String> services) {
        List<Member> containers =
                resources.labelled(true).stream()
                        .filter(
                                container ->
                                        services.isEmpty()
                                                || services.contains(container.service()))
                        .sorted(Comparator.comparing(Member::name))
                        .toList();
        return TaskGroup.map(containers, container -> used(resources, container));
    }

    private static Used used(ProjectResources resources, Member container) {
        String image = container.summary().image();
        ImageDetails details = resources.docker().images().get(image).inspect();
        if (ImageReference.isId(image)) {
            return new Used(container.name(), "", "", details);
        }
        try {
            ImageReference reference = ImageReference.parse(image).withDefaultTag();
            // a digest wins over a tag
            String tag = reference.digest().isPresent() ? "" : reference.tag().orElse("");
            return new Used(container.name(), reference.familiarName(), tag, details);
        } catch (InvalidOptionException none) {
            return new Used(container.name(), "", "", details);
        }
    }
}
