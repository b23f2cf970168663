package io.dockerkit.engine;

import io.dockerkit.Credentials;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.spi.EngineBackend;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * The commands about the engine itself on one connection: what {@code Engine} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class EngineCommands {
    private static final String HUB = "docker.io";

    private final EngineBackend backend;

    /**
     * Creates the commands over an implementation; applications use {@code Docker.engine()}.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public EngineCommands(EngineBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Checks that the engine answers: {@code GET /_ping}.
     *
     * @throws io.dockerkit.DockerUnavailableException if it does not; the message says which address was tried
     */
    public Ping ping() {
        return backend.ping();
    }

    /** Returns the engine's versions: {@code docker version}. */
    public EngineVersion version() {
        return backend.version();
    }

    /** Returns the spec of the engine's events: {@code docker events}. */
    @CheckReturnValue
    public EventsSpec events() {
        return EventsSpec.of(backend);
    }

    /**
     * Logs in to a registry through the engine, and stores the login where the CLI does, so that DockerKit and the CLI both
     * use it: {@code docker login --username NAME --password-stdin SERVER}. It is stored with the helper that {@code
     * credHelpers} or {@code credsStore} in config.json names, else unencrypted in config.json.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws io.dockerkit.InvalidOptionException if the server is malformed
     * @throws io.dockerkit.AuthenticationRequiredException if the registry refuses the login; nothing is stored
     * @throws io.dockerkit.DockerException if config.json cannot be read (no request is sent), or the login cannot be
     *     stored
     */
    public Login login(String server, Credentials credentials) {
        return backend.login(
                Checks.text("server", "server", server),
                Objects.requireNonNull(credentials, "credentials"));
    }

    /**
     * Removes a stored login: {@code docker logout SERVER}. It sends no request to the registry.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @return whether there was one
     * @throws io.dockerkit.DockerException if the helper fails, or config.json cannot be read or written; nothing is
     *     changed
     */
    public boolean logout(String server) {
        return backend.logout(Checks.text("server", "server", server));
    }

    /**
     * Logs in to Docker Hub, as {@link #login(String, Credentials)} does: {@code docker login --username NAME
     * --password-stdin}.
     */
    public Login login(Credentials credentials) {
        return login(HUB, credentials);
    }

    /**
     * Checks that the stored login is still accepted, and stores what the registry gives in exchange: {@code docker login
     * SERVER} where a login is stored.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws io.dockerkit.AuthenticationRequiredException if no login is stored, or the registry refuses it; what is stored stays
     */
    public Login login(String server) {
        return backend.login(Checks.text("server", "server", server));
    }

    /** Removes the stored login of Docker Hub, as {@link #logout(String)} does: {@code docker logout}. */
    public boolean logout() {
        return logout(HUB);
    }

    /**
     * Returns the client's half of {@code docker version} and {@code docker info}: the versions of DockerKit, the Engine API
     * and Java, and the docker context. Sends no request.
     */
    public EngineVersion.Client client() {
        return backend.client();
    }

    /** Returns information about the engine: {@code docker info}. */
    public EngineInfo info() {
        return backend.info();
    }

    /**
     * Returns how much disk space the engine uses: {@code docker system df --verbose}. An engine with many images or volumes
     * may take a while.
     *
     * @param kinds what to report; none: all of it. An engine with an API before 1.42 (Docker 23) looks at everything in any
     *     case
     */
    public DiskUsage diskUsage(DiskUsage.Kind... kinds) {
        List<DiskUsage.Kind> asked = Checks.elements("kinds", kinds);
        return backend.diskUsage(
                asked.isEmpty() ? EnumSet.allOf(DiskUsage.Kind.class) : EnumSet.copyOf(asked));
    }

    /** Returns the spec of a prune of everything that is not used: {@code docker system prune --force}. */
    @CheckReturnValue
    public SystemPruneSpec prune() {
        return SystemPruneSpec.of(backend);
    }

    /** Returns the spec of a prune of the build cache: {@code docker builder prune --force}. */
    @CheckReturnValue
    public BuildCachePruneSpec pruneBuildCache() {
        return BuildCachePruneSpec.of(backend);
    }

    /**
     * The engine's answer to a ping.
     *
     * <p>Immutable and thread-safe.
     */
    public interface Ping {
        /** Returns the newest version of the Engine API that the engine speaks, {@code 1.41} for instance. */
        String apiVersion();

        /** Returns the operating system of its containers, {@code linux} or {@code windows}. */
        String osType();

        /** Returns the version of the Engine API that this connection speaks. */
        String negotiatedVersion();
    }
}
