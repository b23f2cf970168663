package io.dockerkit.impl.concurrent;

import io.dockerkit.DockerInterruptedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wait between two questions to the engine, where nothing tells when its answer changes. Stateless and thread-safe. */
public final class Pause {
    private Pause() {}

    /**
     * Waits.
     *
     * @param doing what an interrupt ends, for its error
     * @throws DockerInterruptedException if the thread is interrupted; the flag stays set
     */
    public static void of(long millis, String doing) {
        try {
            // nothing counts it down: a pause that an interrupt ends
            boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            assert !never;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DockerInterruptedException("interrupted while " + doing, interrupted);
        }
    }
}
