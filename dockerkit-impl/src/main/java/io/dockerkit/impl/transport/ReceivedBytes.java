package io.dockerkit.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a {@link Link} receives: buffered, read as lines or as they are, and counted.
 *
 * <p>Not thread-safe.
 */
final class ReceivedBytes {
    private static final int BUFFER = 32 * 1024;

    private final Link link;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long count;
    private boolean blocking = true;

    ReceivedBytes(Link link) {
        this.link = link;
    }

    /** Starts the count of an exchange. */
    void begin() {
        count = 0;
    }

    /** Returns how many bytes came in this exchange. */
    long count() {
        return count;
    }

    /** Reads at least one byte; -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= BUFFER) {
                return receive(into, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int taken = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, offset, taken);
        position += taken;
        return taken;
    }

    /**
     * Reads a line without its line end, LF or CRLF.
     *
     * @return the line, or null if the connection ended before its first byte
     * @throws EOFException if it ended within the line
     */
    @Nullable String readLine(int longest) throws IOException {
        String line = readToLineFeed(longest);
        return line == null || !line.endsWith("\r") ? line : line.substring(0, line.length() - 1);
    }

    /** As {@link #readLine}, for a line whose end must be CRLF. */
    @Nullable String readStrictLine(int longest) throws IOException {
        String line = readToLineFeed(longest);
        if (line != null && !line.endsWith("\r")) {
            throw Malformed.answer(
                    "expected a line that ends in CR and LF but received "
                            + Malformed.quote(line + "\n"));
        }
        return line == null ? null : line.substring(0, line.length() - 1);
    }

    private @Nullable String readToLineFeed(int longest) throws IOException {
        StringBuilder before = null;
        while (true) {
            for (int i = position; i < limit; i++) {
                if (buffer[i] == '\n') {
                    return finishLine(before, i, longest);
                }
            }
            before = append(before, limit, longest);
            if (!fill()) {
                if (before.length() == 0) {
                    return null;
                }
                throw new EOFException("the connection ended within a line");
            }
        }
    }

    private String finishLine(@Nullable StringBuilder before, int lineFeed, int longest) {
        String line;
        if (before == null) {
            line = latin1(position, lineFeed);
            tooLong(line.length(), longest, line);
        } else {
            line = append(before, lineFeed, longest).toString();
        }
        position = lineFeed + 1;
        return line;
    }

    private StringBuilder append(@Nullable StringBuilder before, int until, int longest) {
        StringBuilder line = before == null ? new StringBuilder() : before;
        line.append(latin1(position, until));
        position = until;
        tooLong(line.length(), longest, line);
        return line;
    }

    private static void tooLong(int length, int longest, CharSequence line) {
        if (length > longest + 1) {
            throw Malformed.answer(
                    "the engine's answer has a line of more than "
                            + longest
                            + " bytes: "
                            + Malformed.quote(line.toString()));
        }
    }

    private String latin1(int from, int until) {
        return new String(buffer, from, until - from, StandardCharsets.ISO_8859_1);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        limit = Math.max(0, receive(buffer, 0, BUFFER));
        return limit > 0;
    }

    private int receive(byte[] into, int offset, int length) throws IOException {
        int read = blocking ? link.read(into, offset, length) : link.readNow(into, offset, length);
        if (read == 0) {
            throw new IOException("nothing there yet");
        }
        count += Math.max(0, read);
        return read;
    }

    /** Lets reads that would block fail instead: the rest of a body is read only if it has come already. */
    void stopWaiting() {
        blocking = false;
    }

    /** Lets reads block again; returns whether every byte that came has been read. */
    boolean finish() {
        blocking = true;
        return position == limit;
    }

    /** Returns whether nothing has come since, neither bytes nor the end. Never called while another thread reads. */
    boolean isSilent() throws IOException {
        return link.readNow(buffer, 0, 1) == 0;
    }
}
