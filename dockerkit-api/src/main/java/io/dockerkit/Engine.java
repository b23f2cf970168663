package io.dockerkit;

import io.dockerkit.engine.EngineInfo;
import io.dockerkit.engine.EnginePing;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.engine.Login;

/**
 * The commands about the engine itself on the default connection; {@link Docker#diagnose()} when it does not answer.
 *
 * <p>Thread-safe.
 */
public final class Engine {
    private Engine() {}

    /**
     * Asks whether the engine is there.
     *
     * @throws DockerUnavailableException if it is not; the message says where it was looked for
     */
    public static EnginePing ping() {
        return Docker.deferred().engine().ping();
    }

    /** Asks for the engine's versions: {@code docker version}. */
    public static EngineVersion version() {
        return Docker.deferred().engine().version();
    }

    /** Returns the spec of a look at what happens on the engine: {@code docker events}. */
    public static EventsSpec events() {
        return Docker.deferred().engine().events();
    }

    /** Logs in at a registry: see {@link Docker#login}, which is the same. */
    public static Login login(String server, Credentials credentials) {
        return Docker.deferred().engine().login(server, credentials);
    }

    /** Forgets a login, and returns whether there was one: see {@link Docker#logout}, which is the same. */
    public static boolean logout(String server) {
        return Docker.deferred().engine().logout(server);
    }

    /** Asks what the engine says of itself: {@code docker info}. */
    public static EngineInfo info() {
        return Docker.deferred().engine().info();
    }
}
