package io.dockerkit;

import java.util.List;
import java.util.Objects;

/**
 * What a prune removed, or would remove.
 *
 * <p>Immutable and thread-safe.
 *
 * @param removed the ids of containers, the names of networks or volumes, the ids of images, in the engine's order
 * @param spaceReclaimed the freed space in bytes; 0 for networks, of which the engine does not say
 */
public record PruneReport(List<String> removed, long spaceReclaimed) {
    /** Copies the list. */
    public PruneReport {
        Objects.requireNonNull(removed, "removed");
        removed.forEach(item -> Objects.requireNonNull(item, "an item of removed"));
        removed = List.copyOf(removed);
    }

    /** Returns how many were removed, and how many bytes that freed. */
    @Override
    public String toString() {
        return removed.size() + " removed, " + spaceReclaimed + " bytes freed";
    }
}
