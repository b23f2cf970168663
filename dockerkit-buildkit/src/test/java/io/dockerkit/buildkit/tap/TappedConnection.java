package io.dockerkit.buildkit.tap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection to an engine, with copies of both directions. Thread-safe. */
public final class TappedConnection {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel client;
    private final SocketChannel engine;
    private final ByteArrayOutputStream toEngine = new ByteArrayOutputStream();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(2);

    TappedConnection(SocketChannel client, SocketChannel engine) {
        this.client = client;
        this.engine = engine;
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    void start() {
        daemon("tap to the engine", () -> pump(client, engine, toEngine));
        daemon("tap to the client", () -> pump(engine, client, toClient));
    }

    private void pump(SocketChannel from, SocketChannel to, ByteArrayOutputStream copy) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                synchronized (copy) {
                    copy.write(buffer.array(), 0, buffer.limit());
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException cut) {
            close();
        } finally {
            ended.countDown();
        }
    }

    void close() {
        try (client;
                engine) {
            // both
        } catch (IOException alreadyGone) {
            // ended, too
        }
    }

    private static byte[] bytes(ByteArrayOutputStream copy) {
        synchronized (copy) {
            return copy.toByteArray();
        }
    }

    private static int endOfHead(byte[] bytes) {
        for (int i = 0; i + END_OF_HEAD.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, 4)) {
                return i + END_OF_HEAD.length;
            }
        }
        return 0;
    }

    private String head() {
        byte[] sent = bytes(toEngine);
        return new String(sent, 0, endOfHead(sent), StandardCharsets.ISO_8859_1);
    }

    boolean isUpgraded() {
        return head().contains("h2c");
    }

    /** Returns whether the engine is the one that calls, as it is for {@code POST /session}. */
    boolean isSession() {
        return head().contains("/session ");
    }

    byte[] sentByTheClient() {
        byte[] all = bytes(toEngine);
        return Arrays.copyOfRange(all, endOfHead(all), all.length);
    }

    byte[] sentByTheEngine() {
        byte[] all = bytes(toClient);
        return Arrays.copyOfRange(all, endOfHead(all), all.length);
    }

    void awaitEnd() throws InterruptedException {
        if (!ended.await(10, TimeUnit.SECONDS)) {
            close();
        }
    }
}
