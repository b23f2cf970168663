package io.dockerkit.impl.address;

import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A unix socket of this machine: {@code unix:///var/run/docker.sock}. Immutable and thread-safe.
 *
 * @param path the socket
 */
public record UnixAddress(Path path) implements EngineAddress {
    private static final String PREFIX = "unix://";

    static final Scheme SCHEME =
            new Scheme(
                    PREFIX,
                    "unix:///path",
                    Scheme.bareMeans(PREFIX, PREFIX + "/var/run/docker.sock"),
                    UnixAddress::read);

    private static UnixAddress read(WrittenAddress written) {
        String path = written.after(SCHEME);
        if (!path.startsWith("/")) {
            throw written.refused("the path of the socket must be absolute");
        }
        return new UnixAddress(Path.of(path));
    }

    /** Returns the path of the socket that a text names, or nothing if the text is an address of another scheme. */
    public static Optional<Path> socketOf(String address) {
        return address.startsWith(PREFIX)
                ? Optional.of(Path.of(address.substring(PREFIX.length())))
                : Optional.empty();
    }

    @Override
    public Wire connect(Map<String, String> environment, Duration deadline) {
        return new SocketHttpClient(Route.toSocket(path), deadline);
    }

    @Override
    public Optional<Path> socket() {
        return Optional.of(path);
    }

    @Override
    public String toString() {
        return PREFIX + path;
    }
}
