package io.dockerkit.lab;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a client through a {@link FaultyProxy}, and the fault that its exchange has met. */
final class ProxiedConnection {
    private static final Pattern REQUEST =
            Pattern.compile("((?:GET|HEAD|POST|PUT|DELETE) \\S+) HTTP/1\\.1\r\n");
    private static final String MESSAGE = "{\"message\":\"a fault of the test's\"}";
    private static final String ANSWER_500 =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: "
                    + MESSAGE.length()
                    + "\r\nConnection: close\r\n\r\n"
                    + MESSAGE;

    private final FaultyProxy proxy;
    private final SocketChannel client;
    private final SocketChannel engine;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Random noise = new Random(7);
    private volatile Fault fault;
    private volatile boolean holding;
    private volatile boolean clientDone;
    private int requested;
    private final AtomicInteger answered = new AtomicInteger();

    ProxiedConnection(FaultyProxy proxy, SocketChannel client, SocketChannel engine) {
        this.proxy = proxy;
        this.client = client;
        this.engine = engine;
    }

    /** Passes on what the client says. */
    void requests() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (client.read(buffer) >= 0) {
                buffer.flip();
                begin(buffer);
                if (!request(buffer)) {
                    return;
                }
                buffer.clear();
            }
            clientDone = true;
            engine.shutdownOutput();
            // a client that has closed for good reads no answer either
            ended.await(50, TimeUnit.MILLISECONDS);
            if (fault != null) {
                end();
            }
        } catch (IOException | InterruptedException gone) {
            end();
        }
    }

    /** A client that speaks in turns sends the head of a request at the beginning of a piece. */
    private void begin(ByteBuffer piece) {
        int length = Math.min(piece.remaining(), 4000);
        ByteBuffer start = piece.slice(piece.position(), length);
        Matcher matcher = REQUEST.matcher(StandardCharsets.ISO_8859_1.decode(start));
        if (matcher.lookingAt()) {
            requested = 0;
            answered.set(0);
            fault = proxy.faultFor(matcher.group(1));
        }
    }

    /** Returns whether the connection goes on. */
    private boolean request(ByteBuffer piece) throws IOException, InterruptedException {
        Fault now = fault;
        if (now == null || !now.kind().ofRequest) {
            write(engine, piece);
            return true;
        }
        int left = now.at() - requested;
        requested += piece.remaining();
        if (piece.remaining() < left) {
            write(engine, piece);
            return true;
        }
        proxy.strike();
        piece.limit(Math.max(0, left));
        switch (now.kind()) {
            case CUT_REQUEST -> {
                write(engine, piece);
                end();
            }
            case HOLD_REQUEST -> {
                holding = true;
                write(engine, piece);
                hold();
            }
            default -> {
                write(client, ByteBuffer.wrap(ANSWER_500.getBytes(StandardCharsets.ISO_8859_1)));
                end();
            }
        }
        return false;
    }

    /** Until the client goes. */
    private void hold() throws IOException {
        ByteBuffer ignored = ByteBuffer.allocate(1024);
        while (client.read(ignored) >= 0) {
            ignored.clear();
        }
        end();
    }

    /** Passes on what the engine says. */
    void answers() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (engine.read(buffer) >= 0) {
                buffer.flip();
                if (!answer(buffer)) {
                    return;
                }
                buffer.clear();
            }
            Fault now = fault;
            if (now == null || !now.kind().name().startsWith("HOLD")) {
                end();
            }
        } catch (IOException | InterruptedException gone) {
            end();
        }
    }

    private boolean answer(ByteBuffer piece) throws IOException, InterruptedException {
        Fault now = fault;
        if (now == null) {
            write(client, piece);
            return true;
        }
        int left = now.at() - answered.getAndAdd(piece.remaining());
        switch (now.kind()) {
            case CUT_ANSWER, RESET_ANSWER, HOLD_ANSWER -> {
                return cut(now.kind(), piece, left);
            }
            case DELAY -> {
                proxy.strike();
                ended.await(now.time().toNanos(), TimeUnit.NANOSECONDS);
                fault = null;
                write(client, piece);
            }
            case GARBAGE -> {
                if (piece.remaining() > left) {
                    proxy.strike();
                }
                for (int i = Math.max(0, left); i < piece.limit(); i++) {
                    piece.put(i, (byte) noise.nextInt(256));
                }
                write(client, piece);
            }
            case DRIP -> drip(piece, now);
            default -> {
                // what the engine makes of half a request, nobody hears
                if (!holding) {
                    write(client, piece);
                }
            }
        }
        return true;
    }

    private boolean cut(Fault.Kind kind, ByteBuffer piece, int left) throws IOException {
        if (piece.remaining() < left) {
            write(client, piece);
            return true;
        }
        proxy.strike();
        piece.limit(Math.max(0, left));
        write(client, piece);
        if (kind == Fault.Kind.RESET_ANSWER) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        if (kind != Fault.Kind.HOLD_ANSWER) {
            end();
        }
        return false;
    }

    private void drip(ByteBuffer piece, Fault now) throws IOException, InterruptedException {
        proxy.strike();
        int limit = piece.limit();
        for (int i = 0; i < limit; i++) {
            piece.limit(i + 1);
            write(client, piece);
            if (ended.await(now.time().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Whether the client may still say something. */
    boolean hasClient() {
        return !clientDone;
    }

    void end() {
        ended.countDown();
        proxy.forget(this);
        try (client;
                engine) {
            fault = null;
        } catch (IOException gone) {
            // closed either way
        }
    }
}
