package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.json.JsonText;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine that an environment names, in the CLI's order: {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}, the current
 * context of the docker configuration, the default socket. A context that is named and does not exist is an error, never
 * silently the local engine.
 *
 * <p>Immutable and thread-safe; the files are read at each call.
 */
public final class Endpoints {
    private static final String UNIX_DEFAULT = "unix:///var/run/docker.sock";
    private static final String WINDOWS_DEFAULT = "npipe:////./pipe/docker_engine";

    private final Map<String, String> environment;
    private final Path home;

    /** Makes a finder for an environment and a home directory. */
    public Endpoints(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /** Makes the finder for this process. */
    public static Endpoints ofThisProcess() {
        return new Endpoints(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    }

    /** Returns the version that {@code DOCKER_API_VERSION} asks for, or null. */
    public @Nullable String apiVersion() {
        return environment.get("DOCKER_API_VERSION");
    }

    /**
     * Returns the endpoint that the environment names.
     *
     * @throws DockerUnavailableException if it names a context that does not exist, or a file that cannot be read
     */
    public Endpoint find() {
        String host = variable("DOCKER_HOST");
        if (!host.isEmpty()) {
            return new Endpoint("DOCKER_HOST", host, certificatesOfEnvironment());
        }
        String named = variable("DOCKER_CONTEXT");
        String context = named.isEmpty() ? currentContext() : named;
        if (!context.isEmpty() && !context.equals("default")) {
            return ofContext(context);
        }
        return new Endpoint("default", defaultHost(), null);
    }

    /** Returns the endpoint for an address that the caller gave. */
    public Endpoint of(String host) {
        return new Endpoint("argument", host, certificatesOfEnvironment());
    }

    /** Returns the address of an engine of this user's own, without root, if there may be one. */
    public Optional<Endpoint> rootless() {
        String runtime = variable("XDG_RUNTIME_DIR");
        Path socket = Path.of(runtime.isEmpty() ? "/nowhere" : runtime).resolve("docker.sock");
        return Files.exists(socket)
                ? Optional.of(new Endpoint("rootless", "unix://" + socket, null))
                : Optional.empty();
    }

    /** Returns the default socket's endpoint. */
    public Endpoint defaultEndpoint() {
        return new Endpoint("default", defaultHost(), null);
    }

    private static String defaultHost() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return os.startsWith("windows") ? WINDOWS_DEFAULT : UNIX_DEFAULT;
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** The CLI takes any value of DOCKER_TLS_VERIFY but the empty one for yes. */
    private @Nullable Path certificatesOfEnvironment() {
        if (variable("DOCKER_TLS_VERIFY").isEmpty()) {
            return null;
        }
        String path = variable("DOCKER_CERT_PATH");
        return path.isEmpty() ? directory() : Path.of(path);
    }

    private Path directory() {
        String config = variable("DOCKER_CONFIG");
        return config.isEmpty() ? home.resolve(".docker") : Path.of(config);
    }

    private String currentContext() {
        return configuration().path("currentContext").asText("");
    }

    /** What there is not, and an empty file, count as an empty configuration. */
    private JsonNode configuration() {
        try {
            return new ConfigFile(directory()).read();
        } catch (DockerException unreadable) {
            throw new DockerUnavailableException(unreadable.getMessage(), unreadable);
        }
    }

    /** Returns the logins of the docker configuration. */
    public Logins credentials() {
        return new Logins(new ConfigFile(directory()), environment);
    }

    /** Returns the variables about proxies that new containers get, as {@code proxies} in config.json has them for {@code host}. */
    public Map<String, String> proxies(String host) {
        return Proxies.of(configuration(), host);
    }

    private Endpoint ofContext(String name) {
        String id = sha256(name);
        Path meta = directory().resolve("contexts/meta").resolve(id).resolve("meta.json");
        String host =
                Files.isRegularFile(meta)
                        ? read(meta).path("Endpoints").path("docker").path("Host").asText("")
                        : "";
        if (host.isEmpty()) {
            throw new DockerUnavailableException(
                    "there is no docker context \""
                            + name
                            + "\" in "
                            + directory()
                            + "; docker context ls shows those that there are, DOCKER_HOST or DOCKER_CONTEXT=default choose"
                            + " another engine",
                    null);
        }
        Path tls = directory().resolve("contexts/tls").resolve(id).resolve("docker");
        return new Endpoint("context \"" + name + "\"", host, Files.isDirectory(tls) ? tls : null);
    }

    private static JsonNode read(Path file) {
        try {
            return JsonText.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DockerUnavailableException(
                    "the docker configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
