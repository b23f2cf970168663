package io.dockerkit.impl.container;

import io.dockerkit.container.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The line of a log that has not come to its end. It is decoded as a whole, so that no character is torn; a line longer than
 * 1 MiB is handed over in pieces.
 *
 * <p>Not thread-safe.
 */
final class PartialLine {
    /** How much of a line is kept before it is handed over as a piece. */
    static final int LONGEST = 1024 * 1024;

    private final LogLine.Source source;
    private final LogHead heads;
    private final Consumer<LogLine> lines;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String head = "";

    /**
     * Creates an empty one.
     *
     * @param lines gets each line, and each piece of a long one
     */
    PartialLine(LogLine.Source source, LogHead heads, Consumer<LogLine> lines) {
        this.source = source;
        this.heads = heads;
        this.lines = lines;
    }

    /** Sets the head of the line. */
    void head(String text) {
        head = text;
    }

    String head() {
        return head;
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** Adds a byte that is not a line feed. */
    void append(byte next) {
        bytes.write(next);
        finishPieceIfLong();
    }

    /** Adds bytes without a line feed. */
    void append(byte[] from, int start, int count) {
        int at = start;
        int end = start + count;
        while (at < end) {
            int piece = Math.min(end - at, LONGEST - bytes.size());
            bytes.write(from, at, piece);
            at += piece;
            finishPieceIfLong();
        }
    }

    /**
     * Ends the line.
     *
     * @param ofTerminal whether a carriage return at its end belongs to the line end
     */
    void finish(boolean ofTerminal) {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        boolean crlf = ofTerminal && text.endsWith("\r");
        String line = crlf ? text.substring(0, text.length() - 1) : text;
        lines.accept(heads.line(source, head, line, false));
        head = "";
    }

    /** Hands over what has come of a long line, up to the last whole character; the head stays that of the line. */
    private void finishPieceIfLong() {
        if (bytes.size() < LONGEST) {
            return;
        }
        byte[] all = bytes.toByteArray();
        int end = endOfCharacters(all);
        bytes.reset();
        bytes.write(all, end, all.length - end);
        String piece = new String(all, 0, end, StandardCharsets.UTF_8);
        lines.accept(heads.line(source, head, piece, true));
    }

    private static int endOfCharacters(byte[] utf8) {
        int at = utf8.length - 1;
        while (at > utf8.length - 4 && (utf8[at] & 0xc0) == 0x80) {
            at--;
        }
        int first = utf8[at] & 0xff;
        int size = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        return at + size <= utf8.length ? utf8.length : at;
    }
}
