package io.dockerkit.compose.containers;

import io.dockerkit.DockerInterruptedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way from the threads that read them to the one that takes them. It holds a limited number; who puts more has to
 * wait. Thread-safe.
 */
final class LineBuffer {
    private static final int CAPACITY = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ServiceLine> lines = new ArrayDeque<>();
    private boolean ended;
    private boolean closed;
    private @Nullable RuntimeException failure;

    /** Adds a line, and waits while there are too many; does nothing after the end. */
    void put(ServiceLine line) {
        lock.lock();
        try {
            while (lines.size() >= CAPACITY && !closed) {
                changed.awaitUninterruptibly();
            }
            if (!closed) {
                lines.add(line);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the next line as soon as there is one, or null at the end; throws what {@link #fail} was given. */
    @Nullable ServiceLine take() {
        lock.lock();
        try {
            while (lines.isEmpty() && !ended && !closed) {
                changed.await();
            }
            if (closed) {
                return null;
            }
            ServiceLine line = lines.poll();
            if (line == null && failure != null) {
                throw failure;
            }
            changed.signalAll();
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while waiting for a line", e);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the lines: what is there can still be taken. */
    void end() {
        finish(null);
    }

    /** Ends the lines with a failure, unless they have ended. */
    void fail(RuntimeException why) {
        finish(why);
    }

    private void finish(@Nullable RuntimeException why) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = why;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the lines at once, and lets all who wait go on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            lines.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether nobody takes lines any more. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
