package io.dockerkit.impl.build;

import io.dockerkit.impl.transport.Duplex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine that a {@link SessionBuilder} builds on, and what the user's configuration has for builds. Thread-safe. */
public interface BuildEngine {
    /** Returns where the engine is, for messages. */
    String address();

    /**
     * Asks for a connection that speaks HTTP/2 from then on, by a {@code POST} with {@code Upgrade: h2c}.
     *
     * @param path {@code session} or {@code grpc}
     * @param headers the headers of the request; a name may have several values
     * @param atMost how long the engine may take to answer, or null for the usual time
     * @return the connection, which the caller closes
     * @throws io.dockerkit.EngineException if the engine refuses
     * @throws io.dockerkit.DockerTimeoutException if there is no answer in time
     */
    Duplex upgrade(String path, Map<String, List<String>> headers, @Nullable Duration atMost);

    /**
     * Connects and sends nothing, for engines whose BuildKit is at the engine's own address, by HTTP/2 from the first byte.
     *
     * @param atMost how long it may take, or null for the usual time
     * @return the connection, which the caller closes
     */
    Duplex connect(@Nullable Duration atMost);

    /**
     * Returns the user's login at one registry, and no other's.
     *
     * @param registry the host, as BuildKit names it: {@code registry-1.docker.io} for Docker Hub
     */
    Optional<Login> login(String registry);

    /** Returns the build arguments about proxies that the user's configuration adds to each build. */
    Map<String, String> proxies();

    /** Returns the platform of builds that name none, or the empty text for the engine's own. */
    String defaultPlatform();

    /**
     * A user's name and password at a registry.
     *
     * @param username the name, empty beside an identity token
     * @param secret the password or the identity token
     */
    record Login(String username, String secret) {
        /** Returns the name and not the secret. */
        @Override
        public String toString() {
            return username + ":***";
        }
    }
}
