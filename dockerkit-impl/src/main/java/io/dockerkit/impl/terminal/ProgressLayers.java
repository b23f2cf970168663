package io.dockerkit.impl.terminal;

import io.dockerkit.image.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers of one operation, in the order in which the engine named them, and their sum. A pure function of the events
 * seen: knows no terminal and no time.
 *
 * <p>Not thread-safe.
 */
final class ProgressLayers {
    private final Map<String, ProgressLayer> layers = new LinkedHashMap<>();

    /** Takes in an event about a layer, and returns whether the layer is new or its status another than before. */
    boolean update(Progress.Event event) {
        ProgressLayer before = layers.get(event.id());
        layers.put(event.id(), before == null ? ProgressLayer.first(event) : before.after(event));
        return before == null || !before.status().equals(event.status());
    }

    List<ProgressLayer> all() {
        return List.copyOf(layers.values());
    }

    void clear() {
        layers.clear();
    }
}
