package io.dockerkit.impl.container;

import io.dockerkit.container.LogLine;
import io.dockerkit.spi.LogsRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine writes before each message of a log that was asked for with {@code --timestamps} or {@code --details}: the
 * time, a space, the details, a space. Immutable and thread-safe.
 */
record LogHead(boolean timestamps, boolean details) {
    static LogHead of(LogsRequest request) {
        return new LogHead(request.hasTimestamps(), request.hasDetails());
    }

    /** Returns whether messages have a head. */
    boolean exists() {
        return timestamps || details;
    }

    /** Returns where the head ends that the bytes begin with, or -1 if it has not come to its end. */
    int end(byte[] from, int count) {
        int words = (timestamps ? 1 : 0) + (details ? 1 : 0);
        for (int at = 0; at < count; at++) {
            if (from[at] == ' ' && --words == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Returns whether this is the head of a further message of a line: as long as the first, with the same details. */
    boolean continues(String head, String candidate) {
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

    /** Returns the line with what its head says. */
    LogLine line(LogLine.Source source, String head, String text, boolean partial) {
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
