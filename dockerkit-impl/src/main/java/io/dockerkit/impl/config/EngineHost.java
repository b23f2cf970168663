package io.dockerkit.impl.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The host on which an engine publishes ports, as far as the environment and the engine's address tell. Thread-safe.
 *
 * <p>{@code DOCKERKIT_HOST_OVERRIDE} counts more than anything that can be found out.
 */
public final class EngineHost {
    static final String OVERRIDE = "DOCKERKIT_HOST_OVERRIDE";

    private final @Nullable String override;
    private final Supplier<@Nullable String> found;
    private @Nullable String remote;
    private boolean asked;

    private EngineHost(@Nullable String override, Supplier<@Nullable String> found) {
        this.override = override;
        this.found = found;
    }

    /** Returns the host of an engine at this address, without an environment. */
    public static EngineHost of(String address) {
        Endpoint endpoint = new Endpoint("argument", address, null);
        return of(() -> endpoint, Map.of());
    }

    static EngineHost of(Supplier<Endpoint> endpoint, Map<String, String> environment) {
        String override = environment.getOrDefault(OVERRIDE, "").strip();
        return new EngineHost(
                override.isEmpty() ? null : override,
                () -> endpoint.get().address().hostName(environment).orElse(null));
    }

    /** Returns the host that the user wants to be taken, whatever the engine says. */
    public Optional<String> override() {
        return Optional.ofNullable(override);
    }

    /** Returns the host that the engine's address names, by tcp or ssh; empty where it is a socket of this machine. */
    public synchronized Optional<String> remote() {
        if (!asked) {
            remote = found.get();
            asked = true;
        }
        return Optional.ofNullable(remote);
    }
}
