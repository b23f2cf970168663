package io.dockerkit.lab;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A web server on the loopback interface, where engines need no TLS. They try TLS first: it closes such a connection at once,
 * where a server that waits for the rest of a request line would cost them seconds. Thread-safe.
 */
public final class Web implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;

    /** Answers a GET. */
    @FunctionalInterface
    public interface Page {
        byte[] of(URI request) throws IOException;
    }

    private final ServerSocket server;
    private final Page page;
    private final Acceptor<Socket> acceptor;

    /** Listens on a free port. */
    public Web(Page page) throws IOException {
        this.page = page;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.acceptor = Acceptor.start("test-web", server, server::accept, this::serve);
    }

    /** Returns its host and port. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (head.size() == 0 && b == TLS_HANDSHAKE) {
                return;
            }
            head.write(b);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                answer(head.toString(StandardCharsets.ISO_8859_1), client.getOutputStream());
                return;
            }
        }
    }

    private void answer(String head, OutputStream out) throws IOException {
        byte[] body = page.of(URI.create(head.split(" ", 3)[1]));
        String status = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length;
        out.write((status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
