package io.dockerkit.impl.container;

import io.dockerkit.NotFoundException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.container.CommitSpec;
import io.dockerkit.image.Image;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.OwnerLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code docker commit}: creates an image of one container. Immutable and thread-safe. */
final class Commit {
    private final Rest rest;
    private final ImageApi images;
    private final String containerId;

    Commit(Rest rest, ImageApi images, String containerId) {
        this.rest = rest;
        this.images = images;
        this.containerId = containerId;
    }

    private String shortId() {
        return ShortId.of(containerId);
    }

    /** Returns the options of a commit to an image without a name. */
    CommitSpec unnamed() {
        return CommitSpec.of(
                (parameters, changes, timeout) -> execute(parameters, changes, timeout, ""),
                Map.of("container", containerId));
    }

    /** Returns the options of a commit to this image. */
    CommitSpec to(String reference) {
        ImageReference target = ImageReference.parseNewName("image", reference);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("container", containerId);
        query.put("repo", target.registry() + "/" + target.repository());
        query.put("tag", target.tag().orElse("latest"));
        return CommitSpec.of(
                (parameters, changes, timeout) ->
                        execute(parameters, changes, timeout, target.toString()),
                query);
    }

    private Image execute(
            Map<String, String> query,
            List<String> changes,
            @Nullable Duration timeout,
            String target) {
        String shown = target.isEmpty() ? "" : " " + target;
        Call call =
                rest.post("commit")
                        .query(query)
                        .to("make image" + shown + " of container " + shortId())
                        .as("docker commit " + shortId() + shown);
        long start = System.nanoTime();
        List<String> all = new ArrayList<>(blankLabels(timeout));
        if (timeout != null) {
            call.within(timeout).atMost(timeout.minusNanos(System.nanoTime() - start));
        }
        all.addAll(changes);
        call.queryAll("changes", all);
        if (rest.isPodman()) {
            // it wants a configuration, even an empty one, which docker's engines refuse
            call.json(Map.of());
        }
        String made = call.readText("Id");
        return images.created(made, target.isEmpty() ? made : target);
    }

    /**
     * Returns changes that blank the labels by which DockerKit knows this container, so that no container of the image is
     * taken for it. An image cannot lose a label.
     */
    private List<String> blankLabels(@Nullable Duration timeout) {
        List<String> own = new ArrayList<>();
        try {
            JsonText.fields(
                            rest.get("containers", containerId, "json")
                                    .to("inspect container " + shortId())
                                    .as("docker inspect " + shortId())
                                    .atMost(timeout)
                                    .read()
                                    .path("Config")
                                    .path("Labels"))
                    .stream()
                    .filter(label -> !label.getValue().asText().isEmpty())
                    .forEach(label -> own.add(label.getKey()));
        } catch (NotFoundException gone) {
            // the commit reports it
        }
        return own.stream()
                .filter(label -> OwnerLabels.isOne(label) || label.equals(NamedContainer.LABEL))
                .map(label -> "LABEL " + label + "=")
                .toList();
    }
}
