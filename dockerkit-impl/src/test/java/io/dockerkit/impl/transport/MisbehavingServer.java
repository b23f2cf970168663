package io.dockerkit.impl.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a unix socket that does to each connection what a test has it do, for what no engine does on demand. */
public final class MisbehavingServer implements AutoCloseable {
    /** What happens to one connection. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Peer peer) throws IOException, InterruptedException;
    }

    private final ServerSocketChannel server;
    private final Path socket;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** Serves each connection by the next behaviour, and the last one for all that follow. */
    public MisbehavingServer(Path directory, Behaviour... behaviours) throws IOException {
        socket = directory.resolve("engine.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread acceptor = new Thread(() -> accept(behaviours), "test-acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Behaviour... behaviours) {
        try {
            while (true) {
                Peer peer = new Peer(server.accept());
                peers.add(peer);
                int index = Math.min(connections.getAndIncrement(), behaviours.length - 1);
                Thread thread = new Thread(() -> serve(peer, behaviours[index]), "test-peer");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void serve(Peer peer, Behaviour behaviour) {
        try {
            behaviour.serve(peer);
        } catch (IOException gone) {
            // the client went first
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            peer.close();
        }
    }

    public Path socket() {
        return socket;
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        peers.forEach(Peer::close);
    }

    // the named misbehaviours

    public static Behaviour silent() {
        return peer -> {
            peer.request();
            peer.awaitEnd();
        };
    }

    public static Behaviour answers(String... answers) {
        return peer -> {
            for (String answer : answers) {
                peer.request();
                peer.send(answer);
            }
            peer.awaitEnd();
        };
    }

    public static Behaviour answersAndCloses(String answer) {
        return peer -> {
            peer.request();
            peer.send(answer);
        };
    }

    public static Behaviour closesWithoutAnAnswer() {
        return Peer::request;
    }

    /** The other end of one connection. */
    public static final class Peer {
        private final SocketChannel channel;
        private final StringBuilder received = new StringBuilder();

        Peer(SocketChannel channel) {
            this.channel = channel;
        }

        /** Reads a request: its head, and a body of the declared length. */
        public String request() throws IOException {
            received.setLength(0);
            int end;
            while ((end = received.indexOf("\r\n\r\n")) < 0) {
                more();
            }
            String head = received.substring(0, end).toLowerCase(Locale.ROOT);
            int length = head.indexOf("content-length: ");
            int body =
                    length < 0
                            ? 0
                            : Integer.parseInt(
                                    head.substring(length + 16).split("\r", 2)[0].strip());
            while (received.length() < end + 4 + body) {
                more();
            }
            return received.toString();
        }

        private void more() throws IOException {
            String read = read();
            if (read.isEmpty()) {
                throw new IOException("the client has ended the connection");
            }
            received.append(read);
        }

        /** Reads what comes next; empty at the end. */
        public String read() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            return channel.read(buffer) < 0
                    ? ""
                    : new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        }

        /** Reads to the end of the client's output. */
        public String readToEnd() throws IOException {
            StringBuilder all = new StringBuilder();
            for (String part = read(); !part.isEmpty(); part = read()) {
                all.append(part);
            }
            return all.toString();
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        /** Stays until the client goes. */
        public void awaitEnd() throws IOException {
            readToEnd();
        }

        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
