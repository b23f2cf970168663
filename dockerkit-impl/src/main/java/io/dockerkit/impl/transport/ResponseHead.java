package io.dockerkit.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Status line and headers of an answer. Not thread-safe. */
final class ResponseHead {
    /** The largest header of an engine is the base64 of a path's stat, some 12 KiB. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_HEADERS = 500;

    private final int status;
    private final boolean keepAliveByDefault;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ResponseHead(String statusLine) {
        // "HTTP/1.1 200 OK"; the reason may be missing, and with it the blank before it
        boolean ok =
                statusLine.startsWith("HTTP/1.")
                        && statusLine.length() >= 12
                        && isDigit(statusLine.charAt(7))
                        && statusLine.charAt(8) == ' '
                        && isDigit(statusLine.charAt(9))
                        && isDigit(statusLine.charAt(10))
                        && isDigit(statusLine.charAt(11))
                        && (statusLine.length() == 12 || statusLine.charAt(12) == ' ');
        this.status = ok ? Integer.parseInt(statusLine, 9, 12, 10) : 0;
        if (status < 100) {
            throw Malformed.answer(
                    "expected an HTTP answer but received " + Malformed.quote(statusLine));
        }
        this.keepAliveByDefault = statusLine.charAt(7) != '0';
    }

    /**
     * Reads the head of the answer; interim answers (100 Continue and the like) are skipped.
     *
     * @throws EOFException if the connection ended before the head did
     */
    static ResponseHead read(ReceivedBytes received) throws IOException {
        int interim = 0;
        while (true) {
            ResponseHead head = readOne(received);
            if (head.status >= 200 || head.status == 101) {
                return head;
            }
            if (++interim > MOST_HEADERS) {
                throw Malformed.answer("received more than " + MOST_HEADERS + " interim answers");
            }
        }
    }

    private static ResponseHead readOne(ReceivedBytes received) throws IOException {
        ResponseHead head = new ResponseHead(line(received));
        int count = 0;
        int bytes = 0;
        for (String line = line(received); !line.isEmpty(); line = line(received)) {
            bytes += line.length();
            if (++count > MOST_HEADERS || bytes > MOST_BYTES) {
                throw Malformed.answer(
                        "the engine's answer has more than "
                                + MOST_HEADERS
                                + " headers or "
                                + MOST_BYTES
                                + " bytes of them, the last "
                                + Malformed.quote(line));
            }
            head.add(line);
        }
        return head;
    }

    private static String line(ReceivedBytes received) throws IOException {
        String line = received.readLine(LONGEST_LINE);
        if (line == null) {
            throw new EOFException("the connection ended before the head of the answer did");
        }
        return line;
    }

    private void add(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
            throw Malformed.answer("expected a header but received " + Malformed.quote(line));
        }
        List<String> values = headers.get(line.substring(0, colon));
        if (values == null) {
            values = new ArrayList<>(1);
            headers.put(line.substring(0, colon), values);
        }
        values.add(line.substring(colon + 1).strip());
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns the first header of that name, in any case. */
    @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** Returns the values of a header, or none. */
    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Whether it is what a TLS port of Go's server answers to plain HTTP: 400 by HTTP/1.0, without any header. */
    boolean asksForTls() {
        return status == 400 && !keepAliveByDefault && headers.isEmpty();
    }

    /** Returns whether the engine will take another request over the same connection. */
    boolean keepsAlive() {
        for (String value : all("Connection")) {
            for (String token : value.split(",", -1)) {
                if (token.strip().equalsIgnoreCase("close")) {
                    return false;
                }
                if (token.strip().equalsIgnoreCase("keep-alive")) {
                    return true;
                }
            }
        }
        return keepAliveByDefault;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
