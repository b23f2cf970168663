package io.dockerkit.image;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Prints a line for each change of a layer's status, so that a log stays short. Thread-safe. */
final class ProgressLines implements Progress {
    private final PrintStream out;
    private final Map<String, String> last = new HashMap<>();

    ProgressLines(PrintStream out) {
        this.out = Objects.requireNonNull(out, "out");
    }

    @Override
    public synchronized void update(Progress.Event event) {
        if (event.id().isEmpty()) {
            out.println(event.status());
        } else if (!event.status().equals(last.put(event.id(), event.status()))) {
            out.println(event.id() + ": " + event.status());
        }
    }

    @Override
    public synchronized void build(BuildProgress event) {
        if (event.kind() != BuildProgress.Kind.TRANSFER) {
            out.println(event);
        }
    }
}
