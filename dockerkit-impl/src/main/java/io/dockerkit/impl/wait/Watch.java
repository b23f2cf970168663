package io.dockerkit.impl.wait;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.spi.Readiness;
import java.time.Duration;

/**
 * A condition that is being watched at one container, from the beginning of a wait to its end. Used by one thread; what
 * arrives in the background is reported by the notifier that it was given.
 */
interface Watch extends AutoCloseable {
    /**
     * Begins to watch a condition.
     *
     * @param notifier is run, in any thread, when it is time for another look
     */
    static Watch of(Readiness condition, Container container, Runnable notifier) {
        if (condition instanceof Readiness.LogText log) {
            return new LogWatch(
                    container, line -> line.contains(log.text()), log.times(), notifier);
        }
        if (condition instanceof Readiness.LogPattern log) {
            return new LogWatch(container, log.expression().asPredicate(), log.times(), notifier);
        }
        if (condition instanceof Readiness.All all) {
            return Combination.of(true, all.parts(), container, notifier);
        }
        if (condition instanceof Readiness.Any any) {
            return Combination.of(false, any.parts(), container, notifier);
        }
        return new ProbeWatch(container, Probe.of(condition));
    }

    /**
     * Looks once.
     *
     * @param details what the engine says of the container now
     * @param left how long the wait may still take; a look must not take much longer
     */
    Observation look(ContainerDetails details, Duration left);

    /** Returns whether nothing reports a change, so that one has to look again and again. */
    default boolean polled() {
        return true;
    }

    /** Lets what the container wrote before its end arrive, for no longer than this. */
    default void settle(Duration limit) {}

    @Override
    default void close() {}
}
