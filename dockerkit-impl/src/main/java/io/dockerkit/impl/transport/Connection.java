package io.dockerkit.impl.transport;

import io.dockerkit.impl.concurrent.Alarm;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the engine: a {@link Link}, what it {@linkplain ReceivedBytes received}, its deadline, and the reason
 * for its end.
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

    private final Link link;
    private final ReceivedBytes received;
    private final ConnectionPool pool;
    private final Alarm alarm = new Alarm(this);
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private boolean connected;
    private boolean reused;
    private boolean unsent;
    private long sent;
    private long idleSince;

    Connection(Link link, ConnectionPool pool) {
        this.link = link;
        this.received = new ReceivedBytes(link);
        this.pool = pool;
    }

    /** Begins an exchange; connects if that has not been done. */
    void begin() throws IOException {
        sent = 0;
        received.begin();
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

    /** Returns what comes over this connection. */
    ReceivedBytes received() {
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

    /** Notices that the other side closed this idle connection, or sent what nobody asked for. */
    boolean stale() {
        try {
            return end.get() != null || !received.isSilent();
        } catch (IOException e) {
            return true;
        }
    }

    /** Gives the connection back after an exchange that was read to its end. */
    void release() {
        reused = true;
        idleSince = System.nanoTime();
        boolean allRead = received.finish();
        boolean good = !unsent && alarm.disarm() && allRead;
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
