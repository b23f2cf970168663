package io.dockerkit.engine;

import java.util.Objects;

/**
 * A login that a registry accepted. Immutable and thread-safe.
 *
 * @param server the registry by the name under which the login is kept: its host, or {@code https://index.docker.io/v1/}
 *     for Docker Hub
 * @param username the user's name
 * @param keptIn where it is stored: the path of config.json, in which the password is not encrypted, or the credential
 *     helper
 */
public record Login(String server, String username, String keptIn) {
    /** Checks that nothing is null. */
    public Login {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(keptIn, "keptIn");
    }
}
