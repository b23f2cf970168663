package io.dockerkit.impl.config;

import io.dockerkit.InvalidOptionException;
import java.util.Set;
import java.util.regex.Pattern;

/** The names by which logins are kept. Stateless and thread-safe. */
public final class RegistryKey {
    /** Docker Hub has a key of its own, from before there were other registries. */
    static final String HUB = "https://index.docker.io/v1/";

    private static final Set<String> HUBS = Set.of("", "docker.io", "index.docker.io");
    private static final Pattern HOST =
            Pattern.compile("(?:[a-zA-Z0-9.-]+|\\[[0-9a-fA-F:]+])(?::\\d{1,5})?");

    private RegistryKey() {}

    /** Returns the key of a registry by its host. */
    static String of(String registry) {
        return HUBS.contains(registry) ? HUB : registry;
    }

    /** Returns the host of a key, which may be an address with scheme and path. */
    static String host(String key) {
        return key.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    }

    /**
     * Returns the key for what somebody gave to log in at: a host, with or without scheme and path.
     *
     * @throws InvalidOptionException if it is none
     */
    public static String ofServer(String server) {
        String host = host(server);
        if (!HUBS.contains(host) && !HOST.matcher(host).matches()) {
            // whoever writes user:password@host must not find it in a log
            throw new InvalidOptionException(
                    "server",
                    server.replaceFirst("[^/]*@", "***@"),
                    "accepted form: host[:port], such as registry.example.com:5000; docker.io for Docker Hub");
        }
        return of(host);
    }
}
