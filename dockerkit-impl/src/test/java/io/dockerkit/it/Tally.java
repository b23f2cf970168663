package io.dockerkit.it;

import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what came of each fault. A run with full counts writes it to {@code target/reliability}, where {@code dev/soak}
 * finds it. Thread-safe.
 */
final class Tally {
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    /** Counts one fault that was met; null stands for the right answer. */
    synchronized void add(String call, String fault, Throwable error) {
        String outcome = error == null ? "right answer" : error.getClass().getSimpleName();
        counts.computeIfAbsent(call + "\t" + fault, key -> new TreeMap<>())
                .merge(outcome, 1, Integer::sum);
    }

    synchronized int total() {
        return counts.values().stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Prints, and keeps, a line for each call, fault and outcome: the three and their count, with tabs between. */
    synchronized void write(String name) {
        List<String> lines =
                counts.entrySet().stream()
                        .flatMap(
                                entry ->
                                        entry.getValue().entrySet().stream()
                                                .map(
                                                        outcome ->
                                                                entry.getKey()
                                                                        + "\t"
                                                                        + outcome.getKey()
                                                                        + "\t"
                                                                        + outcome.getValue()))
                        .toList();
        lines.forEach(System.out::println);
        if (Endurance.isFull()) {
            keep(name, lines);
        }
    }

    /** Keeps the figures of a run with full counts as {@code target/reliability/NAME.tsv}. */
    static void keep(String name, List<String> lines) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "reliability"));
            Files.write(directory.resolve(name + ".tsv"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
