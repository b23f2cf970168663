package io.dockerkit;

import java.util.List;

/**
 * What a {@code remove} removed; all nouns return it. To remove what no longer exists is no error: the removal is empty then.
 *
 * <p>Immutable and thread-safe.
 */
public interface Removal {
    /**
     * Returns what was removed: the id of a container, the name of a network or a volume, the names and then the ids of an
     * image and its layers.
     */
    List<String> removed();

    /** Returns whether nothing was removed, because it no longer existed. */
    default boolean isEmpty() {
        return removed().isEmpty();
    }
}
