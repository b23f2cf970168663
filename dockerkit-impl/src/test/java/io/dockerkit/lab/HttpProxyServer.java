package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on the loopback address: tunnels (CONNECT), and requests that name their target in full. Whatever they name,
 * they are led to one port of this machine, so that tests can use names that nobody looks up. Thread-safe.
 */
public final class HttpProxyServer implements Closeable {
    private final ServerSocket server;
    private final int behind;
    private final Acceptor<Socket> acceptor;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile @Nullable String login;
    private volatile @Nullable String refusal;

    /** Starts a proxy to a port of this machine. */
    public HttpProxyServer(int behind) throws IOException {
        this.behind = behind;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.acceptor = Acceptor.start("test-proxy", server, server::accept, this::serve);
    }

    /** Wants {@code user:password} from now on. */
    public HttpProxyServer wants(String userAndPassword) {
        login = userAndPassword;
        return this;
    }

    /** Answers every request with this status line from now on. */
    public HttpProxyServer refuses(String statusLine) {
        refusal = statusLine;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns the heads of the requests that came, tunnels included. */
    public List<String> heads() {
        return heads;
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        String head = head(in);
        heads.add(head);
        String refused = refused(head);
        if (refused != null) {
            out.write((refused + "\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
            return;
        }
        try (Socket engine = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            Thread answers = Acceptor.thread("test-proxy", () -> pump(engine, client));
            answers.start();
            if (head.startsWith("CONNECT ")) {
                out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1));
                in.transferTo(engine.getOutputStream());
                engine.shutdownOutput();
            } else {
                forward(head, in, engine.getOutputStream());
            }
            answers.join(10_000);
        }
    }

    private @Nullable String refused(String head) {
        String wanted = login;
        String basic =
                wanted == null
                        ? ""
                        : "\r\nproxy-authorization: basic "
                                + Base64.getEncoder().encodeToString(wanted.getBytes(ISO_8859_1));
        return head.toLowerCase(Locale.ROOT).contains(basic.toLowerCase(Locale.ROOT))
                ? refusal
                : "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"";
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // the other direction sees it, too
        }
    }

    /** Passes requests on, each with its path only, as an engine expects them. */
    private void forward(String first, InputStream in, OutputStream engine) throws IOException {
        String head = first;
        while (!head.isEmpty()) {
            String[] line = head.split("\r\n", 2);
            engine.write(
                    (line[0].replaceFirst(" http://[^/ ]+", " ") + "\r\n" + line[1])
                            .getBytes(ISO_8859_1));
            body(head.toLowerCase(Locale.ROOT), in, engine);
            engine.flush();
            head = head(in);
            heads.add(head);
        }
    }

    private static void body(String head, InputStream in, OutputStream engine) throws IOException {
        int length = head.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            int bytes = Integer.parseInt(head.substring(length + 18).split("\r", 2)[0].strip());
            engine.write(in.readNBytes(bytes));
        } else if (head.contains("\r\ntransfer-encoding: chunked")) {
            int size;
            do {
                String line = line(in);
                size = Integer.parseInt(line.strip(), 16);
                engine.write(line.getBytes(ISO_8859_1));
                engine.write(in.readNBytes(size + 2));
            } while (size > 0);
        }
    }

    /** Reads a head with its empty line; "" at the end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        String line;
        do {
            line = line(in);
            head.append(line);
        } while (line.length() > 2);
        return head.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0) {
            line.append((char) next);
            if (next == '\n') {
                break;
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
