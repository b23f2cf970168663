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
     * Checks that the engine answers.
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

    /** Logs in to a registry: see {@link Docker#login}, which is the same. */
    public static Login login(String server, Credentials credentials) {
        return Docker.deferred().engine().login(server, credentials);
    }

    /** Removes a login, and returns whether there was one: see {@link Docker#logout}, which is the same. */
    public static boolean logout(String server) {
        return Docker.deferred().engine().logout(server);
    }

    /** Logs in to Docker Hub: see {@link Docker#login(Credentials)}, which is the same. */
    public static Login login(Credentials credentials) {
        return Docker.deferred().engine().login(credentials);
    }

    /** Checks the stored login of a registry: see {@link Docker#login(String)}, which is the same. */
    public static Login login(String server) {
        return Docker.deferred().engine().login(server);
    }

    /** Removes the login of Docker Hub: see {@link Docker#logout()}, which is the same. */
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
     * @param kinds what to report; none: all of it
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
