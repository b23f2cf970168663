package io.dockerkit.lab;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts the connections of a server, and serves each in a thread of its own.
 *
 * <p>Once {@link #close()} has returned, the server accepts nothing. Closing the socket alone does not guarantee that: until
 * the thread that waits for a connection has seen the end, the kernel still gives it one, which matters on a busy machine.
 *
 * <p>Thread-safe.
 *
 * @param <C> a connection
 */
public final class Acceptor<C extends Closeable> implements Closeable {
    private static final int LONGEST_WAIT_MILLIS = 10_000;

    /** Waits for the next connection. */
    @FunctionalInterface
    public interface Accept<C> {
        C accept() throws IOException;
    }

    /** Does what the test wants of a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Serve<C> {
        void serve(C connection) throws IOException, InterruptedException;
    }

    private final String name;
    private final Closeable server;
    private final Accept<C> accept;
    private final Serve<C> serve;
    private final Set<C> open = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;
    private volatile boolean closed;

    private Acceptor(String name, Closeable server, Accept<C> accept, Serve<C> serve) {
        this.name = name;
        this.server = server;
        this.accept = accept;
        this.serve = serve;
        this.acceptor = thread(name, this::acceptAll);
    }

    /**
     * Begins to accept.
     *
     * @param name the name of its threads
     * @param server what {@link #close()} closes, so that {@code accept} throws
     */
    public static <C extends Closeable> Acceptor<C> start(
            String name, Closeable server, Accept<C> accept, Serve<C> serve) {
        Acceptor<C> started = new Acceptor<>(name, server, accept, serve);
        started.acceptor.start();
        return started;
    }

    /** Returns a thread that the end of the JVM does not wait for; not started yet. */
    public static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void acceptAll() {
        try {
            while (true) {
                C connection = accept.accept();
                open.add(connection);
                if (closed) {
                    connection.close();
                    return;
                }
                thread(name, () -> serve(connection)).start();
            }
        } catch (IOException end) {
            // the test is over
        }
    }

    private void serve(C connection) {
        try (connection) {
            serve.serve(connection);
        } catch (IOException gone) {
            // one side went, as the test has it
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** Stops to accept, and ends the connections. */
    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        try {
            acceptor.join(LONGEST_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (C connection : open) {
            connection.close();
        }
    }
}
