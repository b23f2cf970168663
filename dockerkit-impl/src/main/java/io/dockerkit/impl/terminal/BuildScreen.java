package io.dockerkit.impl.terminal;

import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.BuildProgress.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The steps of one build as {@code docker build} draws them: a line for each with its time at the right, its transfers below
 * it, and the last lines that a running step printed. A pure function of the reports seen: knows no terminal and no clock.
 *
 * <p>Not thread-safe.
 */
final class BuildScreen {
    private static final int LAST_LINES = 6;
    private static final String EXPORTING = "exporting";

    private final Map<Integer, Step> steps = new LinkedHashMap<>();

    /** What is known of one step. */
    private static final class Step {
        private BuildProgress last;
        private final Map<String, BuildProgress> transfers = new LinkedHashMap<>();
        private final Deque<String> log = new ArrayDeque<>();

        Step(BuildProgress first) {
            last = first;
        }

        boolean isEnded() {
            return last.isEnd();
        }
    }

    /** Returns whether the report is the first of another build. */
    boolean isOfAnother(BuildProgress report) {
        return report.kind() == Kind.STARTED && steps.containsKey(report.step());
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    void clear() {
        steps.clear();
    }

    /** Takes a report in, and returns whether it is to be drawn at once. */
    boolean add(BuildProgress report) {
        if (report.step() == 0 || report.kind() == Kind.WARNING) {
            return false;
        }
        Step step = steps.computeIfAbsent(report.step(), number -> new Step(report));
        if (!step.isEnded()) {
            step.last = report;
        }
        switch (report.kind()) {
            case TRANSFER, TRANSFERRED -> step.transfers.put(report.text(), report);
            case OUTPUT -> {
                step.log.add(report.text());
                if (step.log.size() > LAST_LINES) {
                    step.log.remove();
                }
            }
            case STARTED, CACHED, DONE, FAILED, CANCELED, WARNING -> {
                // the last report says it
            }
        }
        return report.kind() == Kind.STARTED || report.isEnd();
    }

    /**
     * Returns the lines to show.
     *
     * @param width the length of the longest line
     * @param height the number of lines at most, at least 1; where there are more, steps that are complete give way
     * @param elapsed how long the build has run
     */
    List<String> lines(int width, int height, Duration elapsed) {
        long ended = steps.values().stream().filter(Step::isEnded).count();
        boolean finished =
                ended == steps.size() && steps.values().stream().anyMatch(BuildScreen::exports);
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        "[+] Building "
                                + seconds(elapsed)
                                + " ("
                                + ended
                                + "/"
                                + steps.size()
                                + ")"
                                + (finished ? " FINISHED" : ""),
                        "",
                        "",
                        width));
        List<List<String>> blocks = new ArrayList<>();
        List<Boolean> givesWay = new ArrayList<>();
        for (Step step : steps.values()) {
            blocks.add(block(step, width));
            givesWay.add(step.isEnded() && step.last.kind() != Kind.FAILED);
        }
        int count = 1 + blocks.stream().mapToInt(List::size).sum();
        for (int i = 0; i < blocks.size() && count > height; i++) {
            if (givesWay.get(i)) {
                count -= blocks.get(i).size();
                blocks.set(i, List.of());
            }
        }
        blocks.forEach(lines::addAll);
        return List.copyOf(lines.subList(0, Math.min(lines.size(), height)));
    }

    private static boolean exports(Step step) {
        return step.last.kind() == Kind.DONE && step.last.name().startsWith(EXPORTING);
    }

    private static List<String> block(Step step, int width) {
        List<String> lines = new ArrayList<>();
        BuildProgress last = step.last;
        String word =
                switch (last.kind()) {
                    case CACHED -> "CACHED ";
                    case FAILED -> "ERROR ";
                    case CANCELED -> "CANCELED ";
                    case STARTED, OUTPUT, TRANSFER, TRANSFERRED, DONE, WARNING -> "";
                };
        lines.add(line(" => " + word + last.name(), "", seconds(last.time()), width));
        for (BuildProgress transfer : step.transfers.values()) {
            lines.add(
                    line(
                            " => => " + transfer.text(),
                            transfer.bytes(),
                            seconds(transfer.time()),
                            width));
        }
        if (!step.isEnded()) {
            step.log.forEach(text -> lines.add(line(" => => # " + text, "", "", width)));
        }
        return lines;
    }

    /** The time stands at the right edge, after two blanks; a text that would run into it is cut, but its bytes are not. */
    private static String line(String text, String bytes, String right, int width) {
        String plain = ProgressText.plain(text);
        String end = bytes.isEmpty() ? "" : " " + bytes;
        int room = Math.max(0, width - end.length() - (right.isEmpty() ? 0 : right.length() + 2));
        String left = (plain.length() > room ? plain.substring(0, room) : plain) + end;
        if (right.isEmpty() || width <= left.length() + right.length()) {
            return left.substring(0, Math.min(left.length(), width));
        }
        return left + " ".repeat(width - left.length() - right.length()) + right;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1fs", time.toNanos() / 1e9);
    }
}
