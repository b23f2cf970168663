package io.dockerkit.impl.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one client: those in use, which end with the client, and a few idle ones to use again.
 *
 * <p>The last one used is the first one used again, so that a burst's connections grow old together and go. There is no
 * upper bound on connections in use: each followed log is one. Thread-safe.
 */
final class ConnectionPool {
    static final long LONGEST_IDLE = TimeUnit.SECONDS.toNanos(60);

    private final Link.Dialer dialer;
    private final int maxIdle;
    private final long longestIdle;
    private final long expiry;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private volatile boolean closed;

    /** Makes a pool whose idle connections cost next to nothing: those too old go when others come. */
    ConnectionPool(Link.Dialer dialer, int maxIdle) {
        this(dialer, maxIdle, LONGEST_IDLE);
    }

    ConnectionPool(Link.Dialer dialer, int maxIdle, long longestIdle) {
        this(dialer, maxIdle, longestIdle, 0);
    }

    private ConnectionPool(Link.Dialer dialer, int maxIdle, long longestIdle, long expiry) {
        this.dialer = dialer;
        this.maxIdle = maxIdle;
        this.longestIdle = longestIdle;
        this.expiry = expiry;
    }

    /**
     * Makes a pool whose idle connections end by themselves, because each is a process, here and there.
     *
     * @param expiry after how many nanoseconds
     */
    static ConnectionPool expiring(Link.Dialer dialer, int maxIdle, long expiry) {
        return new ConnectionPool(dialer, maxIdle, LONGEST_IDLE, expiry);
    }

    /** Returns after how many nanoseconds an idle connection is to end by itself; 0 = never. */
    long expiry() {
        return expiry;
    }

    /**
     * Returns an idle connection that still lives, or null. One that was idle for long is not used: what lies between may
     * have forgotten it without a word to either side, and the request would wait for nothing.
     */
    @Nullable Connection takeIdle() {
        while (true) {
            Connection connection;
            synchronized (idle) {
                connection = idle.pollFirst();
            }
            if (connection == null
                    || (!tooOld(connection) && !connection.stale() && connection.liftDeadline())) {
                return connection;
            }
            connection.end(Connection.End.CLOSED);
        }
    }

    /** Makes a connection, not connected yet. */
    Connection create() throws IOException {
        Connection connection = new Connection(dialer.open(), this);
        open.add(connection);
        if (closed) {
            connection.end(Connection.End.CLIENT_CLOSED);
        }
        return connection;
    }

    /** Keeps the connection for the next call; false if there is no room or no next call. */
    boolean keep(Connection connection) {
        Connection tooOld = null;
        synchronized (idle) {
            if (closed || idle.size() >= maxIdle) {
                return false;
            }
            idle.addFirst(connection);
            if (tooOld(idle.getLast())) {
                tooOld = idle.pollLast();
            }
        }
        if (tooOld != null) {
            tooOld.end(Connection.End.CLOSED);
        }
        return true;
    }

    private boolean tooOld(Connection connection) {
        return System.nanoTime() - connection.idleSince() > longestIdle;
    }

    void forget(Connection connection) {
        open.remove(connection);
        if (expiry > 0) {
            synchronized (idle) {
                idle.remove(connection);
            }
        }
    }

    boolean closed() {
        return closed;
    }

    void close() {
        synchronized (idle) {
            closed = true;
            idle.clear();
        }
        for (Connection connection : open) {
            connection.end(Connection.End.CLIENT_CLOSED);
        }
    }

    int idleCount() {
        synchronized (idle) {
            return idle.size();
        }
    }
}
