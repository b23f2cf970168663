package io.dockerkit.impl.transport;

import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.concurrent.Alarm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it comes over its connection. Read to its end, it gives the connection back; closed before, it
 * gives the connection back if the rest is small and has come already, and ends it otherwise.
 *
 * <p>Not thread-safe, except for {@link #close()} and {@link #deadline(Duration)}.
 */
final class BodyStream extends InputStream {
    private enum State {
        OPEN,
        DONE,
        CLOSED
    }

    /** What is read and thrown away at most to keep a connection; more costs more than a new one. */
    private static final int DRAINED = 64 * 1024;

    private static final int COPY_BUFFER = 64 * 1024;

    private final Connection connection;
    private final Framing framing;
    private final WireErrors errors;
    private final String what;
    private final ReentrantLock reading = new ReentrantLock();
    private final byte[] single = new byte[1];

    /** Guards the state: the connection belongs to this stream only while it is OPEN. */
    private final Object stateLock = new Object();

    private volatile State state = State.OPEN;
    private volatile @Nullable DockerException failure;
    private volatile long patience;
    private long count;

    BodyStream(Connection connection, Framing framing, WireErrors errors, String what) {
        this.connection = connection;
        this.framing = framing;
        this.errors = errors;
        this.what = what;
        if (framing.ended()) {
            finish();
        }
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        reading.lock();
        try {
            return readLocked(into, offset, length);
        } finally {
            reading.unlock();
        }
    }

    private int readLocked(byte[] into, int offset, int length) throws IOException {
        if (state == State.DONE) {
            return -1;
        }
        requireOpen();
        int read;
        try {
            if (connection.ended() != null) {
                throw new ClosedChannelException();
            }
            read = readPatiently(into, offset, length);
        } catch (IOException e) {
            requireOpen();
            throw fail(errors.cut(connection.ended(), what, count, framing.expected(), e));
        } catch (DockerUnavailableException.MalformedAnswer e) {
            throw fail(e);
        }
        count += Math.max(0, read);
        if (framing.ended()) {
            finish();
        }
        // closed by another thread meanwhile: then nothing is handed out any more
        requireOpen();
        return read;
    }

    private int readPatiently(byte[] into, int offset, int length) throws IOException {
        long each = patience;
        if (each == 0) {
            return framing.read(connection.received(), into, offset, length);
        }
        connection.deadline(each);
        int read = framing.read(connection.received(), into, offset, length);
        boolean intime = connection.liftDeadline();
        if (!intime && read < 0) {
            throw new ClosedChannelException();
        }
        return read;
    }

    private void requireOpen() throws IOException {
        if (state == State.CLOSED) {
            DockerException known = failure;
            if (known != null) {
                throw known;
            }
            throw new IOException("the answer to " + what + " was closed");
        }
    }

    /** Ends the stream with an error, which reads throw from now on. */
    DockerException fail(DockerException error) {
        if (leave(State.CLOSED, error)) {
            connection.end(Connection.End.CLOSED);
        }
        return error;
    }

    private void finish() {
        if (leave(State.DONE, null)) {
            if (framing.reusable()) {
                connection.release();
            } else if (!framing.handedOver()) {
                connection.end(Connection.End.CLOSED);
            }
        }
    }

    private boolean leave(State next, @Nullable DockerException why) {
        synchronized (stateLock) {
            boolean first = state == State.OPEN;
            if (first) {
                failure = why;
                state = next;
            }
            return first;
        }
    }

    void patience(@Nullable Duration each) {
        deadline(null);
        patience = Alarm.nanos(each);
    }

    void deadline(@Nullable Duration fromNow) {
        synchronized (stateLock) {
            if (state == State.OPEN) {
                patience = 0;
                connection.deadline(fromNow);
            }
        }
    }

    @Override
    public void close() {
        if (!leave(State.CLOSED, null)) {
            if (framing.handedOver()) {
                connection.end(Connection.End.CLOSED);
            }
            return;
        }
        if (!reading.tryLock()) {
            // another thread waits in read
            connection.end(Connection.End.CLOSED);
            return;
        }
        try {
            if (framing.reusable() && drained()) {
                connection.release();
            } else {
                connection.end(Connection.End.CLOSED);
            }
        } finally {
            reading.unlock();
        }
    }

    private boolean drained() {
        connection.received().stopWaiting();
        try {
            // most often there is nothing left but the end
            int left = DRAINED;
            byte[] scratch = new byte[256];
            while (left > 0) {
                int read = framing.read(connection.received(), scratch, 0, scratch.length);
                if (read < 0) {
                    return true;
                }
                left -= read;
                scratch = scratch.length < 8 * 1024 ? new byte[8 * 1024] : scratch;
            }
            return framing.ended();
        } catch (IOException | DockerUnavailableException.MalformedAnswer e) {
            // not all there, or not well: a new connection is cheap
            return false;
        }
    }

    /** As the JDK's, with a buffer that suits archives. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        long copied = 0;
        for (int read = read(buffer, 0, buffer.length); read >= 0; ) {
            out.write(buffer, 0, read);
            copied += read;
            read = read(buffer, 0, buffer.length);
        }
        return copied;
    }
}
