package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/**
 * A registry that answers each question for an image with 429, {@code TOOMANYREQUESTS}, as Docker Hub does to those who ask too
 * often: no registry that one can install does that on demand. It speaks plain HTTP, one question a connection.
 */
public final class BusyRegistry implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final String REFUSAL =
            "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"You have reached your pull rate limit.\"}]}";

    private final ServerSocket server;
    private final Acceptor<Socket> acceptor;

    /** Starts one on a port that is free. */
    public BusyRegistry() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = Acceptor.start("busy-registry", server, server::accept, BusyRegistry::answer);
    }

    /** Returns its host. */
    public String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static void answer(Socket socket) throws IOException {
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
        String body = ping || head.toString().startsWith("HEAD") ? "" : REFUSAL;
        String answer =
                String.format(
                        Locale.ROOT,
                        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s",
                        ping ? "200 OK" : "429 Too Many Requests",
                        body.length(),
                        body);
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
