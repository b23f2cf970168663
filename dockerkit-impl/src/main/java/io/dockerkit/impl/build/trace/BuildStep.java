package io.dockerkit.impl.build.trace;

import io.dockerkit.image.BuildProgress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of one step. Not thread-safe. */
final class BuildStep {
    private static final int LAST_LINES = 20;

    /** How long a line is at most that is kept for errors. */
    private static final int LONGEST_KEPT = 2000;

    private final int number;
    private final String name;
    private final long started;
    private final StepOutput output = new StepOutput();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Set<String> transferred = new HashSet<>();
    private boolean ended;

    BuildStep(int number, String name, long started) {
        this.number = number;
        this.name = name;
        this.started = started;
    }

    String name() {
        return name;
    }

    StepOutput output() {
        return output;
    }

    /** Returns true once: for the end of the step. */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Returns true once for each transfer. */
    boolean endTransfer(String id) {
        return transferred.add(id);
    }

    void keep(String line) {
        lastLines.add(
                line.length() <= LONGEST_KEPT
                        ? line
                        : "…" + line.substring(line.length() - LONGEST_KEPT));
        if (lastLines.size() > LAST_LINES) {
            lastLines.remove();
        }
    }

    List<String> lastLines() {
        return List.copyOf(lastLines);
    }

    BuildProgress event(BuildProgress.Kind kind, String text, long timestamp) {
        return event(kind, text, 0, 0, started, timestamp);
    }

    /** Returns the report of what began at a time of its own, as a transfer does. */
    BuildProgress event(
            BuildProgress.Kind kind,
            String text,
            long current,
            long total,
            long began,
            long timestamp) {
        return new BuildProgress(
                number,
                name,
                kind,
                text,
                current,
                total,
                Duration.ofNanos(began == 0 ? 0 : Math.max(0, timestamp - began)));
    }
}
