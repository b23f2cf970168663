package io.dockerkit.compose.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the paths of a document, by patterns: {@code services.*.ports}. Immutable and thread-safe.
 *
 * @param <T> what belongs to a path
 */
final class PathTable<T> {
    private record Entry<T>(List<String> pattern, T value) {}

    private final List<Entry<T>> entries = new ArrayList<>();

    PathTable(Map<String, T> byPattern) {
        byPattern.forEach(
                (pattern, value) ->
                        entries.add(new Entry<>(List.of(pattern.split("\\.", -1)), value)));
    }

    /** Returns what belongs to the path, or null. */
    @Nullable T find(KeyPath path) {
        for (Entry<T> entry : entries) {
            if (path.matches(entry.pattern)) {
                return entry.value;
            }
        }
        return null;
    }
}
