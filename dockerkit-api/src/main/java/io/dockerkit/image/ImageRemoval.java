package io.dockerkit.image;

import io.dockerkit.Removal;
import io.dockerkit.cli.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * What the removal of an image removed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param untagged the names and digests that are gone
 * @param deleted the ids of the images and layers that are gone
 */
public record ImageRemoval(List<String> untagged, List<String> deleted) implements Removal {
    /** Copies the lists. */
    public ImageRemoval {
        untagged = Checks.elements("untagged", untagged);
        deleted = Checks.elements("deleted", deleted);
    }

    /** Returns all that is gone: the names and digests, then the ids. */
    @Override
    public List<String> removed() {
        List<String> all = new ArrayList<>(untagged);
        all.addAll(deleted);
        return List.copyOf(all);
    }

    /** Returns how many names and images were removed. */
    @Override
    public String toString() {
        return untagged.size() + " untagged, " + deleted.size() + " deleted";
    }
}
