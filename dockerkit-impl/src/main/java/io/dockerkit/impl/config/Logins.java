package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Credentials;
import io.dockerkit.DockerException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins of a user as the docker configuration has them. Each is given to its own registry and to no other. They are
 * looked for where the CLI looks: {@code DOCKER_AUTH_CONFIG}, {@code credHelpers} for the registry, {@code credsStore},
 * {@code auths}; and kept where the CLI keeps them, see {@link LoginStore}.
 *
 * <p>Thread-safe; the configuration is read and the helper is run at each call. Nothing here is ever shown.
 */
public final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");
    private static final String OF_ENVIRONMENT = "DOCKER_AUTH_CONFIG";

    private final @Nullable ConfigFile config;
    private final Map<String, String> environment;

    Logins(@Nullable ConfigFile config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    /** Returns those of a user who is logged in nowhere. */
    public static Logins none() {
        return new Logins(null, Map.of());
    }

    /** Returns where new logins are kept. */
    public LoginStore store() {
        ConfigFile file = config;
        if (file == null) {
            throw new IllegalStateException("these logins have no configuration");
        }
        return new LoginStore(file, environment);
    }

    /**
     * Returns what a registry is told of the user: the login that the caller gave, or that of the configuration.
     *
     * @param registry its host, {@code docker.io} or {@code registry.example.com:5000}
     * @throws DockerException if the configuration cannot be read, or the helper that keeps the login fails
     */
    public RegistryLogin of(String registry, @Nullable Credentials given) {
        String key = RegistryKey.of(registry);
        if (given != null) {
            return RegistryLogin.of(given, key);
        }
        Optional<ObjectNode> environments = ofFile(environmentsOwn(), key);
        if (environments.isPresent()) {
            return new RegistryLogin(key, environments.get(), "that of " + OF_ENVIRONMENT);
        }
        return ofConfig(configuration(), key);
    }

    /**
     * Returns the value of the header {@code X-Registry-Config}, all logins, of which the engine's builder takes for each
     * registry its own. As with the CLI, a helper that fails costs no build that may need no login; it is logged.
     */
    public String all() {
        return RegistryLogin.encode(known());
    }

    /** Returns all logins as the text of a config.json, or empty if there are none. */
    public Optional<String> configFile() {
        ObjectNode auths = JsonText.object();
        for (Map.Entry<String, JsonNode> login : known().properties()) {
            JsonNode fields = login.getValue();
            String pair =
                    fields.path("username").asText("") + ":" + fields.path("password").asText("");
            ObjectNode entry = auths.putObject(login.getKey());
            if (pair.length() > 1) {
                entry.put(
                        "auth",
                        Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            for (String token : new String[] {"identitytoken", "registrytoken"}) {
                if (!fields.path(token).asText("").isEmpty()) {
                    entry.put(token, fields.path(token).asText());
                }
            }
        }
        ObjectNode file = JsonText.object();
        file.set("auths", auths);
        return auths.isEmpty() ? Optional.empty() : Optional.of(JsonText.pretty(file));
    }

    private ObjectNode known() {
        ObjectNode all = JsonText.object();
        ObjectNode file = configuration();
        String store = file.path("credsStore").asText("");
        try {
            if (store.isEmpty()) {
                addAll(file, all);
            } else {
                CredentialProgram program = new CredentialProgram(store, environment);
                for (String server : program.list()) {
                    program.get(server).ifPresent(found -> put(all, server, found));
                }
            }
            for (Map.Entry<String, JsonNode> helper : JsonText.fields(file.path("credHelpers"))) {
                String server = helper.getKey();
                new CredentialProgram(helper.getValue().asText(), environment)
                        .get(server)
                        .ifPresent(found -> put(all, server, found));
            }
        } catch (DockerException failed) {
            LOG.warn("a build begins without some logins: {}", failed.getMessage());
        }
        addAll(environmentsOwn(), all);
        return all;
    }

    private static void put(ObjectNode all, String server, Credentials found) {
        all.set(server, RegistryLogin.body(found, server));
    }

    private static void addAll(JsonNode file, ObjectNode all) {
        for (Map.Entry<String, JsonNode> entry : JsonText.fields(file.path("auths"))) {
            login(entry.getValue(), entry.getKey())
                    .ifPresent(login -> all.set(entry.getKey(), login));
        }
    }

    private ObjectNode configuration() {
        ConfigFile file = config;
        return file == null ? JsonText.object() : file.readOrWarn();
    }

    private RegistryLogin ofConfig(ObjectNode file, String key) {
        String helper = CredentialProgram.nameFor(file, key);
        if (helper.isEmpty()) {
            Optional<ObjectNode> found = ofFile(file, key);
            return new RegistryLogin(
                    key,
                    found.orElse(null),
                    found.isPresent() ? "that of " + config : "there is none in " + config);
        }
        CredentialProgram program = new CredentialProgram(helper, environment);
        Optional<Credentials> found = program.get(key);
        return new RegistryLogin(
                key,
                found.map(credentials -> RegistryLogin.body(credentials, key)).orElse(null),
                found.isPresent() ? "that of " + program : program + " has none");
    }

    /** Returns the login for a key that the file or its helper has, whatever the environment says. */
    Optional<ObjectNode> stored(String key) {
        return ofConfig(configuration(), key).login();
    }

    private JsonNode environmentsOwn() {
        String text = environment.getOrDefault(OF_ENVIRONMENT, "");
        try {
            return JsonText.read(text.isBlank() ? "{}" : text);
        } catch (IOException e) {
            // its text may hold a password, and so may the parser's message
            throw new DockerException("the variable " + OF_ENVIRONMENT + " is no JSON");
        }
    }

    private static Optional<ObjectNode> ofFile(JsonNode config, String key) {
        JsonNode exact = config.path("auths").path(key);
        if (!exact.isMissingNode()) {
            return login(exact, key);
        }
        for (Map.Entry<String, JsonNode> entry : JsonText.fields(config.path("auths"))) {
            if (RegistryKey.host(entry.getKey()).equals(RegistryKey.host(key))) {
                return login(entry.getValue(), key);
            }
        }
        return Optional.empty();
    }

    /** As with the CLI, an entry that cannot be read counts as none. */
    private static Optional<ObjectNode> login(JsonNode entry, String key) {
        try {
            return readLogin(entry, key);
        } catch (DockerException malformed) {
            LOG.warn("{}; going on without it", malformed.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> readLogin(JsonNode entry, String key) {
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
            String password = pair.substring(colon + 1).replaceFirst("\u0000+$", "");
            if (!password.isEmpty()) {
                login.put("password", password);
            }
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
        return "logins";
    }
}
