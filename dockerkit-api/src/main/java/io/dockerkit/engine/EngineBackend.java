package io.dockerkit.engine;

/** What an implementation of DockerKit does for the engine itself. Applications do not meet it. Thread-safe. */
public interface EngineBackend {
    /** Asks whether the engine is there. */
    EnginePing ping();

    /** Asks for its versions. */
    EngineVersion version();

    /** Asks what it says of itself. */
    EngineInfo info();
}
