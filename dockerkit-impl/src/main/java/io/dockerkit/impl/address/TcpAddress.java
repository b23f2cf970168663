package io.dockerkit.impl.address;

import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.TlsMaterial;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A tcp port without TLS: {@code tcp://host[:port][/prefix]}. Immutable and thread-safe.
 *
 * @param place the host, the port and the prefix
 */
public record TcpAddress(HostAndPort place) implements EngineAddress {
    private static final int USUAL_PORT = 2375;

    /** The addresses of ports with TLS are written in the same way. */
    static final Scheme SCHEME =
            new Scheme(
                    HostAndPort.PREFIX,
                    "tcp://host[:port][/prefix]",
                    TcpAddress::complete,
                    TcpAddress::read);

    private static EngineAddress read(WrittenAddress written) {
        HostAndPort place = HostAndPort.parse(written.source(), written.text());
        Function<String, TlsMaterial> tls = written.tls();
        return tls == null
                ? new TcpAddress(place.withDefaultPort(USUAL_PORT))
                : TlsAddress.of(place, tls);
    }

    private static String complete(String source, String text, boolean tls) {
        String after = text.substring(HostAndPort.PREFIX.length());
        boolean noHost = after.isEmpty() || (after.startsWith(":") && !after.startsWith("::"));
        String whole = noHost ? HostAndPort.PREFIX + "localhost" + after : text;
        return HostAndPort.parse(source, whole)
                .withDefaultPort(tls ? TlsAddress.USUAL_PORT : USUAL_PORT)
                .toString();
    }

    @Override
    public Wire connect(Map<String, String> environment, Duration deadline) {
        return new SocketHttpClient(
                Route.toPort(
                        place.host(),
                        place.port(),
                        place.prefix(),
                        ProxyVariables.proxyTo(place, false, environment)),
                deadline);
    }

    @Override
    public Optional<String> hostName(Map<String, String> environment) {
        return Optional.of(place.host());
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
