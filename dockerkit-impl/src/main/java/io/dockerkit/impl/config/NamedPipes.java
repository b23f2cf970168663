package io.dockerkit.impl.config;

import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.transport.PortWire;
import io.dockerkit.impl.transport.Wire;
import java.net.URI;
import java.time.Duration;

/**
 * The way through a named pipe of Windows: docker-java's zerodep transport, a dependency that only programs which need it
 * add. Stateless and thread-safe.
 */
final class NamedPipes {
    private NamedPipes() {}

    /**
     * Returns the wire.
     *
     * @throws DockerUnavailableException if the transport is not on the class path
     */
    static Wire wire(URI pipe, Duration deadline) {
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
}
