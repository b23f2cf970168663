package io.dockerkit.impl.wait;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import io.dockerkit.spi.HttpExpectation;
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

/** Sends a GET request to a published port and checks the response. Immutable and thread-safe. */
record HttpProbe(Port port, String path, HttpExpectation expected) implements Probe {
    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int SHOWN_OF_BODY = 200;

    @Override
    public Observation look(Container container, ContainerDetails details, Duration left) {
        return PublishedPort.reached(container, details, port, left, address -> ask(address, left));
    }

    Observation ask(InetSocketAddress address, Duration left) {
        long start = System.nanoTime();
        try {
            return request(
                    URI.create("http://" + authority(address) + path).toURL(),
                    start + Probe.millis(left) * 1_000_000L,
                    left);
        } catch (SocketTimeoutException slow) {
            return Probe.isCutShort(left)
                    ? Observation.cutOff(address + ": no answer yet")
                    : Observation.notYet(
                            address
                                    + ": no answer within "
                                    + Probe.millis(left) / 1000.0
                                    + " s ("
                                    + slow.getMessage()
                                    + ")");
        } catch (IOException notYet) {
            return Observation.notYet(address + ": " + notYet);
        }
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private Observation request(URL url, long until, Duration left) throws IOException {
        // the port is reached as it was published, whatever proxy this program uses for the
        // Internet
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(Probe.millis(left));
        connection.setReadTimeout(Probe.millis(left));
        connection.setInstanceFollowRedirects(false);
        expected.headers().forEach(connection::setRequestProperty);
        try {
            int status = connection.getResponseCode();
            if (!isExpected(status)) {
                return Observation.notYet("HTTP status " + status);
            }
            return expected.body().isEmpty() ? Observation.READY : lookInto(connection, until);
        } finally {
            connection.disconnect();
        }
    }

    private boolean isExpected(int status) {
        return expected.status() == 0 ? status >= 200 && status < 400 : status == expected.status();
    }

    private Observation lookInto(HttpURLConnection connection, long until) throws IOException {
        InputStream stream =
                connection.getResponseCode() < 400
                        ? connection.getInputStream()
                        : connection.getErrorStream();
        String text = stream == null ? "" : read(stream, until);
        return text.contains(expected.body())
                ? Observation.READY
                : Observation.notYet(
                        "HTTP status "
                                + connection.getResponseCode()
                                + " with the body: "
                                + text.substring(0, Math.min(SHOWN_OF_BODY, text.length())));
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
}
