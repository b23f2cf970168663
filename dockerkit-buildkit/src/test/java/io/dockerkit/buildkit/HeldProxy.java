package io.dockerkit.buildkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and the engine's unix socket, and passes on what both send. It can stop to pass on the bytes of one
 * kind of request, cut all connections, and answer in the engine's place. Thread-safe.
 */
final class HeldProxy implements AutoCloseable {
    /** Who sends the bytes that are held. */
    enum From {
        CLIENT,
        ENGINE
    }

    /** Bytes that are not passed on: those after the head and {@code after} bytes, or after a text. */
    private record Hold(From from, long after, String text, CountDownLatch reached) {}

    private static final Pattern REQUEST =
            Pattern.compile("[A-Z]+ (?:/v[0-9.]+)?(/[^ ?]*)\\S* HTTP/1\\.1\r\n");

    private final Path engine;
    private final Path directory;
    private final ServerSocketChannel server;
    private final Set<Relayed> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> requests = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);

    /** Listens on a socket of its own. */
    HeldProxy(String engineAddress) throws IOException {
        this.engine = Path.of(engineAddress.substring("unix://".length()));
        this.directory = Files.createTempDirectory("bkp");
        this.server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns where a client finds it. */
    String address() {
        return "unix://" + directory.resolve("s");
    }

    /** Holds what comes after so many bytes behind the head; −1 holds the head, too. */
    void hold(String path, From from, long after) {
        holds.put(path, new Hold(from, after, "", new CountDownLatch(1)));
    }

    /** Holds what comes after the piece that has this text in it. */
    void holdAfter(String path, From from, String text) {
        holds.put(path, new Hold(from, Long.MAX_VALUE / 2, text, new CountDownLatch(1)));
    }

    /** Waits until bytes are held. */
    boolean awaitHeld(String path) throws InterruptedException {
        return holds.get(path).reached().await(20, TimeUnit.SECONDS);
    }

    /** Passes on what was held, and holds nothing more. */
    void release() {
        released.countDown();
    }

    /** Answers requests for a path in the engine's place, and closes the connection. */
    void answer(String path, String head) {
        answers.put(path, head);
    }

    /** Returns how often a path was asked for. */
    long requests(String path) {
        return requests.computeIfAbsent(path, p -> new AtomicLong()).get();
    }

    /** Closes all connections on both sides. */
    void cut() {
        open.forEach(Relayed::end);
    }

    /** Returns how many connections are open. */
    int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                try {
                    Relayed relayed =
                            new Relayed(
                                    client, SocketChannel.open(UnixDomainSocketAddress.of(engine)));
                    open.add(relayed);
                    start(relayed::requests);
                    start(relayed::answers);
                } catch (IOException down) {
                    client.close();
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        release();
        cut();
        Files.deleteIfExists(directory.resolve("s"));
        Files.deleteIfExists(directory);
    }

    /** One connection of the client, and the one to the engine that belongs to it. */
    private final class Relayed {
        private final SocketChannel client;
        private final SocketChannel engine;
        private volatile String path = "";
        private volatile boolean handedOver;
        private volatile boolean ended;

        Relayed(SocketChannel client, SocketChannel engine) {
            this.client = client;
            this.engine = engine;
        }

        void requests() {
            ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
            long[] passed = {-1};
            try {
                while (client.read(buffer.clear()) >= 0) {
                    buffer.flip();
                    Matcher request = REQUEST.matcher(ISO_8859_1.decode(buffer.duplicate()));
                    if (!handedOver && request.lookingAt()) {
                        path = request.group(1);
                        passed[0] = -1;
                        requests.computeIfAbsent(path, p -> new AtomicLong()).incrementAndGet();
                    }
                    String answer = answers.get(path);
                    if (answer != null) {
                        client.write(ByteBuffer.wrap(answer.getBytes(ISO_8859_1)));
                        break;
                    }
                    pass(From.CLIENT, buffer, engine, passed);
                }
            } catch (IOException | InterruptedException gone) {
                // either side went
            }
            end();
        }

        void answers() {
            ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
            long[] passed = {-1};
            try {
                while (engine.read(buffer.clear()) >= 0) {
                    buffer.flip();
                    if (path.equals("/session") || path.equals("/grpc")) {
                        handedOver = true;
                    } else {
                        passed[0] = -1;
                    }
                    pass(From.ENGINE, buffer, client, passed);
                }
            } catch (IOException | InterruptedException gone) {
                // either side went
            }
            end();
        }

        private void pass(From from, ByteBuffer piece, SocketChannel to, long[] passed)
                throws IOException, InterruptedException {
            Hold hold = holds.get(path);
            if (hold == null || hold.from() != from) {
                write(to, piece);
                return;
            }
            String text = ISO_8859_1.decode(piece.duplicate()).toString();
            if (hold.after() < 0) {
                held(hold);
            }
            int head = 0;
            if (passed[0] < 0) {
                head = text.indexOf("\r\n\r\n") + 4;
                passed[0] = 0;
            }
            long left = hold.after() - passed[0] + head;
            if (left < piece.remaining()) {
                int limit = piece.limit();
                piece.limit(piece.position() + (int) Math.max(0, left));
                write(to, piece);
                held(hold);
                piece.limit(limit);
            }
            passed[0] += piece.remaining() - (head > 0 ? Math.min(head, piece.remaining()) : 0);
            write(to, piece);
            if (!hold.text().isEmpty() && text.contains(hold.text())) {
                held(hold);
            }
        }

        private void held(Hold hold) throws InterruptedException {
            hold.reached().countDown();
            while (!ended && !released.await(10, TimeUnit.MILLISECONDS)) {
                // until the test, or the other side, is done
            }
        }

        private void write(SocketChannel to, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        }

        void end() {
            ended = true;
            open.remove(this);
            try (client;
                    engine) {
                handedOver = true;
            } catch (IOException gone) {
                // closed either way
            }
        }
    }
}
