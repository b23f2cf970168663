package io.dockerkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A login at a registry: a user name and a password, or an identity token. Where one is given, it goes to the registry that
 * it is given for, and to no other.
 *
 * <pre>{@code
 * Image app = Images.pull("registry.example.com/team/app").credentials(Credentials.of("me", System.getenv("TOKEN"))).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe. {@code toString()} hides the secret, and so does every message, log line and command line of
 * DockerKit.
 *
 * @param username the user's name; {@code <token>} for an identity token, as credential helpers write it
 * @param secret the password, an access token, or the identity token
 */
public record Credentials(String username, String secret) {
    private static final String TOKEN = "<token>";
    private static final int MOST_BYTES = 1 << 20;

    /**
     * Checks the parts.
     *
     * @throws InvalidOptionException if the name is blank or has a colon, or the secret is blank
     */
    public Credentials {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(secret, "secret");
        if (username.isBlank()) {
            throw new InvalidOptionException(
                    "--username", username, "a user's name must not be blank");
        }
        if (username.indexOf(':') >= 0) {
            throw new InvalidOptionException(
                    "--username",
                    username.substring(0, username.indexOf(':')) + ":***",
                    "a user's name must not have a colon, which ends the name on its way to the registry");
        }
        if (secret.isBlank()) {
            throw new InvalidOptionException("--password", "", "the secret must not be blank");
        }
    }

    /**
     * Returns the credentials of a user with a password or an access token.
     *
     * @throws InvalidOptionException if the name is blank or has a colon, or the password is blank
     */
    public static Credentials of(String username, String password) {
        return new Credentials(username, Objects.requireNonNull(password, "password"));
    }

    /**
     * Returns the credentials of a user whose password a stream has: {@code --password-stdin}, with {@code System.in} for
     * instance. The stream is read to its end and stays open; one line break at the end does not count.
     *
     * @throws InvalidOptionException if the name is blank or has a colon, or the password is blank or longer than 1 MiB
     * @throws LocalFileException if the stream cannot be read
     */
    public static Credentials read(String username, InputStream password) {
        Objects.requireNonNull(password, "password");
        byte[] bytes;
        try {
            bytes = password.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new LocalFileException(
                    "-", "the password cannot be read from the stream: " + e.getMessage(), e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new InvalidOptionException(
                    "--password-stdin", "", "the password must not be longer than 1 MiB");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Credentials(username, text.replaceFirst("\\r?\\n$", ""));
    }

    /** Returns credentials with an identity token, which a registry issues in exchange for a password. */
    public static Credentials identityToken(String token) {
        return new Credentials(TOKEN, Objects.requireNonNull(token, "token"));
    }

    /** Returns whether the secret is an identity token. */
    public boolean isIdentityToken() {
        return username.equals(TOKEN);
    }

    /** Returns the user's name, without the secret. */
    @Override
    public String toString() {
        return "Credentials[username=" + username + ", secret=***]";
    }
}
