package io.dockerkit.image;

import io.dockerkit.cli.Checks;
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
        untagged = Checks.elements("untagged", untagged);
        deleted = Checks.elements("deleted", deleted);
    }

    /** Returns how many names and images were removed. */
    @Override
    public String toString() {
        return untagged.size() + " untagged, " + deleted.size() + " deleted";
    }
}
