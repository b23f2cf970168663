package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Credentials;
import io.dockerkit.DockerException;
import io.dockerkit.impl.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps logins where the CLI does: with the helper that {@code credHelpers} or {@code credsStore} names for the registry, else
 * in {@code auths} of config.json.
 *
 * <p>Thread-safe.
 */
public final class LoginStore {
    private final ConfigFile config;
    private final Map<String, String> environment;

    LoginStore(ConfigFile config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    /**
     * Checks that a login can be kept, before a registry is asked.
     *
     * @throws DockerException if config.json cannot be read, or the helper is not there
     */
    public void check(String key) {
        String helper = CredentialProgram.nameFor(config.read(), key);
        if (!helper.isEmpty()) {
            new CredentialProgram(helper, environment).find();
        }
    }

    /**
     * A login that is kept.
     *
     * @param username the user's name, also beside an identity token, if it is kept
     */
    public record Kept(String username, Credentials credentials) {}

    /**
     * Returns the login that is kept for a registry.
     *
     * @throws DockerException if the helper fails, or config.json cannot be read
     */
    public Optional<Kept> kept(String key) {
        return new Logins(config, environment)
                .stored(key)
                .flatMap(
                        login -> {
                            String user = login.path("username").asText("");
                            String token = login.path("identitytoken").asText("");
                            String password = login.path("password").asText("");
                            if (!token.isBlank()) {
                                Credentials kept = Credentials.identityToken(token);
                                return Optional.of(
                                        new Kept(user.isBlank() ? kept.username() : user, kept));
                            }
                            return user.isBlank() || password.isBlank()
                                    ? Optional.empty()
                                    : Optional.of(new Kept(user, Credentials.of(user, password)));
                        });
    }

    /**
     * Keeps a login, and returns where.
     *
     * @param username the user's name; beside an identity token it is kept as the CLI does
     * @throws DockerException if the helper fails, or config.json cannot be written
     */
    public String keep(String key, String username, Credentials credentials) {
        String helper = CredentialProgram.nameFor(config.read(), key);
        if (helper.isEmpty()) {
            config.change(file -> auths(file).set(key, entry(username, credentials)));
            return config.toString();
        }
        CredentialProgram program = new CredentialProgram(helper, environment);
        program.store(key, credentials);
        // as the CLI does, so that the file says where there are logins, and an older plain one
        // goes
        config.change(file -> auths(file).set(key, JsonText.object()));
        return program.toString();
    }

    private static ObjectNode auths(ObjectNode file) {
        return file.get("auths") instanceof ObjectNode known ? known : file.putObject("auths");
    }

    private static ObjectNode entry(String username, Credentials credentials) {
        ObjectNode entry = JsonText.object();
        if (!credentials.isIdentityToken()) {
            return entry.put("auth", auth(username + ":" + credentials.secret()));
        }
        if (!username.equals(credentials.username())) {
            entry.put("auth", auth(username + ":"));
        }
        return entry.put("identitytoken", credentials.secret());
    }

    private static String auth(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Forgets a login, and returns whether there was one.
     *
     * @throws DockerException if the helper fails, or config.json cannot be written
     */
    public boolean forget(String key) {
        ObjectNode before = config.read();
        String helper = CredentialProgram.nameFor(before, key);
        boolean known = false;
        if (!helper.isEmpty()) {
            CredentialProgram program = new CredentialProgram(helper, environment);
            known = program.get(key).isPresent();
            if (known) {
                program.erase(key);
            }
        }
        List<String> keys = keys(before.path("auths"), key);
        config.change(file -> auths(file).remove(keys));
        return known || !keys.isEmpty();
    }

    /** Older clients kept addresses with scheme and path. */
    private static List<String> keys(JsonNode auths, String key) {
        return JsonText.fields(auths).stream()
                .map(Map.Entry::getKey)
                .filter(
                        entry ->
                                entry.equals(key)
                                        || RegistryKey.host(entry).equals(RegistryKey.host(key)))
                .toList();
    }
}
