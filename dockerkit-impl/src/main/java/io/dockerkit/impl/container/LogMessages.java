package io.dockerkit.impl.container;

import io.dockerkit.container.LogLine;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.transport.Frame;
import io.dockerkit.impl.transport.FrameReader;
import io.dockerkit.spi.LogsRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole lines from the stream of a log. Without a terminal each frame is one message of the engine, with a
 * {@linkplain LogHead head} of its own; a line longer than the engine's 16 KiB comes as several messages and is joined here.
 * The stream of a container with a terminal is read by {@link TerminalLog}.
 *
 * <p>For one thread at a time.
 */
final class LogMessages {
    private final InputStream in;
    private final FrameReader frames;
    private final String what;
    private final LogHead heads;
    private final Deque<LogLine> ready = new ArrayDeque<>();
    private final PartialLine stdout;
    private final PartialLine stderr;
    private final @Nullable TerminalLog terminal;

    /** The lines of tasks that have not come to their end; null where all is of one container. */
    private final @Nullable Map<String, PartialLine> byTask;

    private final byte[] buffer = new byte[32 * 1024];
    private @Nullable PartialLine current;
    private boolean withinFrame;
    private boolean ended;

    LogMessages(InputStream in, boolean tty, LogsRequest request, String what) {
        this(in, tty, request, what, false);
    }

    /**
     * Reads a log.
     *
     * @param ofTasks whether it is of several tasks, whose messages come mixed and which the details of each tell apart
     */
    LogMessages(InputStream in, boolean tty, LogsRequest request, String what, boolean ofTasks) {
        this.in = in;
        this.frames = new FrameReader(in);
        this.what = what;
        this.heads = LogHead.of(request);
        this.stdout = new PartialLine(LogLine.Source.STDOUT, heads, ready::add);
        this.stderr = new PartialLine(LogLine.Source.STDERR, heads, ready::add);
        this.byTask = ofTasks ? new LinkedHashMap<>() : null;
        this.terminal = tty ? new TerminalLog(heads, stdout) : null;
    }

    /** Returns the next line, or null at the end. */
    @Nullable LogLine next() throws IOException {
        while (ready.isEmpty() && !ended) {
            if (terminal == null) {
                readFrame();
            } else {
                read(terminal);
            }
        }
        return ready.poll();
    }

    private void read(TerminalLog log) throws IOException {
        int count = in.read(buffer);
        if (count < 0) {
            ended = true;
            log.end();
        } else {
            log.add(buffer, count);
        }
    }

    private void readFrame() throws IOException {
        Frame frame = frames.next();
        if (frame == null) {
            ended = true;
            finish(stdout);
            finish(stderr);
            Map<String, PartialLine> tasks = byTask;
            if (tasks != null) {
                tasks.values().forEach(LogMessages::finish);
            }
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
            case STDERR -> add(line(stderr, payload, message), payload, message);
            default -> add(line(stdout, payload, message), payload, message);
        }
    }

    /** Returns the line that a message goes on with: that of its task where there are several. */
    private PartialLine line(PartialLine usual, byte[] payload, boolean isBeginning) {
        Map<String, PartialLine> tasks = byTask;
        if (tasks == null || !heads.details()) {
            return usual;
        }
        if (isBeginning) {
            int end = heads.end(payload, payload.length);
            String head = new String(payload, 0, Math.max(end, 0), StandardCharsets.UTF_8);
            String details = heads.timestamps() ? head.substring(head.indexOf(' ') + 1) : head;
            boolean error = usual == stderr;
            current =
                    tasks.computeIfAbsent(
                            (error ? "2 " : "1 ") + details,
                            task ->
                                    new PartialLine(
                                            error ? LogLine.Source.STDERR : LogLine.Source.STDOUT,
                                            heads,
                                            ready::add));
        }
        PartialLine line = current;
        return line == null ? usual : line;
    }

    /** Adds a message, or a further part of one. */
    private void add(PartialLine line, byte[] payload, boolean isBeginning) {
        int start = isBeginning && heads.exists() ? takeHead(line, payload) : 0;
        for (int at = start; at < payload.length; at++) {
            if (payload[at] == '\n') {
                line.append(payload, start, at - start);
                line.finish(false);
                start = at + 1;
            }
        }
        line.append(payload, start, payload.length - start);
    }

    /** The head of the first message of a line counts; those of its further messages are skipped. */
    private int takeHead(PartialLine line, byte[] from) {
        int end = heads.end(from, from.length);
        int at = end < 0 ? from.length : end;
        if (line.isEmpty()) {
            line.head(new String(from, 0, at, StandardCharsets.UTF_8));
        }
        return at;
    }

    private static void finish(PartialLine line) {
        if (!line.isEmpty()) {
            line.finish(false);
        }
    }
}
