package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry that answers each question about an image with one refusal: with 429 as Docker Hub does to those who ask too often,
 * with 403, or with 503. No registry that one can install does that on demand. It has
 * each blob already, so that a push is refused by its manifest: an engine repeats refused uploads of layers for 50 seconds. It
 * speaks plain HTTP, one question a connection.
 */
public final class RefusingRegistry implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final String status;
    private final String refusal;
    private final AtomicInteger questions = new AtomicInteger();
    private final ServerSocket server;
    private final Acceptor<Socket> acceptor;

    private RefusingRegistry(String status, String refusal) throws IOException {
        this.status = status;
        this.refusal = refusal;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = Acceptor.start("refusing-registry", server, server::accept, this::answer);
    }

    /** Starts one that limits the rate of pulls. */
    public static RefusingRegistry busy() throws IOException {
        return new RefusingRegistry(
                "429 Too Many Requests",
                error("TOOMANYREQUESTS", "You have reached your pull rate limit."));
    }

    /** Starts one that denies each access. */
    public static RefusingRegistry denying() throws IOException {
        return new RefusingRegistry(
                "403 Forbidden", error("DENIED", "requested access to the resource is denied"));
    }

    /** Starts one that is not well. */
    public static RefusingRegistry unavailable() throws IOException {
        return new RefusingRegistry("503 Service Unavailable", "");
    }

    private static String error(String code, String message) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    }

    /** Returns how often it was asked for an image by GET, or to take one. */
    public int questions() {
        return questions.get();
    }

    /** Returns its host. */
    public String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void answer(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        in.mark(1);
        if (in.read() == TLS_HANDSHAKE) {
            return;
        }
        in.reset();
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0 && head.indexOf("\r\n\r\n") < 0; b = in.read()) {
            head.append((char) b);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        boolean ping = head.toString().contains(" /v2/ ");
        boolean bodiless = ping || head.toString().startsWith("HEAD");
        boolean blob = bodiless && head.toString().contains("/blobs/");
        if (!bodiless) {
            questions.incrementAndGet();
        }
        String body = bodiless ? "" : refusal;
        String answer =
                String.format(
                        Locale.ROOT,
                        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s",
                        ping || blob ? "200 OK" : status,
                        body.length(),
                        body);
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
