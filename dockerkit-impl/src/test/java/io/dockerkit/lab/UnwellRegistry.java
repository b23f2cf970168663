package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real registry behind a front that is not well for a while: it answers the first questions about manifests with an error, or
 * cuts the connection, and lets all others through. It listens on loopback, without TLS, one question a connection.
 */
public final class UnwellRegistry implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final String registry;
    private final String status;
    private final AtomicInteger ill;
    private final AtomicInteger questions = new AtomicInteger();
    private final ServerSocket server;
    private final Acceptor<Socket> acceptor;

    /**
     * Starts a front.
     *
     * @param registry the host and port of the registry behind it
     * @param status the status of its errors, {@code 503 Service Unavailable}; the empty text: it cuts the connection
     * @param questions how many questions it does not let through
     */
    public UnwellRegistry(String registry, String status, int questions) throws IOException {
        this.registry = registry;
        this.status = status;
        this.ill = new AtomicInteger(questions);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = Acceptor.start("unwell-registry", server, server::accept, this::serve);
    }

    /** Returns its host and port. */
    public String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Returns how many questions about manifests have come. */
    public int questions() {
        return questions.get();
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (read.size() == 0 && b == TLS_HANDSHAKE) {
                refuseTls(client, in);
                return;
            }
            read.write(b);
            String head = read.toString(ISO_8859_1);
            if (head.endsWith("\r\n\r\n")) {
                answer(client, head);
                return;
            }
        }
    }

    /** Engines try TLS first; what they go on without it for is an answer in plain HTTP, which each server gives. */
    private static void refuseTls(Socket client, InputStream in) throws IOException {
        send(client, "400 Bad Request");
        client.shutdownOutput();
        client.setSoTimeout(2000);
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static void send(Socket client, String status) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(head.getBytes(ISO_8859_1));
    }

    private void answer(Socket client, String head) throws IOException {
        boolean asked = head.substring(0, head.indexOf("\r\n")).contains("/manifests/");
        if (asked) {
            questions.incrementAndGet();
        }
        if (!asked || ill.getAndDecrement() <= 0) {
            pass(client, head);
        } else if (!status.isEmpty()) {
            send(client, status);
        }
    }

    private void pass(Socket client, String head) throws IOException {
        String[] parts = registry.split(":", 2);
        String request =
                head.replaceAll("(?im)^connection:.*\r\n", "")
                        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
        try (Socket behind = new Socket(parts[0], Integer.parseInt(parts[1]))) {
            behind.getOutputStream().write(request.getBytes(ISO_8859_1));
            behind.getInputStream().transferTo(client.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
