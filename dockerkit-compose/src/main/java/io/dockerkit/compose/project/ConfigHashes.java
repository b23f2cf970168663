package io.dockerkit.compose.project;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hashes by which compose knows whether something has changed: the SHA-256 of its JSON. They take the mappings of {@link
 * Project#config()}. Stateless and thread-safe.
 */
public final class ConfigHashes {
    private static final List<String> NOT_COUNTED =
            List.of("profiles", "build", "depends_on", "pull_policy", "scale");

    private ConfigHashes() {}

    /** Returns the hash of a service; its build, its dependencies and the number of its containers do not count. */
    public static String ofService(Map<String, ? extends @Nullable Object> service) {
        Map<String, @Nullable Object> counted = new LinkedHashMap<>(service);
        NOT_COUNTED.forEach(counted::remove);
        if (counted.get("deploy") instanceof Map<?, ?> deploy) {
            Map<Object, @Nullable Object> one = new LinkedHashMap<>(deploy);
            one.remove("replicas");
            counted.put("deploy", one);
        }
        return digest(counted);
    }

    /** Returns the hash of a network. */
    public static String ofNetwork(Map<String, ? extends @Nullable Object> network) {
        return digest(network);
    }

    /** Returns the hash of a volume. */
    public static String ofVolume(Map<String, ? extends @Nullable Object> volume) {
        if (volume.get("driver") != null) {
            return digest(volume);
        }
        Map<String, @Nullable Object> local = new LinkedHashMap<>();
        if (volume.containsKey("name")) {
            local.put("name", volume.get("name"));
        }
        local.put("driver", "local");
        volume.forEach(local::putIfAbsent);
        return digest(local);
    }

    private static String digest(Map<String, ? extends @Nullable Object> value) {
        byte[] bytes = GoJson.compact(value).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
