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
 * A tcp port with TLS. Its text is the same as that of a port without TLS; {@code DOCKER_TLS_VERIFY} or a docker context
 * asks for TLS. Immutable and thread-safe.
 *
 * @param place the host, the port and the prefix
 * @param tls the certificates
 */
public record TlsAddress(HostAndPort place, TlsMaterial tls) implements EngineAddress {
    static final int USUAL_PORT = 2376;

    static TlsAddress of(HostAndPort written, Function<String, TlsMaterial> tls) {
        HostAndPort place = written.withDefaultPort(USUAL_PORT);
        return new TlsAddress(place, tls.apply(place.toString()));
    }

    /** Returns the text of the address that the CLI takes where the environment asks for TLS and names no address. */
    public static String usual() {
        return HostAndPort.PREFIX + "localhost:" + USUAL_PORT;
    }

    @Override
    public Wire connect(Map<String, String> environment, Duration deadline) {
        return new SocketHttpClient(
                Route.toTlsPort(
                        place.host(),
                        place.port(),
                        place.prefix(),
                        tls,
                        ProxyVariables.proxyTo(place, true, environment)),
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
