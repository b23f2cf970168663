package io.dockerkit.impl.transport;

import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;

/**
 * How many ssh connections of one client may be in the making at a time. An ssh server turns away who comes when ten that
 * have not shown who they are wait already ({@code MaxStartups}); a burst of calls has to queue. Thread-safe.
 */
final class Handshakes {
    private static final int AT_A_TIME = 6;

    private int underWay;

    /**
     * Waits for its turn; {@link #end} must follow.
     *
     * @param wanted whether it is still wanted; looked at when {@link #look} is called
     * @throws ClosedChannelException if it is not
     */
    synchronized void begin(BooleanSupplier wanted)
            throws ClosedChannelException, InterruptedException {
        while (underWay >= AT_A_TIME && wanted.getAsBoolean()) {
            wait();
        }
        if (!wanted.getAsBoolean()) {
            throw new ClosedChannelException();
        }
        underWay++;
    }

    synchronized void end() {
        underWay--;
        notifyAll();
    }

    /** Has those who wait look whether they are still wanted. */
    synchronized void look() {
        notifyAll();
    }
}
