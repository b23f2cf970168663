package io.dockerkit.impl.build.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What one step prints, which comes in pieces, as lines. Not thread-safe. */
final class StepOutput {
    /** How long a line is at most, in bytes: a step decides how long its lines are. */
    static final int LONGEST_LINE = 1024 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Takes in a piece, whose characters stand for bytes, and hands the lines that are complete to {@code lines}. */
    void add(String piece, Consumer<String> lines) {
        for (int i = 0; i < piece.length(); i++) {
            char one = piece.charAt(i);
            if (one == '\n') {
                end(lines);
            } else {
                line.write(one);
                if (line.size() == LONGEST_LINE) {
                    end(lines);
                }
            }
        }
    }

    /** Hands over what is left, if there is anything. */
    void flush(Consumer<String> lines) {
        if (line.size() > 0) {
            end(lines);
        }
    }

    private void end(Consumer<String> lines) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
