package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Credentials;
import io.dockerkit.impl.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one registry is told of a user: a login, or nothing; and where that is from. Immutable and thread-safe. */
public final class RegistryLogin {
    private final String key;
    private final @Nullable ObjectNode login;
    private final String origin;

    RegistryLogin(String key, @Nullable ObjectNode login, String origin) {
        this.key = key;
        this.login = login;
        this.origin = origin;
    }

    /** Returns those that the caller gave, for the registry of a key. */
    static RegistryLogin of(Credentials credentials, String key) {
        return new RegistryLogin(key, body(credentials, key), "the login that was given");
    }

    /** Returns a login as the engine takes it. */
    static ObjectNode body(Credentials credentials, String key) {
        ObjectNode body = JsonText.object();
        if (credentials.isIdentityToken()) {
            body.put("identitytoken", credentials.secret());
        } else {
            body.put("username", credentials.username()).put("password", credentials.secret());
        }
        return body.put("serveraddress", key);
    }

    /** Returns the value of the header {@code X-Registry-Auth}, or empty where the user is not logged in. */
    public Optional<String> header() {
        return Optional.ofNullable(login).map(RegistryLogin::encode);
    }

    /** Returns JSON as the engine takes it in a header. */
    static String encode(ObjectNode json) {
        return Base64.getUrlEncoder()
                .encodeToString(JsonText.text(json).getBytes(StandardCharsets.UTF_8));
    }

    Optional<ObjectNode> login() {
        return Optional.ofNullable(login);
    }

    /** Returns the user's name, or the empty text beside an identity token and where the user is not logged in. */
    public String username() {
        return identityToken().isEmpty() ? field("username") : "";
    }

    /** Returns the identity token or the password, or the empty text where the user is not logged in. Never to be shown. */
    public String secret() {
        return identityToken().isEmpty() ? field("password") : identityToken();
    }

    private String identityToken() {
        return field("identitytoken");
    }

    private String field(String name) {
        ObjectNode known = login;
        return known == null ? "" : known.path(name).asText("");
    }

    /** Returns for an error what the registry was told: {@code no login for my.registry was sent: …}. */
    public String told() {
        ObjectNode known = login;
        if (known == null) {
            return "no login for " + key + " was sent: " + origin;
        }
        String user = known.path("username").asText("");
        return "sent to " + key + " was " + origin + (user.isEmpty() ? "" : ", of user " + user);
    }

    /** Returns where it is from, and nothing of the login. */
    @Override
    public String toString() {
        return told();
    }
}
