package io.dockerkit.engine;

/**
 * The commands about the engine itself on one connection: what {@code Engine} offers on the default one.
 *
 * <p>Thread-safe.
 */
public final class EngineCommands {
    private final EngineBackend backend;

    /** Creates the commands over an implementation; applications use {@code Docker.engine()}. */
    public EngineCommands(EngineBackend backend) {
        this.backend = backend;
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

    /** Asks what the engine says of itself: {@code docker info}. */
    public EngineInfo info() {
        return backend.info();
    }
}
