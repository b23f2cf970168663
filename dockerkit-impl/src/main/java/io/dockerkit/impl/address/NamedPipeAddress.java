package io.dockerkit.impl.address;

import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.transport.PortWire;
import io.dockerkit.impl.transport.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A named pipe of Windows: {@code npipe:////./pipe/docker_engine}. The way through it is docker-java's zerodep transport, a
 * dependency that only programs which need it add. Immutable and thread-safe.
 *
 * @param pipe the whole address
 */
public record NamedPipeAddress(URI pipe) implements EngineAddress {
    private static final String PREFIX = "npipe://";

    static final Scheme SCHEME =
            new Scheme(
                    PREFIX,
                    "npipe:////./pipe/name",
                    Scheme.bareMeans(PREFIX, usual()),
                    written -> new NamedPipeAddress(written.uri()));

    /** Returns the text of the default address on Windows. */
    public static String usual() {
        return PREFIX + "//./pipe/docker_engine";
    }

    /**
     * {@inheritDoc}
     *
     * @throws DockerUnavailableException if the transport is not on the class path
     */
    @Override
    public Wire connect(Map<String, String> environment, Duration deadline) {
        try {
            return new PortWire(
                    new ZerodepDockerHttpClient.Builder().dockerHost(pipe).build(),
                    pipe.toString(),
                    deadline);
        } catch (NoClassDefFoundError missing) {
            throw new DockerUnavailableException(
                    "the engine at "
                            + pipe
                            + " is behind a named pipe, for which a library is missing: add the dependency"
                            + " com.github.docker-java:docker-java-transport-zerodep, or use the engine's tcp port",
                    missing);
        }
    }

    @Override
    public String toString() {
        return pipe.toString();
    }
}
