package io.dockerkit.buildkit.tap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A unix socket that passes everything on to an engine's, and keeps a copy. Thread-safe. */
public final class EngineTap implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final Path engine;
    private final List<TappedConnection> connections = new ArrayList<>();

    private EngineTap(ServerSocketChannel server, Path socket, Path engine) {
        this.server = server;
        this.socket = socket;
        this.engine = engine;
    }

    /**
     * Opens the socket.
     *
     * @param socket where clients connect; it must not exist
     * @param engine the socket of the engine
     */
    public static EngineTap open(Path socket, Path engine) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        EngineTap tap = new EngineTap(server, socket, engine);
        TappedConnection.daemon("tap", tap::accept);
        return tap;
    }

    /** Returns the address for clients. */
    public String address() {
        return "unix://" + socket;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                TappedConnection connection = new TappedConnection(client, upstream);
                synchronized (connections) {
                    connections.add(connection);
                }
                connection.start();
            }
        } catch (IOException closed) {
            // the test has ended
        }
    }

    /** Returns the connections of BuildKit since the last call, all of which have ended. */
    public List<TappedConnection> taken() throws InterruptedException {
        List<TappedConnection> taken;
        synchronized (connections) {
            taken = new ArrayList<>(connections);
            connections.removeIf(TappedConnection::isUpgraded);
        }
        taken.removeIf(connection -> !connection.isUpgraded());
        for (TappedConnection connection : taken) {
            connection.awaitEnd();
        }
        return taken;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (connections) {
            connections.forEach(TappedConnection::close);
        }
    }
}
