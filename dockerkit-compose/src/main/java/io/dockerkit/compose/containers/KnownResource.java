package io.dockerkit.compose.containers;

import java.util.Objects;

/**
 * A network or a volume of a project. Immutable and thread-safe.
 *
 * @param key its key in the files
 * @param name its name on the engine
 * @param external whether it is not the project's own
 */
public record KnownResource(String key, String name, boolean external) {
    /** Checks that nothing is null. */
    public KnownResource {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
    }
}
