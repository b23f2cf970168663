package io.dockerkit;

import java.time.Duration;

/**
 * A running background task: items from the engine are passed to a consumer, one at a time
 * and in order, until the engine ends the stream, the consumer throws, or this is closed.
 *
 * <p>On JDK 21 and newer it costs a virtual thread, before that a thread. Thread-safe.
 */
public interface Subscription extends AutoCloseable {
    /**
     * Waits until the stream has ended and the consumer has had everything.
     *
     * @throws RuntimeException what ended the stream before its time, the consumer's own exception or error included
     * @throws DockerInterruptedException if this thread is interrupted; the subscription keeps running
     */
    void await();

    /** Waits as {@link #await()} does, but no longer than this; returns whether it has ended. */
    boolean await(Duration timeout);

    /** Returns whether it has ended, for whatever reason. */
    boolean isDone();

    /**
     * Ends it at once and frees the connection: the consumer is not called any more. Does nothing the second time.
     *
     * @throws RuntimeException or {@link Error}, the consumer's own, if it ended the subscription before and no
     *     {@code await} has thrown it
     */
    @Override
    void close();
}
