package io.dockerkit.container;

import java.time.Duration;

/**
 * A condition that is being watched at one container, from the beginning of a wait to its end. Used by one thread; what
 * comes in the background is told by the news that it was given.
 */
interface Watch extends AutoCloseable {
    /**
     * Looks once.
     *
     * @param details what the engine says of the container now
     * @param left how long the wait may still take; a look must not take much longer
     */
    Sight look(ContainerDetails details, Duration left);

    /** Returns whether nothing tells of a change, so that one has to look again and again. */
    default boolean polled() {
        return true;
    }

    /** Lets what the container wrote before its end arrive, for no longer than this. */
    default void settle(Duration limit) {}

    @Override
    default void close() {}
}
