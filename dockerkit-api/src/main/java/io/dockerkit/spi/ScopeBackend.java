package io.dockerkit.spi;

/** One scope on a connection, as an implementation of DockerKit provides it. Thread-safe. */
public interface ScopeBackend extends AutoCloseable {
    /** Returns the value of the label {@code io.dockerkit.scope}. */
    String id();

    /** Returns the operations on containers; new ones belong to the scope. */
    ContainerBackend containers();

    /** Returns the operations on networks; new ones belong to the scope. */
    NetworkBackend networks();

    /** Returns the operations on volumes; new ones belong to the scope. */
    VolumeBackend volumes();

    /** Returns the operations on services; new ones belong to the scope. */
    ServiceBackend services();

    /** Returns the operations on secrets; new ones belong to the scope. */
    SecretBackend secrets();

    /** Returns the operations on configs; new ones belong to the scope. */
    ConfigBackend configs();

    /** Leaves the removal to the watchdog, after the end of the program, where there is one. */
    void removeAfterExit();

    /** Removes all that belongs to the scope. */
    @Override
    void close();
}
