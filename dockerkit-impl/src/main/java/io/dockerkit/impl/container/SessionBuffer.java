package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.concurrent.Patience;
import io.dockerkit.spi.Rethrown;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session's process has written and nobody has read yet: the pump puts in, the two streams take out. The pump waits
 * when much is kept, unless somebody waits for the stream that is empty, or for the end.
 *
 * <p>Thread-safe.
 */
final class SessionBuffer {
    /** How much is kept before the pump waits. */
    static final int KEPT = 1024 * 1024;

    private final long limit;
    private final Object lock = new Object();
    private final Stream stdout = new Stream();
    private final Stream stderr = new Stream();
    private long kept;
    private int waiters;
    private boolean ended;
    private boolean closed;
    private @Nullable DockerException failure;

    InputStream stdout() {
        return stdout;
    }

    InputStream stderr() {
        return stderr;
    }

    /**
     * Makes a buffer.
     *
     * @param limit how many bytes are kept at most, however much somebody waits for
     */
    SessionBuffer(long limit) {
        this.limit = limit;
    }

    /** Puts bytes in; waits while too much is kept and nobody needs more. Returns false when the session is closed. */
    boolean put(byte[] from, int count, boolean toStderr) {
        synchronized (lock) {
            if (kept + count > limit) {
                end(
                        Capture.tooMuch(
                                limit,
                                "the session's process",
                                " until it is read",
                                "read both streams while you wait, or raise the limit with maxOutput(…)"));
                return false;
            }
            (toStderr ? stderr : stdout).chunks.add(Arrays.copyOf(from, count));
            kept += count;
            lock.notifyAll();
            while (kept > Math.min(KEPT, limit / 2) && waiters == 0 && !closed) {
                if (!pause(null)) {
                    return false;
                }
            }
            return !closed;
        }
    }

    /** Notes that no more will come, and why if not because the process ended. */
    void end(@Nullable DockerException why) {
        synchronized (lock) {
            // what ends because it is closed has not come to its end, and the first end says why
            if (!closed && !ended) {
                ended = true;
                failure = why;
            }
            lock.notifyAll();
        }
    }

    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    /**
     * Waits until no more will come.
     *
     * @param limit how long, or null for ever
     * @return whether that came to pass
     * @throws DockerException if the output failed, or the session was closed before its end
     */
    boolean awaitEnd(@Nullable Duration limit) {
        long start = System.nanoTime();
        synchronized (lock) {
            waiters++;
            lock.notifyAll();
            try {
                while (!ended && !closed) {
                    Duration left =
                            limit == null ? null : limit.minusNanos(System.nanoTime() - start);
                    if (left != null && (left.isNegative() || left.isZero())) {
                        return false;
                    }
                    if (!pause(left)) {
                        throw new DockerInterruptedException(
                                "interrupted while waiting for the end of the session's process",
                                null);
                    }
                }
            } finally {
                waiters--;
            }
            throwFailure();
            if (!ended) {
                throw new DockerException("the session was closed before its process ended");
            }
            return true;
        }
    }

    private void throwFailure() {
        DockerException why = failure;
        if (why != null) {
            throw Rethrown.here(why);
        }
    }

    /** Waits for a change; false, with the flag set, if the thread is interrupted. */
    @SuppressWarnings("WaitNotInLoop") // every caller loops
    private boolean pause(@Nullable Duration limit) {
        try {
            if (limit == null) {
                lock.wait();
            } else {
                lock.wait(Math.max(1, Patience.nanos(limit) / 1_000_000));
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One of the two streams. */
    private final class Stream extends InputStream {
        private final Deque<byte[]> chunks = new ArrayDeque<>();
        private int position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            synchronized (lock) {
                waiters++;
                lock.notifyAll();
                try {
                    while (chunks.isEmpty() && !ended && !closed) {
                        if (!pause(null)) {
                            throw new DockerInterruptedException(
                                    "interrupted while reading the output of the session's process",
                                    null);
                        }
                    }
                } finally {
                    waiters--;
                }
                return take(into, offset, length);
            }
        }

        private int take(byte[] into, int offset, int length) throws IOException {
            byte[] chunk = chunks.peek();
            if (chunk == null) {
                throwFailure();
                if (!ended) {
                    throw new IOException("the session was closed");
                }
                return -1;
            }
            int count = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, into, offset, count);
            position += count;
            if (position == chunk.length) {
                chunks.remove();
                position = 0;
            }
            kept -= count;
            lock.notifyAll();
            return count;
        }

        @Override
        public int available() {
            synchronized (lock) {
                byte[] chunk = chunks.peek();
                return chunk == null ? 0 : chunk.length - position;
            }
        }
    }
}
