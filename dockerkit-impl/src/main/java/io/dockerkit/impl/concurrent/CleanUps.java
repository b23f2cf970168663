package io.dockerkit.impl.concurrent;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the removals that go on in the background after their callers have left, so that the connection is not closed
 * while they need it. Thread-safe.
 */
public final class CleanUps {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int running;

    /** Notes that one begins. */
    public void begin() {
        lock.lock();
        try {
            running++;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that one has ended. */
    public void end() {
        lock.lock();
        try {
            running--;
            if (running == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is running, but no longer than this; an interrupt does not end the wait. */
    public boolean await(Duration limit) {
        boolean interrupted = false;
        long until = System.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            long left = limit.toNanos();
            while (running > 0) {
                if (left <= 0) {
                    return false;
                }
                try {
                    left = none.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = until - System.nanoTime();
                }
            }
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
