package io.dockerkit.network;

import io.dockerkit.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One network as {@code docker network ls} lists it.
 *
 * <p>Immutable and thread-safe.
 */
public interface NetworkSummary {
    /** Returns the full id of 64 hex digits. */
    String id();

    /** Returns the name. */
    String name();

    /** Returns the driver: {@code bridge}, {@code host}, {@code null}, {@code overlay}, … */
    String driver();

    /** Returns {@code local}, {@code global} or {@code swarm}. */
    String scope();

    /** Returns when it was created. */
    Instant created();

    /** Returns whether its containers have no way out. */
    boolean internal();

    /** Returns its first subnet in CIDR form; empty if it has none, as {@code host} and {@code none}. */
    Optional<String> subnet();

    /** Returns the gateway of its first subnet; empty if it has none. */
    Optional<String> gateway();

    /** Returns the labels. */
    Map<String, String> labels();

    /** Returns whether every engine has it and none lets it go: {@code bridge}, {@code host} and {@code none}. */
    default boolean isPredefined() {
        return name().equals("bridge") || name().equals("host") || name().equals("none");
    }

    /** Returns the part of the engine's answer at a JSON pointer. */
    Json at(String pointer);
}
