package io.dockerkit.impl.container;

import io.dockerkit.impl.transport.Duplex;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process's input. Without a terminal that is half of the connection's end. A terminal knows no other end than the
 * key ctrl-D, and only to who reads just then: typed before a shell has set its terminal up, it is lost. So it is typed
 * again until the process has ended its output, as who reads from a closed pipe finds the end each time.
 *
 * <p>Thread-safe.
 */
final class InputEnd {
    /** What a terminal takes for the end of input: ctrl-D. Half-closing would only detach from it. */
    static final byte END_OF_TRANSMISSION = 4;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final Duplex streams;
    private final boolean tty;
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    InputEnd(Duplex streams, boolean tty) {
        this.streams = streams;
        this.tty = tty;
    }

    /** Ends the input; for a terminal, {@link #repeat()} is to follow. */
    void tell() throws IOException {
        if (tty) {
            streams.output().write(END_OF_TRANSMISSION);
        } else {
            streams.closeOutput();
        }
    }

    /** Returns whether the end must be told again. */
    boolean isToBeRepeated() {
        return tty;
    }

    /** Tells a terminal the end again and again, until {@link #outputEnded()}, an interrupt, or the end of the connection. */
    void repeat() throws IOException {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (!outputEnded.await(pause, TimeUnit.MILLISECONDS)) {
                tell();
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes that the process has ended its output, or that nobody cares any more. */
    void outputEnded() {
        outputEnded.countDown();
    }
}
