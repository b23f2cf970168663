package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes bytes between tcp connections and the engine's socket, both ways, ends included. */
public final class Relay implements Closeable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final AtomicReference<@Nullable String> losing = new AtomicReference<>();
    private final Acceptor<SocketChannel> acceptor;
    private final Set<SocketChannel> toEngine = ConcurrentHashMap.newKeySet();

    public Relay(Path socket) throws IOException {
        this(socket, 0);
    }

    /** Listens at this port, or at any free one for 0. */
    public Relay(Path socket, int port) throws IOException {
        this.socket = socket;
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.acceptor = Acceptor.start("test-relay", server, server::accept, this::serve);
    }

    /** Loses the next answer with this in it: in its place, the connection ends. */
    public void lose(String answer) {
        losing.set(answer);
    }

    /** Returns whether the answer that was to be lost is. */
    public boolean lost() {
        return losing.get() == null;
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    private void serve(SocketChannel client) throws IOException, InterruptedException {
        try (SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            toEngine.add(engine);
            Thread requests = Acceptor.thread("test-relay", () -> copy(client, engine));
            requests.start();
            copy(engine, client);
            requests.join();
            toEngine.remove(engine);
        }
    }

    private void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                String answer = losing.get();
                if (answer != null
                        && ISO_8859_1.decode(buffer.slice()).toString().contains(answer)) {
                    losing.set(null);
                    from.close();
                    to.close();
                    return;
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // one side went; the other is closed with the relay
        }
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
        for (SocketChannel engine : toEngine) {
            engine.close();
        }
    }
}
