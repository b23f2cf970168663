package io.dockerkit.compose;

import io.dockerkit.image.ImageDetails;
import java.util.Objects;

/**
 * The image of a container, one line of {@code docker compose images}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param container the container's name: {@code shop-web-1}
 * @param repository the image's name without the tag, as the container was created from it; empty if that was an id
 * @param tag the tag; empty if the container was created from an id
 * @param details what the engine says about the image
 */
public record ComposeImage(String container, String repository, String tag, ImageDetails details) {
    /** Checks that nothing is null. */
    public ComposeImage {
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(details, "details");
    }

    /** Returns the id of the image: {@code sha256:…}. */
    public String id() {
        return details.id();
    }

    /** Returns the container, and the image's name or id. */
    @Override
    public String toString() {
        return container + ": " + (repository.isEmpty() ? id() : repository + ":" + tag);
    }
}
