package io.dockerkit.buildkit.tap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection to an engine, with copies of both directions. Thread-safe. */
public final class TappedConnection {
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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns where the request for HTTP/2 begins, or -1; other requests may have used the connection before. */
    private static int upgrade(String sent) {
        int header = sent.toLowerCase(Locale.ROOT).indexOf("upgrade: h2c");
        return header < 0 ? -1 : sent.lastIndexOf("POST /", header);
    }

    boolean isUpgraded() {
        return upgrade(text(bytes(toEngine))) >= 0;
    }

    /** Returns whether the engine is the one that calls, as it is for {@code POST /session}. */
    boolean isSession() {
        String sent = text(bytes(toEngine));
        int begin = upgrade(sent);
        return sent.substring(begin, sent.indexOf("\r\n", begin)).contains("/session ");
    }

    private static byte[] afterHead(byte[] all, int head) {
        int end = text(all).indexOf("\r\n\r\n", Math.max(0, head));
        return end < 0 ? new byte[0] : Arrays.copyOfRange(all, end + 4, all.length);
    }

    /** Returns what the client sent by HTTP/2. */
    byte[] sentByTheClient() {
        byte[] all = bytes(toEngine);
        return afterHead(all, upgrade(text(all)));
    }

    /** Returns what the engine sent by HTTP/2. */
    byte[] sentByTheEngine() {
        byte[] all = bytes(toClient);
        return afterHead(all, text(all).indexOf("HTTP/1.1 101"));
    }

    void awaitEnd() throws InterruptedException {
        if (!ended.await(10, TimeUnit.SECONDS)) {
            close();
        }
    }
}
