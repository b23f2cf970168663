package io.dockerkit.impl.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes the heads out of the log of a container with a terminal. Its stream has no frames: each line, and within a line each
 * 16 KiB, begins with a head.
 *
 * <p>Not thread-safe.
 */
final class TerminalLog {
    /** How long an engine's message is at most; a longer line comes as several. */
    static final int MESSAGE = 16 * 1024;

    private static final int LONGEST_HEAD = 64 * 1024;

    private final LogHead heads;
    private final PartialLine line;

    /** What may be the head of a message, until all of it has come. */
    private final ByteArrayOutputStream mayBeHead = new ByteArrayOutputStream();

    private boolean headIsDue;

    /** How long the head of the line is. */
    private int headLength;

    /** How much of the line has come since its beginning. */
    private long length;

    TerminalLog(LogHead heads, PartialLine line) {
        this.heads = heads;
        this.line = line;
        this.headIsDue = heads.exists();
    }

    /** Adds what the terminal wrote. */
    void add(byte[] from, int count) {
        for (int at = 0; at < count; at++) {
            byte next = from[at];
            if (headIsDue) {
                mayBeHead.write(next);
                takeHead(next);
            } else {
                add(next);
            }
        }
    }

    private void add(byte next) {
        if (next == '\n') {
            line.finish(true);
            length = 0;
            headLength = 0;
            headIsDue = heads.exists();
            return;
        }
        length++;
        headIsDue = heads.exists() && length % MESSAGE == 0;
        line.append(next);
    }

    /** Decides about the bytes that may be a head: they are one, or more has to come, or they are text. */
    private void takeHead(byte last) {
        int size = mayBeHead.size();
        boolean decided =
                last == '\n'
                        || (length > 0 ? size >= headLength : last == ' ' || size >= LONGEST_HEAD);
        if (!decided) {
            return;
        }
        byte[] candidate = mayBeHead.toByteArray();
        boolean isHead;
        if (length > 0) {
            isHead =
                    last != '\n'
                            && heads.continues(
                                    line.head(), new String(candidate, StandardCharsets.UTF_8));
        } else {
            isHead = heads.end(candidate, size) > 0;
            if (!isHead && last == ' ') {
                return;
            }
        }
        mayBeHead.reset();
        headIsDue = false;
        if (!isHead) {
            for (byte next : candidate) {
                add(next);
            }
        } else if (length == 0) {
            line.head(new String(candidate, StandardCharsets.UTF_8));
            headLength = size;
        }
    }

    /** Takes what is left for text, at the end of the stream. */
    void end() {
        byte[] candidate = mayBeHead.toByteArray();
        mayBeHead.reset();
        headIsDue = false;
        line.append(candidate, 0, candidate.length);
        if (!line.isEmpty()) {
            line.finish(true);
        }
    }
}
