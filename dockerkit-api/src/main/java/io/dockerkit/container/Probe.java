package io.dockerkit.container;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.util.function.BiFunction;

/** One look at a running container: is it ready? Immutable and thread-safe. */
final class Probe {
    private static final int LOOK_MILLIS = 2000;

    private final String description;
    private final BiFunction<Container, ContainerDetails, String> look;

    private Probe(String description, BiFunction<Container, ContainerDetails, String> look) {
        this.description = description;
        this.look = look;
    }

    /** Returns the empty text if the container is ready, else what was seen instead. */
    String look(Container container, ContainerDetails details) {
        return look.apply(container, details);
    }

    static Probe http(Port port, String path) {
        return new Probe(
                "HTTP 2xx or 3xx from port " + port + " at " + path,
                (container, details) -> {
                    InetSocketAddress address = container.address(port.number());
                    try {
                        return request(URI.create("http://" + authority(address) + path).toURL());
                    } catch (IOException notYet) {
                        return address + ": " + notYet;
                    }
                });
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String request(URL url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setConnectTimeout(LOOK_MILLIS);
        connection.setReadTimeout(LOOK_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            int status = connection.getResponseCode();
            return status >= 200 && status < 400 ? "" : "HTTP status " + status;
        } finally {
            connection.disconnect();
        }
    }

    /**
     * The engine's proxy accepts at once and closes when nothing listens in the container, so the connection has to stay
     * open for a moment, or to say something, before it counts.
     */
    static Probe port(Port port) {
        return new Probe(
                "a connection to port " + port,
                (container, details) -> {
                    InetSocketAddress address = container.address(port.number());
                    try (Socket socket = new Socket()) {
                        socket.connect(address, LOOK_MILLIS);
                        socket.setSoTimeout(100);
                        return socket.getInputStream().read() < 0
                                ? address + ": closed at once"
                                : "";
                    } catch (SocketTimeoutException stayedOpen) {
                        return "";
                    } catch (IOException notYet) {
                        return address + ": " + notYet;
                    }
                });
    }

    static Probe healthy() {
        return new Probe(
                "a healthy health check",
                (container, details) ->
                        switch (details.state().health()) {
                            case "healthy" -> "";
                            case "" ->
                                    throw new IllegalStateException(
                                            "container "
                                                    + details.name()
                                                    + " has no health check: give it one with healthCmd(…), or wait for something else");
                            default -> details.state().health();
                        });
    }

    static Probe log(String text) {
        return new Probe(
                "\"" + text + "\" in the logs",
                (container, details) -> {
                    Logs logs = container.logs().execute();
                    return logs.stdout().contains(text) || logs.stderr().contains(text)
                            ? ""
                            : "the text is not there";
                });
    }

    @Override
    public String toString() {
        return description;
    }
}
