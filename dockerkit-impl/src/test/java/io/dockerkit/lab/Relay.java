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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes bytes between tcp connections and the engine's socket, both ways, ends included. */
public final class Relay implements Closeable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final AtomicReference<@Nullable String> losing = new AtomicReference<>();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

    public Relay(Path socket) throws IOException {
        this(socket, 0);
    }

    /** Listens at this port, or at any free one for 0. */
    public Relay(Path socket, int port) throws IOException {
        this.socket = socket;
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        thread(this::accept);
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

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "test-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                open.add(client);
                open.add(engine);
                // one that was accepted while the others were closed
                if (!server.isOpen()) {
                    client.close();
                    engine.close();
                    return;
                }
                thread(() -> copy(client, engine));
                thread(() -> copy(engine, client));
            }
        } catch (IOException closed) {
            // the test is over
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
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
    }
}
