package io.dockerkit.impl.engine;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.Credentials;
import io.dockerkit.engine.Login;
import io.dockerkit.impl.config.LoginStore;
import io.dockerkit.impl.config.RegistryKey;
import io.dockerkit.impl.rest.Rest;
import java.util.LinkedHashMap;
import java.util.Map;

/** One login: the engine asks the registry, and what it accepts is kept. Not thread-safe. */
final class LoggingIn {
    private final Rest rest;
    private final LoginStore store;

    LoggingIn(Rest rest, LoginStore store) {
        this.rest = rest;
        this.store = store;
    }

    Login login(String server, Credentials credentials) {
        String key = RegistryKey.ofServer(server);
        store.check(key);
        return login(server, key, credentials.username(), credentials);
    }

    /** Logs in with what is kept. */
    Login again(String server) {
        String key = RegistryKey.ofServer(server);
        store.check(key);
        LoginStore.Kept kept =
                store.kept(key)
                        .orElseThrow(
                                () ->
                                        new AuthenticationRequiredException(
                                                "no login for "
                                                        + server
                                                        + " is stored; give a user name and a password",
                                                0,
                                                "",
                                                "docker login " + server));
        return login(server, key, kept.username(), kept.credentials());
    }

    private Login login(String server, String key, String username, Credentials credentials) {
        String token =
                rest.post("auth")
                        .json(body(credentials, username, key))
                        .to("log in at " + server + " as " + username)
                        .as("docker login --username " + username + " --password-stdin " + server)
                        .readIfAny()
                        .path("IdentityToken")
                        .asText("");
        // a registry may give a token in exchange, and then the password is not kept
        Credentials kept = token.isEmpty() ? credentials : Credentials.identityToken(token);
        return new Login(key, username, store.keep(key, username, kept));
    }

    private static Map<String, Object> body(Credentials credentials, String username, String key) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (credentials.isIdentityToken()) {
            if (!username.equals(credentials.username())) {
                body.put("username", username);
            }
            body.put("identitytoken", credentials.secret());
        } else {
            body.put("username", credentials.username());
            body.put("password", credentials.secret());
        }
        body.put("serveraddress", key);
        return body;
    }
}
