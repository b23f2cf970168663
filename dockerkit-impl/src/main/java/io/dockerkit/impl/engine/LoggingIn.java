package io.dockerkit.impl.engine;

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
        String token =
                rest.post("auth")
                        .json(body(credentials, key))
                        .to("log in at " + server + " as " + credentials.username())
                        .as(
                                "docker login --username "
                                        + credentials.username()
                                        + " --password-stdin "
                                        + server)
                        .readIfAny()
                        .path("IdentityToken")
                        .asText("");
        // a registry may give a token in exchange, and then the password is not kept
        Credentials kept = token.isEmpty() ? credentials : Credentials.identityToken(token);
        return new Login(key, credentials.username(), store.keep(key, kept));
    }

    private static Map<String, Object> body(Credentials credentials, String key) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (credentials.isIdentityToken()) {
            body.put("identitytoken", credentials.secret());
        } else {
            body.put("username", credentials.username());
            body.put("password", credentials.secret());
        }
        body.put("serveraddress", key);
        return body;
    }
}
