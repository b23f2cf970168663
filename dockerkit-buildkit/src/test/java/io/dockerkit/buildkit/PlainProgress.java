package io.dockerkit.buildkit;

import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.BuildProgress.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code --progress=plain} as it can be compared: the lines of each step in their order, by its name. Steps that run side by side
 * take turns at other times in each build, and times differ.
 */
final class PlainProgress {
    private static final Pattern LINE = Pattern.compile("#(\\d+) (.*)");
    private static final Pattern PROGRESS =
            Pattern.compile("( \\d[^ ]*B( / \\d[^ ]*B)?)?( T)?( done)?$");
    private static final Pattern TIME = Pattern.compile("(?:^| )\\d+\\.\\d+(?:s|(?= ))");

    private PlainProgress() {}

    private static void add(Map<Integer, List<String>> steps, String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        List<String> lines =
                steps.computeIfAbsent(Integer.parseInt(matcher.group(1)), n -> new ArrayList<>());
        String text =
                TIME.matcher(matcher.group(2)).replaceAll(" T").replace(" T done", " done").strip();
        boolean turn = text.equals("...") || (lines.contains(text) && text.startsWith("["));
        if (!turn) {
            lines.add(text);
        }
    }

    /** Returns the lines of what buildx printed, by the names of the steps. */
    static Map<String, List<String>> ofText(String printed) {
        Map<Integer, List<String>> steps = new TreeMap<>();
        printed.lines().forEach(line -> add(steps, line));
        // what buildx does by itself, before and after the build
        steps.remove(0);
        steps.values().removeIf(lines -> lines.get(0).startsWith("resolving provenance"));
        steps.values().forEach(PlainProgress::removeMoving);
        return byName(steps);
    }

    /** Steps that begin at the same time have numbers in any order. */
    private static Map<String, List<String>> byName(Map<Integer, List<String>> steps) {
        Map<String, List<String>> named = new TreeMap<>();
        steps.values()
                .forEach(
                        lines -> {
                            endLast(lines);
                            named.put(lines.get(0), lines);
                        });
        return named;
    }

    /** How often a transfer is reported while it moves depends on the time. */
    private static void removeMoving(List<String> lines) {
        List<String> complete =
                lines.stream()
                        .filter(line -> line.endsWith(" done"))
                        .map(PlainProgress::transfer)
                        .toList();
        lines.removeIf(line -> !line.endsWith(" done") && complete.contains(transfer(line)));
    }

    private static String transfer(String line) {
        return PROGRESS.matcher(line).replaceFirst("");
    }

    /**
     * Takes out the warnings of a step that buildx has not printed. A warning is reported at any time after the end of its step, and
     * buildx prints those only that it has when it prints the end.
     */
    static Map<String, List<String>> withoutLateWarnings(
            Map<String, List<String>> reported, Map<String, List<String>> printed) {
        reported.forEach(
                (step, lines) ->
                        lines.removeIf(
                                line ->
                                        line.startsWith("WARN: ")
                                                && !printed.getOrDefault(step, List.of())
                                                        .contains(line)));
        return reported;
    }

    /** Returns the lines of DockerKit's reports. */
    static Map<String, List<String>> ofReports(List<BuildProgress> reports) {
        Map<Integer, List<String>> steps = new TreeMap<>();
        reports.stream()
                .filter(report -> report.kind() != Kind.TRANSFER)
                .forEach(report -> add(steps, report.toString()));
        return byName(steps);
    }

    /**
     * The end of a transfer can be reported after that of its step, and buildx waits a little before it prints. A base image ends
     * twice, the second time as cached, and buildx prints any of the two, or none.
     */
    private static void endLast(List<String> lines) {
        List<String> ends = lines.stream().filter(List.of("DONE T", "CACHED")::contains).toList();
        lines.removeAll(ends);
        boolean base = !lines.isEmpty() && lines.get(0).contains(" FROM ");
        if (!base) {
            lines.addAll(ends);
        }
    }
}
