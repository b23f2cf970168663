package io.dockerkit.impl.swarm;

import java.time.Duration;

/**
 * When a wait for a service looks next: soon while its tasks change, rarely while they do not, and by an allowance of requests
 * that is filled again as time goes on. The time that each task has needed so far tells how long the missing ones may need: half
 * of that is waited before the next look, so that few looks are made on the way and several near its end. Has no clock of its
 * own: all times are those of {@link System#nanoTime()}. Not thread-safe.
 */
class Pace {
    /** How long a wait without an event lasts at most. */
    static final Duration LONGEST = Duration.ofSeconds(1);

    /** What is told about a container reaches the manager a moment later, and several come together. */
    static final Duration SETTLE = Duration.ofMillis(60);

    /** With the few looks of the time that a service is monitored, a wait has no more than two requests a second. */
    static final double PER_SECOND = 1.5;

    /** How many requests may come at once. */
    static final int AT_ONCE = 8;

    /** Looks that only an event may ask for, or the end that is near. */
    private static final int KEPT = 2;

    private static final long SECOND = 1_000_000_000L;
    private static final long FIRST = SECOND * 3 / 40;
    private static final long SHORTEST = SECOND * 3 / 20;
    private static final long WHILE_CHANGING = SECOND * 2 / 5;
    private static final int GROWTH = 2;

    private final long begun;
    private double left = AT_ONCE;
    private long filled;
    private long interval = FIRST;
    private int most;
    private long lastChange;
    private boolean near;

    /** Begins with all that is allowed at once. */
    Pace(long now) {
        begun = now;
        filled = now;
        lastChange = now;
    }

    /** Tells that requests were made. Those that have to be are made without a question, and later ones wait for it. */
    void spent(int requests, long now) {
        left = Math.min(AT_ONCE, left + (now - filled) * PER_SECOND / SECOND) - requests;
        filled = now;
    }

    /** Tells what a look saw: whether anything changed since the one before, and how many tasks are not yet as they shall be. */
    void saw(boolean changed, int missing, long now) {
        most = Math.max(most, missing);
        if (changed) {
            lastChange = now;
        }
        int done = most - missing;
        long since = now - lastChange;
        long each = done == 0 ? 0 : (now - begun) / done;
        near = false;
        if (missing > 0 && since < 2 * each) {
            // by the tasks so far, the next one is not overdue
            long expected = Math.max(0, each * missing - since);
            near = expected <= SECOND;
            interval = Math.min(LONGEST.toNanos(), Math.max(SHORTEST, expected / 2));
        } else {
            long longest = changed ? WHILE_CHANGING : LONGEST.toNanos();
            interval = Math.min(longest, interval * GROWTH);
        }
    }

    /** Returns when to look though nothing tells that anything happened. */
    long next(long now) {
        return Math.max(now + interval, whenLeft(near ? 1 : 1 + KEPT, now));
    }

    /** Returns when to look since an event tells that something happened. */
    long soon(long now) {
        return Math.max(now + SETTLE.toNanos(), whenLeft(1, now));
    }

    private long whenLeft(int requests, long now) {
        double missing = requests - left - (now - filled) * PER_SECOND / SECOND;
        return missing <= 0 ? now : now + (long) Math.ceil(missing / PER_SECOND * SECOND);
    }
}
