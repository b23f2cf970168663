package io.dockerkit.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to an engine, and counts them, the requests and the bytes that are sent over them. */
final class CountingProxy implements AutoCloseable {
    /** What ends the first line of each request. */
    private static final byte[] HEAD = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel server;
    private final Path engine;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

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
                start(() -> pump(client, behind, sent, requests));
                start(() -> pump(behind, client, new AtomicLong(), new AtomicLong()));
            }
        } catch (IOException closed) {
            // the measurement is over
        }
    }

    private static void pump(
            SocketChannel from, SocketChannel to, AtomicLong count, AtomicLong heads) {
        int matched = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                count.addAndGet(buffer.remaining());
                for (int i = 0; i < buffer.limit(); i++) {
                    byte next = buffer.get(i);
                    matched = next == HEAD[matched] ? matched + 1 : next == HEAD[0] ? 1 : 0;
                    if (matched == HEAD.length) {
                        heads.incrementAndGet();
                        matched = 0;
                    }
                }
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

    /** Returns how many requests went to the engine. */
    long requests() {
        return requests.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
