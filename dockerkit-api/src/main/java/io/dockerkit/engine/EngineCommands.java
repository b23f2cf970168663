package io.dockerkit.engine;

import io.dockerkit.Credentials;
import io.dockerkit.cli.Checks;
import java.util.Objects;

/**
 * The commands about the engine itself on one connection: what {@code Engine} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class EngineCommands {
    private final EngineBackend backend;

    /** Creates the commands over an implementation; applications use {@code Docker.engine()}. */
    public EngineCommands(EngineBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend");
    }

    /**
     * Asks whether the engine is there: {@code GET /_ping}.
     *
     * @throws io.dockerkit.DockerUnavailableException if it is not; the message says where it was looked for
     */
    public EnginePing ping() {
        return backend.ping();
    }

    /** Asks for the engine's versions: {@code docker version}. */
    public EngineVersion version() {
        return backend.version();
    }

    /** Returns the spec of a look at what happens on the engine: {@code docker events}. */
    public EventsSpec events() {
        return EventsSpec.of(backend);
    }

    /**
     * Logs in at a registry, through the engine, and keeps the login where the CLI does, for pulls, pushes and builds of
     * DockerKit and of the CLI: {@code docker login --username NAME --password-stdin SERVER}. It is with the helper that {@code
     * credHelpers} or {@code credsStore} of config.json names, else in config.json itself, not encrypted.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @throws io.dockerkit.InvalidOptionException if the server has another form
     * @throws io.dockerkit.AuthenticationRequiredException if the registry refuses the login; nothing is kept then
     * @throws io.dockerkit.DockerException if config.json cannot be read, before the registry is asked, or the login cannot be kept
     */
    public Login login(String server, Credentials credentials) {
        return backend.login(
                Checks.text("server", "server", server),
                Objects.requireNonNull(credentials, "credentials"));
    }

    /**
     * Forgets a login: {@code docker logout SERVER}. No registry is asked.
     *
     * @param server {@code host[:port]}; {@code docker.io} is Docker Hub
     * @return whether there was one
     * @throws io.dockerkit.DockerException if the helper fails, or config.json cannot be read or written; then it is as it was
     */
    public boolean logout(String server) {
        return backend.logout(Checks.text("server", "server", server));
    }

    /** Asks what the engine says of itself: {@code docker info}. */
    public EngineInfo info() {
        return backend.info();
    }
}
