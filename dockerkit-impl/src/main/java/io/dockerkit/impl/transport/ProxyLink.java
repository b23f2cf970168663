package io.dockerkit.impl.transport;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Link} to an HTTP proxy, or through it: then it asks for a tunnel (CONNECT) before the first byte of its user. As
 * thread-safe as {@link Link} asks for.
 */
final class ProxyLink implements Link {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: [^\r\n]*)?");

    private final Link below;
    private final HttpProxy proxy;
    private final Function<IOException, IOException> explained;
    private final @Nullable String tunnel;

    private ProxyLink(
            Link below,
            HttpProxy proxy,
            Function<IOException, IOException> explained,
            @Nullable String tunnel) {
        this.below = below;
        this.proxy = proxy;
        this.explained = explained;
        this.tunnel = tunnel;
    }

    /** Makes a link to the proxy, which reads the target from each request. */
    static Link to(HttpProxy proxy) throws IOException {
        return to(proxy, null);
    }

    /** Makes a link through the proxy to {@code host:port}. */
    static Link through(HttpProxy proxy, String target) throws IOException {
        return to(proxy, target);
    }

    private static Link to(HttpProxy proxy, @Nullable String tunnel) throws IOException {
        try {
            Link below = SocketLink.to(proxy.host(), proxy.port());
            return new ProxyLink(below, proxy, proxy::notReached, tunnel);
        } catch (UnknownHostException unknown) {
            throw proxy.notReached(unknown);
        }
    }

    /** Makes a link past the proxy, to the engine itself. */
    static Link past(HttpProxy proxy, String host, int port) throws IOException {
        try {
            Link below = SocketLink.to(host, port);
            return new ProxyLink(below, proxy, proxy::handsNothingOver, null);
        } catch (UnknownHostException unknown) {
            throw proxy.handsNothingOver(unknown);
        }
    }

    @Override
    public void connect() throws IOException {
        try {
            below.connect();
        } catch (ClosedChannelException ended) {
            throw ended;
        } catch (IOException e) {
            throw explained.apply(e);
        }
        String target = tunnel;
        if (target != null) {
            askForTunnel(target);
        }
    }

    private void askForTunnel(String target) throws IOException {
        String authorization = proxy.authorization();
        send(
                "CONNECT "
                        + target
                        + " HTTP/1.1\r\nHost: "
                        + target
                        + "\r\n"
                        + (authorization == null
                                ? ""
                                : "Proxy-Authorization: " + authorization + "\r\n")
                        + "\r\n");
        String statusLine = readHead().split("\r?\n", 2)[0];
        Matcher status = STATUS.matcher(statusLine);
        if (!status.matches()) {
            throw proxy.refused(statusLine);
        }
        if (status.group(1).equals("407")) {
            throw proxy.wantsLogin();
        }
        if (!status.group(1).startsWith("2")) {
            throw proxy.refused(statusLine);
        }
    }

    private void send(String head) throws IOException {
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        for (int done = 0; done < bytes.length; ) {
            done += below.write(bytes, done, bytes.length - done);
        }
    }

    /** Reads to the empty line and no byte further: what follows is the engine's. */
    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        byte[] one = new byte[1];
        while (head.indexOf("\r\n\r\n") < 0) {
            if (below.read(one, 0, 1) < 0 || head.length() == LONGEST_HEAD) {
                throw proxy.refused(
                        head.length() == 0 ? "it ended the connection" : head.toString());
            }
            head.append((char) (one[0] & 0xff));
        }
        return head.toString();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return below.read(into, offset, length);
    }

    @Override
    public int readNow(byte[] into, int offset, int length) throws IOException {
        return below.readNow(into, offset, length);
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        return below.write(from, offset, length);
    }

    @Override
    public void shutdownOutput() throws IOException {
        below.shutdownOutput();
    }

    @Override
    public void close() {
        below.close();
    }
}
