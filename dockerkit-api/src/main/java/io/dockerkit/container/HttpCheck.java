package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an answer by HTTP must be like for {@link Wait#http(int, String, java.util.function.UnaryOperator)}: a status from
 * 200 to 399 and any body, unless more is asked. Redirects are not followed.
 *
 * <p>Immutable and thread-safe; each option returns a new check.
 */
public final class HttpCheck {
    static final HttpCheck ANY = new HttpCheck(0, "", Map.of());

    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int SHOWN = 200;

    private final int status;
    private final String body;
    private final Map<String, String> headers;

    private HttpCheck(int status, String body, Map<String, String> headers) {
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    /**
     * Asks for this status alone.
     *
     * @throws InvalidOptionException if it is not from 100 to 599
     */
    public HttpCheck status(int wanted) {
        Checks.between("status", wanted, 100, 599);
        return new HttpCheck(wanted, body, headers);
    }

    /** Asks for this text somewhere in the first MiB of the body, read as UTF-8. */
    public HttpCheck body(String text) {
        return new HttpCheck(status, Checks.text("body", "text", text), headers);
    }

    /** Sends this header with the request, {@code Authorization} for instance. */
    public HttpCheck header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(Checks.text("header", "name", name), Objects.requireNonNull(value, "value"));
        return new HttpCheck(status, body, more);
    }

    Sight look(InetSocketAddress address, String path, Duration left) {
        long start = System.nanoTime();
        try {
            return request(
                    URI.create("http://" + authority(address) + path).toURL(),
                    start + Probe.millis(left) * 1_000_000L,
                    left);
        } catch (SocketTimeoutException slow) {
            return Probe.isCutShort(left)
                    ? Sight.cutOff(address + ": no answer yet")
                    : Sight.notYet(
                            address
                                    + ": no answer within "
                                    + Probe.millis(left) / 1000.0
                                    + " s ("
                                    + slow.getMessage()
                                    + ")");
        } catch (IOException notYet) {
            return Sight.notYet(address + ": " + notYet);
        }
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private Sight request(URL url, long until, Duration left) throws IOException {
        // the port is reached as it was published, whatever proxy this program uses for the
        // Internet
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(Probe.millis(left));
        connection.setReadTimeout(Probe.millis(left));
        connection.setInstanceFollowRedirects(false);
        headers.forEach(connection::setRequestProperty);
        try {
            int answered = connection.getResponseCode();
            boolean good = status == 0 ? answered >= 200 && answered < 400 : answered == status;
            if (!good) {
                return Sight.notYet("HTTP status " + answered);
            }
            return body.isEmpty() ? Sight.READY : lookInto(connection, until);
        } finally {
            connection.disconnect();
        }
    }

    private Sight lookInto(HttpURLConnection connection, long until) throws IOException {
        InputStream stream =
                connection.getResponseCode() < 400
                        ? connection.getInputStream()
                        : connection.getErrorStream();
        String text = stream == null ? "" : read(stream, until);
        return text.contains(body)
                ? Sight.READY
                : Sight.notYet(
                        "HTTP status "
                                + connection.getResponseCode()
                                + " with the body: "
                                + text.substring(0, Math.min(SHOWN, text.length())));
    }

    /** A server that sends one byte now and then must not hold the wait up: each read has a limit, and all together. */
    private static String read(InputStream stream, long until) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int count = stream.read(buffer);
        while (count >= 0 && text.size() < LONGEST_BODY) {
            text.write(buffer, 0, Math.min(count, LONGEST_BODY - text.size()));
            if (System.nanoTime() - until > 0) {
                throw new SocketTimeoutException("the body did not come to its end");
            }
            count = stream.read(buffer);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Returns what is asked; the values of headers, which may be secret, are not shown. */
    @Override
    public String toString() {
        return "HTTP "
                + (status == 0 ? "2xx or 3xx" : String.valueOf(status))
                + (body.isEmpty() ? "" : " with \"" + body + "\"");
    }
}
