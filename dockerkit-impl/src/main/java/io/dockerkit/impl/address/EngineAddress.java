package io.dockerkit.impl.address;

import io.dockerkit.impl.transport.TlsMaterial;
import io.dockerkit.impl.transport.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine is. There is one kind of address for each transport; all that depends on the scheme is there.
 *
 * <p>Its text is what {@code DOCKER_HOST} takes. Immutable and thread-safe.
 */
public sealed interface EngineAddress
        permits UnixAddress, TcpAddress, TlsAddress, SshAddress, NamedPipeAddress {
    /**
     * Reads a whole address.
     *
     * @param source where it is from, for errors: {@code DOCKER_HOST}, or {@code argument} for that of a method
     * @param tls makes the TLS material for an address; null for a connection without TLS
     * @throws io.dockerkit.InvalidOptionException if it does not have the accepted form
     */
    static EngineAddress of(
            String source, String text, @Nullable Function<String, TlsMaterial> tls) {
        WrittenAddress written = new WrittenAddress(source, text, tls);
        for (Scheme scheme : Scheme.all()) {
            if (text.startsWith(scheme.prefix())) {
                return scheme.reader().apply(written);
            }
        }
        throw written.refused(Scheme.unknown(text));
    }

    /**
     * Completes an address as the CLI does: {@code host:port} is tcp, and what is missing is the default.
     *
     * @param tls whether the connection is one with TLS
     * @throws io.dockerkit.InvalidOptionException if it is a tcp address and does not have the accepted form
     */
    static String complete(String source, String given, boolean tls) {
        String stripped = given.strip();
        String text = stripped.contains("://") ? stripped : TcpAddress.SCHEME.prefix() + stripped;
        for (Scheme scheme : Scheme.all()) {
            if (text.startsWith(scheme.prefix())) {
                return scheme.completion().complete(source, text, tls);
            }
        }
        return text;
    }

    /**
     * Returns a wire to the engine, which connects when it is first used.
     *
     * @param environment the variables that count for the connection: {@code PATH}, those that ssh sees, those that name proxies
     * @param deadline the deadline of calls that are given none
     */
    Wire connect(Map<String, String> environment, Duration deadline);

    /** Returns the engine's socket on this machine, or nothing if it is reached in another way. */
    default Optional<Path> socket() {
        return Optional.empty();
    }

    /**
     * Returns the host that the address names, or nothing if it names none.
     *
     * @param environment the variables of ssh, whose configuration says which host an alias is
     */
    default Optional<String> hostName(Map<String, String> environment) {
        return Optional.empty();
    }
}
