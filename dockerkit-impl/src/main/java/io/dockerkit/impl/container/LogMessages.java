package io.dockerkit.impl.container;

import io.dockerkit.container.LogLine;
import io.dockerkit.container.LogSource;
import io.dockerkit.container.LogsRequest;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.transport.Frame;
import io.dockerkit.impl.transport.FrameReader;
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
 * put together here. Decoding waits for the whole line, so that no character is torn.
 *
 * <p>For one thread at a time.
 */
final class LogMessages {
    private final boolean timestamps;
    private final boolean details;
    private final boolean tty;
    private final InputStream in;
    private final FrameReader frames;
    private final String what;
    private final Deque<LogLine> ready = new ArrayDeque<>();
    private final Partial stdout = new Partial(LogSource.STDOUT);
    private final Partial stderr = new Partial(LogSource.STDERR);
    private final byte[] buffer = new byte[32 * 1024];
    private boolean ended;

    LogMessages(InputStream in, boolean tty, LogsRequest request, String what) {
        this.in = in;
        this.frames = new FrameReader(in);
        this.tty = tty;
        this.timestamps = request.hasTimestamps();
        this.details = request.hasDetails();
        this.what = what;
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
        stdout.add(buffer, 0, count, false);
    }

    private void readFrame() throws IOException {
        Frame frame = frames.next();
        if (frame == null) {
            end();
            return;
        }
        byte[] payload = frame.payload();
        switch (frame.kind()) {
            case SYSTEMERR ->
                    throw EngineErrors.of(
                            0,
                            new String(payload, StandardCharsets.UTF_8).strip(),
                            "read the logs of " + what,
                            null);
            case STDERR -> stderr.add(payload, 0, payload.length, true);
            default -> stdout.add(payload, 0, payload.length, true);
        }
    }

    private void end() {
        ended = true;
        stdout.flush();
        stderr.flush();
    }

    /** The line of one stream that has not come to its end. */
    private final class Partial {
        private final LogSource source;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private String head = "";

        Partial(LogSource source) {
            this.source = source;
        }

        /** Adds bytes; where they are a message, they begin with what was asked for. */
        void add(byte[] from, int offset, int count, boolean message) {
            int start = offset;
            int end = offset + count;
            if (message && (timestamps || details)) {
                start = skipHead(from, start, end);
            }
            for (int at = start; at < end; at++) {
                if (from[at] == '\n') {
                    bytes.write(from, start, at - start);
                    finish(message);
                    start = at + 1;
                }
            }
            bytes.write(from, start, end - start);
        }

        /** The head of the first message of a line counts; those of its further messages are passed over. */
        private int skipHead(byte[] from, int start, int end) {
            int words = (timestamps ? 1 : 0) + (details ? 1 : 0);
            int at = start;
            while (words > 0 && at < end) {
                if (from[at] == ' ') {
                    words--;
                }
                at++;
            }
            if (bytes.size() == 0) {
                head = new String(from, start, at - start, StandardCharsets.UTF_8);
            }
            return at;
        }

        void flush() {
            if (bytes.size() > 0) {
                finish(!tty);
            }
        }

        private void finish(boolean message) {
            String text = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
            if (!message) {
                // a terminal ends its lines with CR LF
                text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                if (timestamps || details) {
                    text = takeHead(text);
                }
            }
            ready.add(line(text));
            head = "";
        }

        private String takeHead(String text) {
            byte[] line = text.getBytes(StandardCharsets.UTF_8);
            int end = skipHead(line, 0, line.length);
            return new String(line, end, line.length - end, StandardCharsets.UTF_8);
        }

        private LogLine line(String text) {
            String rest = head;
            Optional<Instant> time = Optional.empty();
            if (timestamps) {
                int space = rest.indexOf(' ');
                time = time(space < 0 ? rest : rest.substring(0, space));
                rest = space < 0 ? "" : rest.substring(space + 1);
            }
            return new LogLine(source, text, time, details ? attributes(rest.strip()) : Map.of());
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
