package io.dockerkit.spi;

import io.dockerkit.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One connection to an engine, as an implementation of DockerKit provides it. Thread-safe. */
public interface DockerBackend extends AutoCloseable {
    /** Returns the engine's address, {@code unix:///var/run/docker.sock} for instance. */
    String host();

    /** Returns why it is this engine: {@code DOCKER_HOST}, {@code context "remote"}, {@code default}, {@code argument}. */
    String source();

    /** Returns what it does for containers. */
    ContainerBackend containers();

    /** Returns what it does for images. */
    ImageBackend images();

    /** Returns what it does for networks. */
    NetworkBackend networks();

    /** Returns what it does for volumes. */
    VolumeBackend volumes();

    /** Returns what it does for a swarm as a whole. */
    SwarmBackend swarm();

    /** Returns what it does for the nodes of a swarm. */
    NodeBackend nodes();

    /** Returns what it does for services. */
    ServiceBackend services();

    /** Returns what it does for stacks. */
    StackBackend stacks();

    /** Returns what it does for secrets. */
    SecretBackend secrets();

    /** Returns what it does for configs. */
    ConfigBackend configs();

    /** Returns what it does for the engine itself. */
    EngineBackend engine();

    /**
     * Hands the items of a stream to a consumer in a thread of its own, and closes the stream at the end.
     *
     * @param what the stream, for messages: {@code the logs of project shop}
     */
    <T> Subscription subscribe(Stream<T> items, Consumer<? super T> consumer, String what);

    /** Opens a scope, without asking the engine. */
    ScopeBackend openScope();

    /**
     * Returns a view of the same connection whose calls have this deadline instead of their usual ones; closing one closes
     * both.
     */
    DockerBackend withTimeout(Duration limit);

    /**
     * Returns a view of the same connection that pulls images of Docker Hub from a mirror: {@code registry[:port]/[path/]},
     * or the empty text for none.
     *
     * @throws io.dockerkit.InvalidOptionException if the prefix is malformed
     */
    DockerBackend withRegistryPrefix(String prefix);

    /** Returns the implementation's own object of this type over the same connection, or empty if it has none. */
    <T> Optional<T> unwrap(Class<T> type);

    /** Closes the open scopes, ends all calls and closes all connections. */
    @Override
    void close();
}
