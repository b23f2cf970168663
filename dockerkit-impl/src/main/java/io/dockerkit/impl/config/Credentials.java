package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The logins of a user as the docker configuration has them. Each is given to its own registry and to no other. They are
 * looked for where the CLI looks: {@code DOCKER_AUTH_CONFIG}, {@code credHelpers} for the registry, {@code credsStore},
 * {@code auths}.
 *
 * <p>Thread-safe; the configuration is read and the helper is run at each call. Nothing here is ever shown.
 */
public final class Credentials {
    /** Docker Hub has a key of its own, from before there were other registries. */
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private static final String HUB = "docker.io";

    private final Supplier<JsonNode> configuration;
    private final Map<String, String> environment;

    Credentials(Supplier<JsonNode> configuration, Map<String, String> environment) {
        this.configuration = configuration;
        this.environment = environment;
    }

    /** Returns those of a user who is logged in nowhere. */
    public static Credentials none() {
        return new Credentials(JsonText::object, Map.of());
    }

    /**
     * Returns the value of the header {@code X-Registry-Auth} for a registry, or empty where the user is not logged in.
     *
     * @param registry its host, {@code docker.io} or {@code registry.example.com:5000}
     * @throws DockerException if the helper that keeps the login cannot be run, or fails
     */
    public Optional<String> header(String registry) {
        String key = registry.equals(HUB) ? HUB_KEY : registry;
        return find(key).map(Credentials::encode);
    }

    private static String encode(ObjectNode login) {
        return Base64.getUrlEncoder()
                .encodeToString(JsonText.text(login).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<ObjectNode> find(String key) {
        Optional<ObjectNode> given = ofFile(environmentsOwn(), key);
        if (given.isPresent()) {
            return given;
        }
        JsonNode config = configuration.get();
        String helper =
                config.path("credHelpers")
                        .path(host(key))
                        .asText(
                                config.path("credHelpers")
                                        .path(key)
                                        .asText(config.path("credsStore").asText("")));
        return helper.isEmpty()
                ? ofFile(config, key)
                : new CredentialProgram(helper, environment).get(key);
    }

    private JsonNode environmentsOwn() {
        String text = environment.getOrDefault("DOCKER_AUTH_CONFIG", "");
        try {
            return JsonText.read(text.isBlank() ? "{}" : text);
        } catch (IOException e) {
            // its text may hold a password, and so may the parser's message
            throw new DockerException("the variable DOCKER_AUTH_CONFIG is no JSON");
        }
    }

    private static Optional<ObjectNode> ofFile(JsonNode config, String key) {
        JsonNode exact = config.path("auths").path(key);
        if (!exact.isMissingNode()) {
            return login(exact, key);
        }
        for (Map.Entry<String, JsonNode> entry : config.path("auths").properties()) {
            if (host(entry.getKey()).equals(host(key))) {
                return login(entry.getValue(), key);
            }
        }
        return Optional.empty();
    }

    /** Returns the host of a key, which may be an address with scheme and path. */
    private static String host(String key) {
        return key.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    }

    private static Optional<ObjectNode> login(JsonNode entry, String key) {
        ObjectNode login = JsonText.object();
        String auth = entry.path("auth").asText("");
        if (!auth.isEmpty()) {
            String pair = decode(auth, key);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new DockerException(
                        "the login for " + key + " in the docker configuration has no password");
            }
            login.put("username", pair.substring(0, colon));
            login.put("password", pair.substring(colon + 1).replaceFirst("\u0000+$", ""));
        }
        for (String field :
                new String[] {"username", "password", "identitytoken", "registrytoken"}) {
            if (!entry.path(field).asText("").isEmpty()) {
                login.put(field, entry.path(field).asText());
            }
        }
        return login.isEmpty() ? Optional.empty() : Optional.of(login.put("serveraddress", key));
    }

    private static String decode(String auth, String key) {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DockerException(
                    "the login for " + key + " in the docker configuration is not Base64");
        }
    }

    /** Returns nothing of what it knows. */
    @Override
    public String toString() {
        return "credentials";
    }
}
