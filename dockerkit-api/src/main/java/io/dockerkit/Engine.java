package io.dockerkit;

import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.engine.Login;

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

    /** Returns information about the engine: {@code docker info}. */
    public static EngineInfo info() {
        return Docker.deferred().engine().info();
    }
}
