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
 */
public record UserSettings(
        Supplier<String> detachKeys,
        Supplier<Map<String, String>> proxies,
        Supplier<String> defaultPlatform,
        BooleanSupplier classicBuilder) {
    /** Those of a user without any. */
    public static final UserSettings NONE = new UserSettings(() -> "", Map::of, () -> "");

    /** Makes those of a user who leaves the builder open. */
    public UserSettings(
            Supplier<String> detachKeys,
            Supplier<Map<String, String>> proxies,
            Supplier<String> defaultPlatform) {
        this(detachKeys, proxies, defaultPlatform, () -> false);
    }

    /** Returns the keys that a request names, or else the user's. */
    public String detachKeys(String asked) {
        return asked.isEmpty() ? detachKeys.get() : asked;
    }
}
