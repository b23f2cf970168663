package io.dockerkit.impl.container;

import io.dockerkit.container.LogLine;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.transport.Frame;
import io.dockerkit.impl.transport.FrameReader;
import io.dockerkit.spi.LogsRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole lines of a log's stream. Without a terminal each frame is one message of the engine's, with a time and
 * details of its own where they were asked for; a line longer than the engine's 16 KiB comes as several messages, and is
 * put together here. A terminal's stream has no frames: there each 16 KiB of a line begin with a time and details again.
 * Decoding waits for the whole line, so that no character is torn; a line longer than 1 MiB is handed over in pieces.
 *
 * <p>For one thread at a time.
 */
final class LogMessages {
    /** How much of a line is kept before it is handed over as a piece. */
    static final int LONGEST_LINE = 1024 * 1024;

    /** How long an engine's message is at most; a longer line comes as several. */
    static final int MESSAGE = 16 * 1024;

    private static final int LONGEST_HEAD = 64 * 1024;

    private final boolean timestamps;
    private final boolean details;
    private final boolean tty;
    private final InputStream in;
    private final FrameReader frames;
    private final String what;
    private final Deque<LogLine> ready = new ArrayDeque<>();
    private final Partial stdout;
    private final Partial stderr;
    private final byte[] buffer = new byte[32 * 1024];
    private boolean withinFrame;
    private boolean ended;

    LogMessages(InputStream in, boolean tty, LogsRequest request, String what) {
        this.in = in;
        this.frames = new FrameReader(in);
        this.tty = tty;
        this.timestamps = request.hasTimestamps();
        this.details = request.hasDetails();
        this.what = what;
        this.stdout = new Partial(LogLine.Source.STDOUT, tty && (timestamps || details));
        this.stderr = new Partial(LogLine.Source.STDERR, false);
    }

    /** Returns the next line, or null at the end. */
    @Nullable LogLine next() throws IOException {
        while (ready.isEmpty() && !ended) {
            if (tty) {
                readRaw();
            } else {
                readFrame();
            }
        }
        return ready.poll();
    }

    private void readRaw() throws IOException {
        int count = in.read(buffer);
        if (count < 0) {
            end();
            return;
        }
        stdout.addRaw(buffer, count);
    }

    private void readFrame() throws IOException {
        Frame frame = frames.next();
        if (frame == null) {
            end();
            return;
        }
        byte[] payload = frame.payload();
        boolean message = !withinFrame;
        withinFrame = frames.isWithinFrame();
        switch (frame.kind()) {
            case SYSTEMERR ->
                    throw EngineErrors.of(
                            0,
                            new String(payload, StandardCharsets.UTF_8).strip(),
                            "read the logs of " + what,
                            null);
            case STDERR -> stderr.addMessage(payload, message);
            default -> stdout.addMessage(payload, message);
        }
    }

    private void end() {
        ended = true;
        stdout.flush();
        stderr.flush();
    }

    /** The line of one stream that has not come to its end. */
    private final class Partial {
        private final LogLine.Source source;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private String head = "";
        private int headLength;

        /** What may be the head of a terminal's message, until it is there as a whole. */
        private final ByteArrayOutputStream mayBeHead = new ByteArrayOutputStream();

        private boolean headIsDue;

        /** How much of a terminal's line has come since its beginning. */
        private long length;

        Partial(LogLine.Source source, boolean headIsDue) {
            this.source = source;
            this.headIsDue = headIsDue;
        }

        private boolean heads() {
            return timestamps || details;
        }

        /** Adds what one frame holds: a message, or a further part of one. */
        void addMessage(byte[] payload, boolean isBeginning) {
            int start = 0;
            if (isBeginning && heads()) {
                start = skipHead(payload);
            }
            for (int at = start; at < payload.length; at++) {
                if (payload[at] == '\n') {
                    append(payload, start, at - start);
                    finish(false);
                    start = at + 1;
                }
            }
            append(payload, start, payload.length - start);
        }

        /** The head of the first message of a line counts; those of its further messages are passed over. */
        private int skipHead(byte[] from) {
            int end = endOfHead(from, from.length);
            int at = end < 0 ? from.length : end;
            if (bytes.size() == 0) {
                head = new String(from, 0, at, StandardCharsets.UTF_8);
            }
            return at;
        }

