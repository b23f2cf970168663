package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.engine.BuildCachePruneSpec;
import io.dockerkit.engine.DiskUsage;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.engine.Login;
import io.dockerkit.engine.SystemPruneSpec;

/**
 * The commands about the engine itself on the default connection. See {@link Docker#diagnose()} if it does not answer.
 *
 * <p>Thread-safe.
 */
public final class Engine {
    private Engine() {}

    /**
     * Checks that the engine answers: {@code GET /_ping}.
     *
     * @throws DockerUnavailableException if it does not; the message says which address was tried
     */
    public static EngineCommands.Ping ping() {
        return Docker.deferred().engine().ping();
    }

    /** Returns the engine's versions: {@code docker version}. */
    public static EngineVersion version() {
        return Docker.deferred().engine().version();
    }

    /** Returns the spec of the engine's events: {@code docker events}. */
    @CheckReturnValue
    public static EventsSpec events() {
        return Docker.deferred().engine().events();
    }

    /**
     * Logs in to a registry through the engine, and stores the login where the CLI does, so that DockerKit and the CLI both
     * use it: {@code docker login --username NAME --password-stdin SERVER}. It is stored with the helper that {@code
     * credHelpers} or {@code credsStore} in config.json names, else unencrypted in config.json.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws InvalidOptionException if the server is malformed
     * @throws AuthenticationRequiredException if the registry refuses the login; nothing is stored
     * @throws DockerException if config.json cannot be read (no request is sent), or the login cannot be
     *     stored
     */
    public static Login login(String server, Credentials credentials) {
        return Docker.deferred().engine().login(server, credentials);
    }

    /**
     * Removes a stored login: {@code docker logout SERVER}. It sends no request to the registry.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @return whether there was one
     * @throws DockerException if the helper fails, or config.json cannot be read or written; nothing is
     *     changed
     */
    public static boolean logout(String server) {
        return Docker.deferred().engine().logout(server);
    }

    /**
     * Logs in to Docker Hub, as {@link #login(String, Credentials)} does: {@code docker login --username NAME
     * --password-stdin}.
     */
    public static Login login(Credentials credentials) {
        return Docker.deferred().engine().login(credentials);
    }

    /**
     * Checks that the stored login is still accepted, and stores what the registry gives in exchange: {@code docker login
     * SERVER} where a login is stored.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws AuthenticationRequiredException if no login is stored, or the registry refuses it; what is stored stays
     */
    public static Login login(String server) {
        return Docker.deferred().engine().login(server);
    }

    /** Removes the stored login of Docker Hub, as {@link #logout(String)} does: {@code docker logout}. */
    public static boolean logout() {
        return Docker.deferred().engine().logout();
    }

    /**
     * Returns the client's half of {@code docker version} and {@code docker info}: the versions of DockerKit, the Engine API
     * and Java, and the docker context. Sends no request.
     */
    public static EngineVersion.Client client() {
        return Docker.deferred().engine().client();
    }

    /** Returns information about the engine: {@code docker info}. */
    public static EngineInfo info() {
        return Docker.deferred().engine().info();
    }

    /**
     * Returns how much disk space the engine uses: {@code docker system df --verbose}. An engine with many images or volumes
     * may take a while.
     *
     * @param kinds what to report; none: all of it. An engine with an API before 1.42 (Docker 23) looks at everything in any
     *     case
     */
    public static DiskUsage diskUsage(DiskUsage.Kind... kinds) {
        return Docker.deferred().engine().diskUsage(kinds);
    }

    /**
     * Returns the spec of a prune of everything that is not used: {@code docker system prune --force}.
     *
     * <pre>{@code
     * SystemPruneSpec.Report would = Engine.prune().all().dryRun();
     * }</pre>
     */
    @CheckReturnValue
    public static SystemPruneSpec prune() {
        return Docker.deferred().engine().prune();
    }

    /** Returns the spec of a prune of the build cache: {@code docker builder prune --force}. */
    @CheckReturnValue
    public static BuildCachePruneSpec pruneBuildCache() {
        return Docker.deferred().engine().pruneBuildCache();
    }
}
