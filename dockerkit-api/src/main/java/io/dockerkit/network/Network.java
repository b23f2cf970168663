package io.dockerkit.network;

import io.dockerkit.container.Container;
import java.util.function.UnaryOperator;

/**
 * A network on an engine: the handle that {@code Networks.get} and a creation give. Two handles are equal when they stand
 * for the same network of the same engine.
 *
 * <p>Thread-safe.
 */
public interface Network {
    /** Returns the full id of 64 hex digits. */
    String id();

    /** Returns the name that the network had when the handle was created; networks cannot be renamed. */
    String name();

    /** Returns its details, its containers included: {@code docker network inspect}. */
    NetworkDetails inspect();

    /**
     * Connects a container to it: {@code docker network connect}.
     *
     * @param container the container's name, id or unique id prefix
     * @throws io.dockerkit.ConflictException if it is connected already
     * @throws io.dockerkit.NotFoundException if there is no such container
     */
    void connect(String container);

    /** Connects a container in the given way: {@code network.connect("web", options -> options.alias("www"))}. */
    void connect(String container, UnaryOperator<ConnectSpec> options);

    /** Connects a container to it. */
    default void connect(Container container) {
        connect(container.id());
    }

    /**
     * Disconnects a container from it: {@code docker network disconnect}.
     *
     * @param container the container's name, id or unique id prefix
     */
    void disconnect(String container);

    /** Disconnects a container from it. */
    default void disconnect(Container container) {
        disconnect(container.id());
    }

    /** Disconnects a container even if it cannot be reached: {@code --force}. */
    void forceDisconnect(String container);

    /**
     * Removes it: {@code docker network rm}.
     *
     * @return whether it was removed; false if it no longer existed
     * @throws io.dockerkit.InUseException if containers are connected to it; the message names them
     * @throws io.dockerkit.ConflictException if it is one of the predefined ones
     */
    boolean remove();
}
