package io.dockerkit.impl.transport;

import io.dockerkit.impl.concurrent.Alarm;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the engine: a {@link Link}, its read buffer, its deadline, and the reason for its end.
 *
 * <p>One thread reads while another writes; {@link #end}, {@link #ended()} and the deadline are thread-safe.
 */
final class Connection implements Alarm.Listener {
    /** Why a connection was ended from this side. */
    enum End {
        OVERDUE,
        CLOSED,
        CLIENT_CLOSED
    }

    private static final int BUFFER = 32 * 1024;

    private final Link link;
    private final ConnectionPool pool;
    private final Alarm alarm = new Alarm(this);
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean connected;
    private boolean reused;
    private boolean unsent;
    private boolean waitForBytes = true;
    private long sent;
    private long received;
    private long idleSince;

    Connection(Link link, ConnectionPool pool) {
        this.link = link;
        this.pool = pool;
    }

    /** Begins an exchange; connects if that has not been done. */
    void begin() throws IOException {
        sent = 0;
        received = 0;
        if (!connected) {
            link.connect();
            connected = true;
        }
    }

    boolean connected() {
        return connected;
    }

    /** Returns whether an exchange went over this connection before. */
    boolean reused() {
        return reused;
    }

    /** Returns how many bytes the other side's socket took in this exchange. */
    long sent() {
        return sent;
    }

    /** Returns how many bytes came in this exchange. */
    long received() {
        return received;
    }

    void deadline(long nanosFromNow) {
        alarm.arm(nanosFromNow);
    }

    void deadline(@Nullable Duration fromNow) {
        alarm.arm(fromNow);
    }

    /** Lifts the deadline; false if it has passed, and the connection is not to be used. */
    boolean liftDeadline() {
        return alarm.disarm();
    }

    void write(byte[] from, int offset, int length) throws IOException {
        // what was not taken to its end leaves the other side within a request
        unsent = true;
        for (int done = 0; done < length; ) {
            int count = link.write(from, offset + done, length - done);
            done += count;
            sent += count;
        }
        unsent = false;
    }

    void shutdownOutput() throws IOException {
        link.shutdownOutput();
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
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, offset, count);
        position += count;
        return count;
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
        int count = receive(buffer, 0, BUFFER);
        limit = Math.max(0, count);
        return count > 0;
    }

    private int receive(byte[] into, int offset, int length) throws IOException {
        int count =
                waitForBytes ? link.read(into, offset, length) : link.readNow(into, offset, length);
        if (count == 0) {
            throw new IOException("nothing there yet");
        }
        received += Math.max(0, count);
        return count;
    }

    /** From now on reads fail instead of waiting, so that the rest of a body can be thrown away in no time. */
    void stopWaiting() {
        waitForBytes = false;
    }

    /** Notices that the other side closed this idle connection, or sent what nobody asked for. */
    boolean stale() {
        try {
            return end.get() != null || link.readNow(buffer, 0, 1) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Gives the connection back after an exchange that was read to its end. */
    void release() {
        waitForBytes = true;
        reused = true;
        idleSince = System.nanoTime();
        boolean good = !unsent && alarm.disarm() && position == limit;
        if (good && pool.expiry() > 0) {
            alarm.arm(pool.expiry());
        }
        if (!good || !pool.keep(this)) {
            end(End.CLOSED);
        }
    }

    long idleSince() {
        return idleSince;
    }

    /** Returns why this side ended the connection, or null if it did not. */
    @Nullable End ended() {
        return end.get();
    }

    /** Ends the connection, for the first reason given; a blocked read or write ends at once. */
    void end(End reason) {
        end.compareAndSet(null, reason);
        alarm.cancel();
        link.close();
        pool.forget(this);
    }

    @Override
    public void overdue() {
        end.compareAndSet(null, End.OVERDUE);
    }

    @Override
    public void endOverdue() {
        end(End.OVERDUE);
    }
}
