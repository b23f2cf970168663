package io.dockerkit.spi;

import io.dockerkit.Removal;
import java.util.List;

/**
 * A removal of something that has one name or id. Applications do not meet it. Immutable and thread-safe.
 *
 * @param removed what was removed
 */
public record Removed(List<String> removed) implements Removal {
    /** Copies the list. */
    public Removed {
        removed = List.copyOf(removed);
    }

    /** Returns the removal of one thing, or of nothing. */
    public static Removed of(boolean wasThere, String name) {
        return new Removed(wasThere ? List.of(name) : List.of());
    }

    /** Returns what was removed. */
    @Override
    public String toString() {
        return removed.isEmpty() ? "nothing removed" : "removed: " + String.join(", ", removed);
    }
}
