package io.dockerkit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Stands between a client and a real engine's socket, passes on what each says, and does what a test asks to the exchange
 * that it names. Over a unix socket, or by tcp. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    /** A fault that waits for its exchange. */
    record Armed(Pattern request, Fault fault) {}

    private final Path engine;
    private final Path directory;
    private final ServerSocketChannel server;
    private final String address;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "test-proxy");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Armed> armed = new AtomicReference<>();
    private volatile boolean struck;

    private FaultyProxy(Path engine, Path directory, ServerSocketChannel server, String address) {
        this.engine = engine;
        this.directory = directory;
        this.server = server;
        this.address = address;
        threads.execute(this::accept);
    }

    /** Listens on a unix socket of its own. */
    public static FaultyProxy onSocket(String engineAddress) {
        try {
            Path directory = Files.createTempDirectory("dkp");
            Path socket = directory.resolve("s");
            ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                            .bind(UnixDomainSocketAddress.of(socket), 1024);
            return new FaultyProxy(path(engineAddress), directory, server, "unix://" + socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens on a port of the loopback interface. */
    public static FaultyProxy onPort(String engineAddress) {
        try {
            ServerSocketChannel server =
                    ServerSocketChannel.open()
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            String address = "tcp://127.0.0.1:" + server.socket().getLocalPort();
            return new FaultyProxy(
                    path(engineAddress), Files.createTempDirectory("dkp"), server, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String engineAddress) {
        if (!engineAddress.startsWith("unix://")) {
            throw new AssertionError(
                    "the proxy needs an engine on a unix socket, not at " + engineAddress);
        }
        return Path.of(engineAddress.substring("unix://".length()));
    }

    /** Where a client finds it. */
    public String address() {
        return address;
    }

    /** Does this to the next exchange whose request, {@code POST /v1.41/containers/create?…}, has this beginning. */
    public void next(String request, Fault fault) {
        struck = false;
        armed.set(new Armed(Pattern.compile(request), fault));
    }

    /** Whether the fault was met: false where the exchange was over before its byte, or never was. */
    public boolean struck() {
        return struck;
    }

    /** Takes back the fault that waits, and forgets the requests seen. */
    public void clear() {
        armed.set(null);
        requests.clear();
    }

    /** How many requests have come since {@link #clear}. */
    public long requests(String beginning) {
        Pattern pattern = Pattern.compile(beginning);
        return requests.stream().filter(r -> pattern.matcher(r).lookingAt()).count();
    }

    /** How many connections clients have not closed. */
    public long connections() {
        return open.stream().filter(ProxiedConnection::hasClient).count();
    }

    /** Returns the fault for a request, if one waits for it, which then waits no more. */
    Fault faultFor(String request) {
        requests.add(request);
        Armed waiting = armed.get();
        return waiting != null
                        && waiting.request().matcher(request).lookingAt()
                        && armed.compareAndSet(waiting, null)
                ? waiting.fault()
                : null;
    }

    void strike() {
        struck = true;
    }

    void forget(ProxiedConnection connection) {
        open.remove(connection);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel toEngine;
                try {
                    toEngine = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                } catch (IOException down) {
                    client.close();
                    continue;
                }
                ProxiedConnection connection = new ProxiedConnection(this, client, toEngine);
                open.add(connection);
                threads.execute(connection::requests);
                threads.execute(connection::answers);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            open.forEach(ProxiedConnection::end);
            threads.shutdownNow();
            Files.deleteIfExists(directory.resolve("s"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
