package io.dockerkit.impl.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.address.EngineAddress;
import io.dockerkit.impl.address.TlsAddress;
import io.dockerkit.impl.transport.HeaderWire;
import io.dockerkit.impl.transport.Wire;
import io.dockerkit.spi.ContextBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine that an environment names, in the CLI's order: {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}, the current
 * context of the docker configuration, the default socket. A context that is named and does not exist is an error, never
 * silently the local engine.
 *
 * <p>Immutable and thread-safe; the files are read at each call.
 */
public final class Endpoints {
    private final Map<String, String> environment;
    private final Path home;
    private final LocalSockets sockets;

    /** Makes a finder for an environment and a home directory. */
    public Endpoints(Map<String, String> environment, Path home) {
        this(environment, home, Path.of("/"));
    }

    /** Makes a finder that takes another directory for the root of the file system. */
    Endpoints(Map<String, String> environment, Path home, Path root) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.sockets = new LocalSockets(this.environment, home, root);
    }

    /** Makes the finder for this process. */
    public static Endpoints ofThisProcess() {
        return new Endpoints(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    }

    /**
     * Returns a wire to an endpoint, as {@link Endpoint#connect(Map)} does, whose requests have the user's headers.
     *
     * @throws io.dockerkit.InvalidOptionException if {@code DOCKER_CUSTOM_HEADERS} is malformed
     */
    public Wire wireTo(Endpoint endpoint) {
        return HeaderWire.around(
                endpoint.connect(environment), Headers.of(configuration(), environment));
    }

    /**
     * Returns the engine that the environment names, as {@link #find()} has it. Where there is none at the
     * default socket nor anywhere else, each call looks again: a program may be older than its engine.
     */
    public FoundEngine engine() {
        Endpoint found = find();
        if (!found.source().equals("default") || !LocalSockets.isAbsent(found)) {
            return new FoundEngine(wireTo(found), () -> found);
        }
        LateWire late = new LateWire(found, this::find, this::wireTo);
        return new FoundEngine(late, late::endpoint);
    }

    /** Returns the host on which an endpoint's engine publishes ports. */
    public EngineHost hostOf(Supplier<Endpoint> endpoint) {
        return EngineHost.of(endpoint, environment);
    }

    /** Returns the version that {@code DOCKER_API_VERSION} asks for, or null. */
    public @Nullable String apiVersion() {
        return environment.get("DOCKER_API_VERSION");
    }

    /**
     * Returns the endpoint that the environment names. Where it names none and the default socket is not there, it is the
     * first of the other local sockets on which somebody listens.
     *
     * @throws DockerUnavailableException if it names a context that does not exist or cannot be read
     * @throws io.dockerkit.InvalidOptionException if {@code DOCKER_HOST} is no address
     */
    public Endpoint find() {
        String host = variable("DOCKER_HOST");
        if (!host.isEmpty()) {
            return named("DOCKER_HOST", host);
        }
        String context = variable("DOCKER_CONTEXT");
        boolean chosen = !context.isEmpty();
        if (!chosen) {
            context = currentContext();
        }
        if (!context.isEmpty() && !context.equals("default")) {
            return new ContextFiles(new ContextPaths(directory())).endpoint(context);
        }
        Endpoint usual = defaultEndpoint();
        return chosen ? usual : sockets.inPlaceOf(usual);
    }

    /**
     * Returns the endpoint of a context; {@code default} is that of {@code DOCKER_HOST}, or else the default one.
     *
     * @throws DockerUnavailableException if there is no such context, or it cannot be read
     */
    public Endpoint ofContext(String name) {
        return name.equals(DefaultContext.NAME)
                ? ofDefaultContext()
                : new ContextFiles(new ContextPaths(directory())).endpoint(name);
    }

    private Endpoint ofDefaultContext() {
        String host = variable("DOCKER_HOST");
        return host.isEmpty() ? defaultEndpoint() : named("DOCKER_HOST", host);
    }

    /** Returns the contexts of the docker configuration. */
    public ContextBackend contexts() {
        return new ContextStore(directory(), environment, this::ofDefaultContext);
    }

    /**
     * Returns the endpoint for an address that the caller gave.
     *
     * @throws io.dockerkit.InvalidOptionException if it is no address
     */
    public Endpoint of(String host) {
        return host.isBlank() ? new Endpoint("argument", host, null) : named("argument", host);
    }

    private Endpoint named(String source, String host) {
        Certificates certificates = certificatesOfEnvironment();
        return new Endpoint(
                source, EngineAddress.complete(source, host, certificates != null), certificates);
    }

    /** Returns the default endpoint, which is a tcp port of this machine where the environment asks for TLS. */
    public Endpoint defaultEndpoint() {
        Certificates certificates = certificatesOfEnvironment();
        return certificates == null
                ? new Endpoint("default", sockets.usual(), null)
                : new Endpoint("default", TlsAddress.usual(), certificates);
    }

    /** Returns the sockets on this machine where an engine may be, whether they are there or not: the usual one first. */
    public List<Endpoint> local() {
        return sockets.all();
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** The CLI takes any value of these but the empty one for yes; the first asks for TLS and for the engine's proof. */
    private @Nullable Certificates certificatesOfEnvironment() {
        boolean verified = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
        if (!verified && environment.getOrDefault("DOCKER_TLS", "").isEmpty()) {
            return null;
        }
        String path = variable("DOCKER_CERT_PATH");
        return new Certificates(path.isEmpty() ? directory() : Path.of(path), verified, true);
    }

    private Path directory() {
        String config = variable("DOCKER_CONFIG");
        return config.isEmpty() ? home.resolve(".docker") : Path.of(config);
    }

    private String currentContext() {
        return configuration().path("currentContext").asText("");
    }

    private JsonNode configuration() {
        return new ConfigFile(directory()).readOrWarn();
    }

    /** Returns the keys that {@code detachKeys} in config.json names, or the empty text. */
    public String detachKeys() {
        return configuration().path("detachKeys").asText("");
    }

    /** Returns the platform that {@code DOCKER_DEFAULT_PLATFORM} names, or the empty text. */
    public String defaultPlatform() {
        return environment.getOrDefault("DOCKER_DEFAULT_PLATFORM", "");
    }

    /** Returns whether {@code DOCKER_BUILDKIT} asks for builds by the engine's own builder: 0 or another false. */
    public boolean isClassicBuilder() {
        return Set.of("0", "f", "F", "false", "FALSE", "False")
                .contains(environment.getOrDefault("DOCKER_BUILDKIT", ""));
    }

    /**
     * Returns where images of Docker Hub are pulled from.
     *
     * @throws io.dockerkit.InvalidOptionException if {@code DOCKERKIT_REGISTRY_PREFIX} is malformed
     */
    public RegistryPrefix registryPrefix() {
        return RegistryPrefix.of(
                RegistryPrefix.VARIABLE, environment.getOrDefault(RegistryPrefix.VARIABLE, ""));
    }

    /** Returns the logins of the docker configuration. */
    public Logins credentials() {
        return new Logins(new ConfigFile(directory()), environment);
    }

    /**
     * Returns the address of the engine that {@code --host} or {@code --context} of the CLI names. As with the CLI, the
     * context {@code default} is the engine of {@code DOCKER_HOST}, or the default socket.
     *
     * @throws DockerUnavailableException if there is no such context
     * @throws io.dockerkit.InvalidOptionException if the address is malformed
     */
    public String hostOf(String flag, String value) {
        Endpoint endpoint = flag.equals("--host") ? named(flag, value) : ofContext(value);
        return endpoint.address().toString();
    }

    /** Returns the variables about proxies that new containers get, as {@code proxies} in config.json has them for {@code host}. */
    public Map<String, String> proxies(String host) {
        return Proxies.of(configuration(), host);
    }
}
