package io.dockerkit.impl.config;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.transport.PortWire;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.Wire;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the wire to an endpoint: the JDK's own sockets for unix and plain tcp, the system's ssh, docker-java's zerodep for
 * TLS and named pipes. Stateless and thread-safe.
 */
public final class Wires {
    private static final String FORM =
            "accepted form: unix:///path, tcp://host[:port], ssh://[user@]host[:port][/path] or"
                    + " npipe:////./pipe/name";

    private static final int PLAIN_PORT = 2375;
    private static final int TLS_PORT = 2376;
    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(1);

    private Wires() {}

    /** As the other one, for an endpoint of this process's environment. */
    public static Wire to(Endpoint endpoint) {
        return to(endpoint, System.getenv());
    }

    /**
     * Returns a wire, which connects when it is first used.
     *
     * @param environment the variables that ssh sees, and whose {@code PATH} says where it is
     * @throws InvalidOptionException if the address has not the accepted form
     */
    public static Wire to(Endpoint endpoint, Map<String, String> environment) {
        String host = endpoint.host();
        URI uri = parse(endpoint);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "unix" -> new SocketHttpClient(socket(endpoint, host), DEFAULT_DEADLINE);
            case "tcp" -> overTcp(uri, endpoint);
            case "ssh" ->
                    new SocketHttpClient(
                            ssh(endpoint).command(host, environment), DEFAULT_DEADLINE);
            case "npipe" ->
                    new PortWire(
                            new ZerodepDockerHttpClient.Builder().dockerHost(uri).build(),
                            host,
                            DEFAULT_DEADLINE);
            default ->
                    throw refused(
                            endpoint,
                            scheme.isEmpty()
                                    ? "it has no scheme"
                                    : "the scheme " + scheme + " is not supported");
        };
    }

    /** Returns the parts of an address that begins with {@code ssh://}. */
    static SshAddress ssh(Endpoint endpoint) {
        return SshAddress.parse(parse(endpoint), reason -> refused(endpoint, reason));
    }

    private static URI parse(Endpoint endpoint) {
        try {
            return new URI(endpoint.host());
        } catch (URISyntaxException e) {
            throw refused(endpoint, "it is no address");
        }
    }

    private static Path socket(Endpoint endpoint, String host) {
        String path = host.substring("unix://".length());
        if (!path.startsWith("/")) {
            throw refused(endpoint, "the path of the socket must be absolute");
        }
        return Path.of(path);
    }

    private static Wire overTcp(URI uri, Endpoint endpoint) {
        if (uri.getHost() == null) {
            throw refused(endpoint, "the host is missing");
        }
        @Nullable Path certificates = endpoint.certificates();
        if (certificates == null) {
            int port = uri.getPort() < 0 ? PLAIN_PORT : uri.getPort();
            return new SocketHttpClient(uri.getHost(), port, prefix(uri), DEFAULT_DEADLINE);
        }
        int port = uri.getPort() < 0 ? TLS_PORT : uri.getPort();
        return new PortWire(
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create("tcp://" + uri.getHost() + ":" + port))
                        .connectionTimeout(Duration.ofSeconds(30))
                        .sslConfig(new LocalDirectorySSLConfig(certificates.toString()))
                        .build(),
                endpoint.host(),
                DEFAULT_DEADLINE);
    }

    private static String prefix(URI uri) {
        return uri.getRawPath().replaceFirst("/+$", "");
    }

    private static InvalidOptionException refused(Endpoint endpoint, String reason) {
        String name =
                endpoint.source().equals("argument")
                        ? "the engine's address"
                        : "the engine's address (from " + endpoint.source() + ")";
        return new InvalidOptionException(name, endpoint.host(), reason + "; " + FORM);
    }
}
