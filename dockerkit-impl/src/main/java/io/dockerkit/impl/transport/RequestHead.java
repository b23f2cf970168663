package io.dockerkit.impl.transport;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes request line and headers. What the transport decides (the connection, the body's framing) it writes itself;
 * everything else is the caller's. It does not offer compression: on a local socket that only costs time.
 *
 * <p>Not thread-safe.
 */
final class RequestHead {
    private final StringBuilder out = new StringBuilder(256);
    private final String method;
    private final @Nullable String protocol;
    private boolean host;
    private long givenLength = -1;
    private long length;

    /**
     * Begins the head.
     *
     * @param protocol what the connection is to speak after the answer, for instance {@link Duplex#TCP}; null: HTTP still
     * @param proxied the proxy that the request is sent to, or null where it is sent to the engine
     */
    RequestHead(Request request, @Nullable String protocol, @Nullable ProxiedTarget proxied) {
        this.method = request.method();
        this.protocol = protocol;
        requireToken(method, "method");
        requirePath(request.path());
        out.append(method)
                .append(' ')
                .append(proxied == null ? "" : proxied.origin())
                .append(request.path())
                .append(" HTTP/1.1\r\n");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            add(header.getKey(), header.getValue());
        }
        if (!host) {
            out.append("Host: ")
                    .append(proxied == null ? "docker" : proxied.authority())
                    .append("\r\n");
        }
        String authorization = proxied == null ? null : proxied.proxy().authorization();
        if (authorization != null) {
            out.append("Proxy-Authorization: ").append(authorization).append("\r\n");
        }
        if (protocol != null) {
            requireToken(protocol, "protocol");
            out.append("Connection: Upgrade\r\nUpgrade: ").append(protocol).append("\r\n");
        }
    }

    private void add(String name, String value) {
        requireToken(name, "header name");
        requireValue(name, value);
        switch (name.toLowerCase(Locale.ROOT)) {
            case "content-length" -> {
                givenLength = Framing.parseLength(value);
                if (givenLength < 0) {
                    throw new IllegalArgumentException("not a Content-Length: " + quote(value));
                }
                return;
            }
            case "transfer-encoding" -> {
                return;
            }
            case "connection", "upgrade" -> {
                if (protocol != null) {
                    return;
                }
            }
            case "host" -> host = true;
            default -> {}
        }
        out.append(name).append(": ").append(value).append("\r\n");
    }

    /** Declares a body of that many bytes; an empty one is only worth words where a body is usual. */
    void sized(long bytes) {
        length = bytes;
        if (bytes > 0
                || !(method.equals("GET") || method.equals("HEAD") || method.equals("DELETE"))) {
            out.append("Content-Length: ").append(bytes).append("\r\n");
        }
    }

    /** Declares a body from a stream: of the length that the caller gave, else chunked. */
    void streamed() {
        if (givenLength >= 0) {
            length = givenLength;
            out.append("Content-Length: ").append(givenLength).append("\r\n");
        } else {
            length = -1;
            out.append("Transfer-Encoding: chunked\r\n");
        }
    }

    /** Returns the declared length, or -1 for chunked. */
    long length() {
        return length;
    }

    byte[] bytes() {
        return out.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void requireToken(String token, String name) {
        boolean ok = !token.isEmpty();
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            ok &= c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
        }
        if (!ok) {
            throw new IllegalArgumentException("not a " + name + " of HTTP: " + quote(token));
        }
    }

    private static void requirePath(String path) {
        boolean ok = path.startsWith("/");
        for (int i = 0; i < path.length(); i++) {
            ok &= path.charAt(i) > ' ' && path.charAt(i) < 0x7f;
        }
        if (!ok) {
            throw new IllegalArgumentException(
                    "a path must begin with / and be URL-encoded, but was "
                            + quote(OutgoingRequest.withoutQuery(path)));
        }
    }

    private static void requireValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                // the value may be a credential, so it is not shown
                throw new IllegalArgumentException(
                        "the value of header "
                                + name
                                + " has a character that HTTP does not allow, at "
                                + i);
            }
        }
    }

    private static String quote(String text) {
        return Malformed.quote(text);
    }
}
