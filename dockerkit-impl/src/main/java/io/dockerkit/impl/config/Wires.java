package io.dockerkit.impl.config;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.transport.HttpProxy;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.Wire;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the wire to an endpoint: the JDK's own sockets for unix and tcp, the system's ssh, docker-java's zerodep for named
 * pipes. Stateless and thread-safe.
 */
public final class Wires {
    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(1);

    private Wires() {}

    /** As the other one, for an endpoint of this process's environment. */
    public static Wire to(Endpoint endpoint) {
        return to(endpoint, System.getenv());
    }

    /**
     * Returns a wire, which connects when it is first used.
     *
     * @param environment the variables that ssh sees, and whose {@code PATH} says where it is; {@code HTTP_PROXY},
     *     {@code HTTPS_PROXY} and {@code NO_PROXY} count for tcp
     * @throws InvalidOptionException if the address, or that of the proxy, has not the accepted form
     */
    public static Wire to(Endpoint endpoint, Map<String, String> environment) {
        String host = endpoint.host();
        int colon = host.indexOf("://");
        String scheme = colon < 0 ? "" : host.substring(0, colon);
        return switch (scheme) {
            case "unix" -> new SocketHttpClient(socket(endpoint, host), DEFAULT_DEADLINE);
            case "tcp" -> overTcp(endpoint, environment);
            case "ssh" ->
                    new SocketHttpClient(
                            ssh(endpoint).command(host, environment), DEFAULT_DEADLINE);
            case "npipe" -> NamedPipes.wire(uri(endpoint), DEFAULT_DEADLINE);
            default ->
                    throw HostAddress.refused(endpoint.source(), endpoint.host(), unknown(scheme));
        };
    }

    /** Returns the parts of an address that begins with {@code ssh://}. */
    static SshAddress ssh(Endpoint endpoint) {
        return SshAddress.parse(
                uri(endpoint),
                reason -> HostAddress.refused(endpoint.source(), endpoint.host(), reason));
    }

    private static String unknown(String scheme) {
        return switch (scheme) {
            case "" -> "it has no scheme";
            case "http" -> "docker writes tcp:// for it";
            case "https" -> "docker writes tcp:// for it, and DOCKER_TLS_VERIFY=1 for TLS";
            default -> "the scheme " + scheme + " is not supported";
        };
    }

    private static URI uri(Endpoint endpoint) {
        try {
            return new URI(endpoint.host());
        } catch (URISyntaxException e) {
            throw HostAddress.refused(endpoint.source(), endpoint.host(), "it is no address");
        }
    }

    private static Path socket(Endpoint endpoint, String host) {
        String path = host.substring("unix://".length());
        if (!path.startsWith("/")) {
            throw HostAddress.refused(
                    endpoint.source(), host, "the path of the socket must be absolute");
        }
        return Path.of(path);
    }

    private static Wire overTcp(Endpoint endpoint, Map<String, String> environment) {
        @Nullable Certificates certificates = endpoint.certificates();
        HostAddress to =
                HostAddress.tcp(endpoint.source(), endpoint.host())
                        .withDefaultPort(certificates != null);
        @Nullable HttpProxy proxy = ProxyVariables.proxyTo(to, certificates != null, environment);
        if (certificates == null) {
            return new SocketHttpClient(to.host(), to.port(), to.prefix(), proxy, DEFAULT_DEADLINE);
        }
        return new SocketHttpClient(
                to.host(),
                to.port(),
                to.prefix(),
                new CertificateFiles(certificates, to.toString()),
                proxy,
                DEFAULT_DEADLINE);
    }
}
