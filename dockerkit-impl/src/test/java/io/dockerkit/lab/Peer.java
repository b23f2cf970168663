package io.dockerkit.lab;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The {@link ScriptedEngine}'s end of one connection. Not thread-safe, but for {@link #close()}. */
public final class Peer implements Closeable {
    private final SocketChannel channel;
    private final Behaviour behaviour;
    private final StringBuilder received = new StringBuilder();

    Peer(SocketChannel channel, Behaviour behaviour) {
        this.channel = channel;
        this.behaviour = behaviour;
    }

    void serve() throws IOException, InterruptedException {
        behaviour.serve(this);
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
                        : Integer.parseInt(head.substring(length + 16).split("\r", 2)[0].strip());
        while (received.length() < end + 4 + body) {
            more();
        }
        return received.toString();
    }

    /** Reads a request as {@link #request} does, and also a body in chunks, to its end. */
    String wholeRequest() throws IOException {
        String request = request();
        int body = request.indexOf("\r\n\r\n") + 4;
        if (request.substring(0, body)
                .toLowerCase(Locale.ROOT)
                .contains("transfer-encoding: chunked")) {
            int size;
            int at = body;
            do {
                int end;
                while ((end = received.indexOf("\r\n", at)) < 0) {
                    more();
                }
                size = Integer.parseInt(received.substring(at, end), 16);
                at = end + 2 + size + 2;
                while (received.length() < at) {
                    more();
                }
            } while (size > 0);
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

    /**
     * Stays until the client goes. A client that closes with bytes unread resets the connection, which is an end like any
     * other.
     */
    public void awaitEnd() {
        try {
            readToEnd();
        } catch (IOException e) {
            // it went
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
