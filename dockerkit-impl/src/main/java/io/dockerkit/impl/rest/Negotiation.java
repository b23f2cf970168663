package io.dockerkit.impl.rest;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.impl.transport.Wire;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The version of the Engine API that one connection speaks: the one that {@code DOCKER_API_VERSION} names, or the newest
 * that both sides know, which the first ping tells.
 *
 * <p>Thread-safe. Threads that begin together may each ping: none waits for another's call.
 */
final class Negotiation {
    private final Wire wire;
    private final boolean pinned;
    private final AtomicReference<@Nullable ApiVersion> version;

    /**
     * Creates one that has asked nobody.
     *
     * @param asked the version that the environment asks for, or null
     * @throws InvalidOptionException if it is malformed, or older than any that this code speaks
     */
    Negotiation(Wire wire, @Nullable String asked) {
        ApiVersion named = Versions.pinned(asked);
        this.wire = wire;
        this.pinned = named != null;
        this.version = new AtomicReference<>(named);
    }

    /** Returns the version; pings if it is not known yet. */
    ApiVersion version(Supplier<Ping> ping) {
        ApiVersion known = version.get();
        if (known == null) {
            known = agreed(ping.get());
            version.set(known);
        }
        return known;
    }

    /** Returns the version, or empty if it is not known yet. */
    Optional<ApiVersion> known() {
        return Optional.ofNullable(version.get());
    }

    /** Returns the error for an engine that says that it does not serve this version, if it says so. */
    Optional<UnsupportedByEngineException> refusal(String words) {
        return Versions.refusal(words, wire.address(), pinned);
    }

    private ApiVersion agreed(Ping ping) {
        if (ping.apiVersion().isEmpty()) {
            throw new DockerUnavailableException(
                    "what listens at "
                            + wire.address()
                            + " answers a ping without naming its API version; is it a Docker engine?",
                    null);
        }
        try {
            return Versions.agreed(ping.apiVersion(), wire.address());
        } catch (InvalidOptionException noVersion) {
            throw new DockerUnavailableException(
                    "what listens at "
                            + wire.address()
                            + " answers a ping with \""
                            + ping.apiVersion()
                            + "\" for its API version; is it a Docker engine?",
                    noVersion);
        }
    }
}