        /** Returns where the head ends that the bytes begin with, or -1 if it has not come to its end. */
        private int endOfHead(byte[] from, int count) {
            int words = (timestamps ? 1 : 0) + (details ? 1 : 0);
            for (int at = 0; at < count; at++) {
                if (from[at] == ' ' && --words == 0) {
                    return at + 1;
                }
            }
            return -1;
        }

        /** Adds what a terminal wrote. */
        void addRaw(byte[] from, int count) {
            for (int at = 0; at < count; at++) {
                byte next = from[at];
                if (headIsDue) {
                    mayBeHead.write(next);
                    takeHead(next);
                } else {
                    addRaw(next);
                }
            }
        }

        private void addRaw(byte next) {
            if (next == '\n') {
                finish(true);
                length = 0;
                headIsDue = heads();
                return;
            }
            bytes.write(next);
            length++;
            headIsDue = heads() && length % MESSAGE == 0;
            if (bytes.size() >= LONGEST_LINE) {
                finishPiece();
            }
        }

        /** Decides on the bytes that may be a head: they are one, or more has to come, or they are text. */
        private void takeHead(byte last) {
            int size = mayBeHead.size();
            boolean decided =
                    last == '\n'
                            || (length > 0
                                    ? size >= headLength
                                    : last == ' ' || size >= LONGEST_HEAD);
            if (!decided) {
                return;
            }
            byte[] candidate = mayBeHead.toByteArray();
            boolean isHead;
            if (length > 0) {
                isHead = last != '\n' && continues(new String(candidate, StandardCharsets.UTF_8));
            } else {
                isHead = endOfHead(candidate, size) > 0;
                if (!isHead && last == ' ') {
                    return;
                }
            }
            mayBeHead.reset();
            headIsDue = false;
            if (!isHead) {
                addText(candidate);
            } else if (length == 0) {
                head = new String(candidate, StandardCharsets.UTF_8);
                headLength = size;
            }
        }

        private void addText(byte[] text) {
            for (byte next : text) {
                addRaw(next);
            }
        }

        /** Returns whether this is the head of a further message of the line: as long, with the same details. */
        private boolean continues(String candidate) {
            if (!timestamps) {
                return candidate.equals(head);
            }
            int space = candidate.indexOf(' ');
            int before = head.indexOf(' ');
            return space > 0
                    && space == before
                    && time(candidate.substring(0, space)).isPresent()
                    && candidate.substring(space).equals(head.substring(before));
        }

        private void append(byte[] from, int start, int count) {
            int at = start;
            int end = start + count;
            while (at < end) {
                int piece = Math.min(end - at, LONGEST_LINE - bytes.size());
                bytes.write(from, at, piece);
                at += piece;
                if (bytes.size() >= LONGEST_LINE) {
                    finishPiece();
                }
            }
        }

        void flush() {
            if (mayBeHead.size() > 0) {
                byte[] candidate = mayBeHead.toByteArray();
                mayBeHead.reset();
                headIsDue = false;
                bytes.write(candidate, 0, candidate.length);
            }
            if (bytes.size() > 0) {
                finish(tty);
            }
        }

        private void finish(boolean ofTerminal) {
            String text = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
            // a terminal ends its lines with CR LF
            ready.add(
                    line(
                            ofTerminal && text.endsWith("\r")
                                    ? text.substring(0, text.length() - 1)
                                    : text,
                            false));
            head = "";
            headLength = 0;
        }

        /** Hands over what has come of a long line, up to the last whole character; the head stays that of the line. */
        private void finishPiece() {
            byte[] all = bytes.toByteArray();
            int end = endOfCharacters(all);
            bytes.reset();
            bytes.write(all, end, all.length - end);
            ready.add(line(new String(all, 0, end, StandardCharsets.UTF_8), true));
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

        private LogLine line(String text, boolean partial) {
            String rest = head;
            Optional<Instant> time = Optional.empty();
            if (timestamps) {
                int space = rest.indexOf(' ');
                time = time(space < 0 ? rest : rest.substring(0, space));
                rest = space < 0 ? "" : rest.substring(space + 1);
            }
            return new LogLine(
                    source,
                    text,
                    time.orElse(null),
                    details ? attributes(rest.strip()) : Map.of(),
                    partial);
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String pair : text.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    attributes.put(
                            decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return attributes;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
