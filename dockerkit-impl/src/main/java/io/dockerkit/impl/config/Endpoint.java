package io.dockerkit.impl.config;

import com.github.dockerjava.transport.DockerHttpClient;
import io.dockerkit.impl.address.EngineAddress;
import io.dockerkit.impl.transport.PortWire;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine is, and why it is looked for there. Immutable and thread-safe.
 *
 * @param source why: {@code DOCKER_HOST}, {@code context "remote"}, {@code default}, {@code argument},
 *     or the name of what was found in the default's place
 * @param host the address: {@code unix:///path}, {@code tcp://host:port}, {@code ssh://user@host}, {@code npipe:////./pipe/name}
 * @param certificates the certificates of a connection with TLS, or null for one without
 */
public record Endpoint(String source, String host, @Nullable Certificates certificates) {
    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(1);

    /**
     * Returns the address by its scheme.
     *
     * @throws io.dockerkit.InvalidOptionException if it does not have the accepted form
     */
    EngineAddress address() {
        Certificates files = certificates;
        return EngineAddress.of(
                source,
                host,
                files == null ? null : address -> new CertificateFiles(files, address));
    }

    /**
     * Returns a wire to the engine, which connects when it is first used.
     *
     * @param environment the variables that ssh sees, and whose {@code PATH} says where it is; {@code HTTP_PROXY},
     *     {@code HTTPS_PROXY} and {@code NO_PROXY} count for tcp
     * @throws io.dockerkit.InvalidOptionException if the address, or that of the proxy, does not have the accepted form
     */
    public Wire connect(Map<String, String> environment) {
        return address().connect(environment, DEFAULT_DEADLINE);
    }

    /**
     * Returns a wire over a client that somebody else has made, and closes, and which leads to this engine.
     *
     * @throws io.dockerkit.InvalidOptionException if the address does not have the accepted form
     */
    public Wire connect(DockerHttpClient client) {
        return PortWire.borrowing(client, address().toString(), DEFAULT_DEADLINE);
    }
}
