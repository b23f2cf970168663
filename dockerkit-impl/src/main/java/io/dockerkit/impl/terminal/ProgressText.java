package io.dockerkit.impl.terminal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The lines that show the layers of an operation: one for each, and the sum last. Pure functions; no line is longer than
 * the width that is asked for.
 *
 * <p>Immutable and thread-safe.
 */
final class ProgressText {
    /** The longest bar, which is docker's: 50 steps and the arrow's head. */
    private static final int LONGEST_BAR = 51;

    private static final int SHORTEST_BAR = 5;

    /** What stands left of a bar as a rule; a longer one takes its place from the bar. */
    private static final int USUAL_LABEL = "0123456789ab: Downloading".length();

    private static final int SIZES = " 1.234MB/1.234MB".length();
    private static final int PERCENT = "100%".length();

    /** A line narrower than this has its percentage at the bar, not its sizes. */
    private static final int WIDE = USUAL_LABEL + " [".length() + 10 + "] ".length() + SIZES;

    private ProgressText() {}

    /**
     * Returns the lines to show.
     *
     * @param layers all layers, in the order to show them
     * @param width the length of the longest line
     * @param height the number of lines at most, at least 1; where the layers are more, those that move are shown and
     *     the others counted
     */
    static List<String> lines(List<ProgressLayer> layers, int width, int height) {
        List<String> lines = new ArrayList<>();
        String sum = sum(layers);
        int room = sum.isEmpty() ? height : height - 1;
        if (layers.size() <= room) {
            layers.forEach(layer -> lines.add(line(layer, width)));
        } else if (room > 0) {
            Set<ProgressLayer> shown = pick(layers, room - 1);
            lines.add(others(layers.stream().filter(layer -> !shown.contains(layer)).toList()));
            layers.stream().filter(shown::contains).forEach(l -> lines.add(line(l, width)));
        }
        if (!sum.isEmpty()) {
            lines.add(sum);
        }
        lines.replaceAll(line -> cut(line, width));
        return List.copyOf(lines);
    }

    /** Returns the text on one line: a control character, which would move the cursor, becomes a space. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Picks the last of the layers that move and, where there is room, the first of those that wait. */
    private static Set<ProgressLayer> pick(List<ProgressLayer> layers, int room) {
        List<ProgressLayer> moving =
                layers.stream().filter(l -> !l.isDone() && !l.isWaiting()).toList();
        Set<ProgressLayer> picked =
                new LinkedHashSet<>(
                        moving.subList(Math.max(0, moving.size() - room), moving.size()));
        layers.stream()
                .filter(ProgressLayer::isWaiting)
                .limit(room - picked.size())
                .forEach(picked::add);
        return picked;
    }

    private static String others(List<ProgressLayer> layers) {
        List<String> counts = new ArrayList<>();
        count(counts, layers, ProgressLayer::isDone, "done");
        count(counts, layers, l -> !l.isDone() && !l.isWaiting(), "under way");
        count(counts, layers, ProgressLayer::isWaiting, "waiting");
        return "More layers: " + String.join(", ", counts);
    }

    private static void count(
            List<String> counts,
            List<ProgressLayer> layers,
            Predicate<ProgressLayer> which,
            String word) {
        long count = layers.stream().filter(which).count();
        if (count > 0) {
            counts.add(count + " " + word);
        }
    }

    private static String sum(List<ProgressLayer> layers) {
        long loaded = layers.stream().mapToLong(ProgressLayer::loaded).sum();
        long size = layers.stream().mapToLong(ProgressLayer::size).sum();
        if (layers.stream().anyMatch(ProgressLayer::isEndless)) {
            return "Total: " + ProgressSize.human(loaded);
        }
        return size == 0
                ? ""
                : "Total: " + sizes(loaded, size) + " " + (int) (100.0 * loaded / size) + "%";
    }

    private static String line(ProgressLayer layer, int width) {
        String label = layer.id() + ": " + layer.status();
        if (layer.countsSeconds()) {
            return label + " " + layer.current() + " s";
        }
        if (layer.total() == 0) {
            return layer.current() == 0 ? label : label + " " + padded(layer.current());
        }
        boolean wide = width >= WIDE;
        double part = Math.min(1, (double) layer.current() / layer.total());
        int bar =
                width
                        - Math.max(label.length(), USUAL_LABEL)
                        - (" [] ".length() + (wide ? SIZES : PERCENT));
        return label
                + (bar < SHORTEST_BAR ? " " : " [" + bar(part, Math.min(bar, LONGEST_BAR)) + "] ")
                + (wide ? numbers(layer) : String.format(Locale.ROOT, "%3d%%", (int) (100 * part)));
    }

    private static String bar(double part, int length) {
        int done = (int) (part * (length - 1));
        return "=".repeat(done) + ">" + " ".repeat(length - 1 - done);
    }

    /** Returns the step's sizes; an engine that reports more than the whole is not believed about the whole. */
    private static String numbers(ProgressLayer layer) {
        return padded(layer.current())
                + (layer.current() > layer.total() ? "" : "/" + ProgressSize.human(layer.total()));
    }

    private static String padded(long bytes) {
        return String.format(Locale.ROOT, "%8s", ProgressSize.human(bytes));
    }

    private static String sizes(long loaded, long size) {
        return ProgressSize.human(loaded) + "/" + ProgressSize.human(size);
    }

    private static String cut(String line, int width) {
        String plain = plain(line);
        return plain.length() <= width ? plain : plain.substring(0, width);
    }
}
