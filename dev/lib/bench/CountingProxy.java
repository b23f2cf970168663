package io.dockerkit.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to an engine, and counts them and the bytes that are sent over them. */
final class CountingProxy implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path engine;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    CountingProxy(Path socket, Path engine) throws IOException {
        this.engine = engine;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "bench-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                connections.incrementAndGet();
                SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                start(() -> pump(client, behind, sent));
                start(() -> pump(behind, client, new AtomicLong()));
            }
        } catch (IOException closed) {
            // the measurement is over
        }
    }

    private static void pump(SocketChannel from, SocketChannel to, AtomicLong count) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                count.addAndGet(buffer.remaining());
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException gone) {
            // one side went, and the other goes with it
        }
    }

    /** Returns how many bytes went to the engine. */
    long sent() {
        return sent.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
