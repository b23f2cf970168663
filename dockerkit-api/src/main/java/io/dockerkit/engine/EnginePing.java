package io.dockerkit.engine;

import java.util.Objects;

/**
 * The engine's answer to a ping.
 *
 * <p>Immutable and thread-safe.
 *
 * @param apiVersion the newest version of the Engine API that the engine speaks, {@code 1.41} for instance
 * @param osType the operating system of its containers, {@code linux} or {@code windows}
 * @param negotiatedVersion the version that this connection speaks
 */
public record EnginePing(String apiVersion, String osType, String negotiatedVersion) {
    /** Checks that nothing is null. */
    public EnginePing {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(osType, "osType");
        Objects.requireNonNull(negotiatedVersion, "negotiatedVersion");
    }
}
