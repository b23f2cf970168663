package io.dockerkit.impl.config;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the user's docker configuration and environment say where a request leaves it open. Read when it is needed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param detachKeys the keys that detach a terminal, or the empty text for the engine's own
 * @param proxies the variables about proxies for new containers and builds
 * @param defaultPlatform the platform of pulls and builds, or the empty text for the engine's own
 * @param classicBuilder whether builds that leave it open are done by the engine's own builder and not by BuildKit
 * @param registryPrefix where images of Docker Hub are pulled from
 */
public record UserSettings(
        Supplier<String> detachKeys,
        Supplier<Map<String, String>> proxies,
        Supplier<String> defaultPlatform,
        BooleanSupplier classicBuilder,
        Supplier<RegistryPrefix> registryPrefix) {
    /** Those of a user without any. */
    public static final UserSettings NONE = new UserSettings(() -> "", Map::of, () -> "");

    /** Makes those of a user who leaves the builder open and has no registry prefix. */
    public UserSettings(
            Supplier<String> detachKeys,
            Supplier<Map<String, String>> proxies,
            Supplier<String> defaultPlatform) {
        this(detachKeys, proxies, defaultPlatform, () -> false, () -> RegistryPrefix.NONE);
    }

    /** Returns the same with another registry prefix. */
    public UserSettings withRegistryPrefix(RegistryPrefix prefix) {
        return new UserSettings(
                detachKeys, proxies, defaultPlatform, classicBuilder, () -> prefix);
    }

    /** Returns the keys that a request names, or else the user's. */
    public String detachKeys(String asked) {
        return asked.isEmpty() ? detachKeys.get() : asked;
    }
}
