package io.dockerkit.impl.terminal;

import java.util.List;

/**
 * What a terminal must be sent so that lines change in place. Between two frames the cursor stands in the first column
 * below the last line, so that whatever else is printed then, an error for instance, does not run into the bars.
 *
 * <p>Not thread-safe.
 */
final class ProgressFrames {
    private static final String ERASE_LINE = "\033[2K";
    private static final String NEXT_LINE = "\r\n";

    private List<String> drawn = List.of();

    /** Returns what puts {@code lines} in the place of those of the last frame; nothing if they are the same. */
    String draw(List<String> lines) {
        if (lines.equals(drawn)) {
            return "";
        }
        StringBuilder text = new StringBuilder(up(drawn.size()));
        lines.forEach(line -> text.append(ERASE_LINE).append(line).append(NEXT_LINE));
        int left = Math.max(0, drawn.size() - lines.size());
        text.append((ERASE_LINE + NEXT_LINE).repeat(left)).append(up(left));
        drawn = List.copyOf(lines);
        return text.toString();
    }

    /** Leaves the lines of the last frame as they are; the next frame begins below them. */
    void leave() {
        drawn = List.of();
    }

    /** Returns a line to print below the last frame, after {@link #leave()}. */
    static String line(String text) {
        return text + NEXT_LINE;
    }

    private static String up(int lines) {
        return lines == 0 ? "" : "\r\033[" + lines + "A";
    }
}
