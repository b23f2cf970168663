package io.dockerkit.image;

import java.util.List;

/**
 * What the removal of an image, or a prune of images, did.
 *
 * <p>Immutable and thread-safe.
 *
 * @param untagged the names and digests that are gone
 * @param deleted the ids of the images and layers that are gone
 */
public record ImageRemoval(List<String> untagged, List<String> deleted) {
    /** Copies the lists. */
    public ImageRemoval {
        untagged = List.copyOf(untagged);
        deleted = List.copyOf(deleted);
    }
}
