package io.dockerkit.engine;

/**
 * The engine's versions: the server's half of {@code docker version}.
 *
 * <p>Immutable and thread-safe.
 */
public interface EngineVersion {
    /** Returns the version of the engine, {@code 28.5.2} for instance. */
    String version();

    /** Returns the newest version of the Engine API that it speaks. */
    String apiVersion();

    /** Returns the oldest version of the Engine API that it speaks. */
    String minApiVersion();

    /** Returns its operating system. */
    String os();

    /** Returns its processor architecture, {@code amd64} for instance. */
    String arch();

    /** Returns the version of its kernel. */
    String kernelVersion();

    /** Returns all that the engine said, as JSON text. */
    String json();
}
