package io.dockerkit.impl.concurrent;

import io.dockerkit.DockerInterruptedException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Carries out what must be done on an interrupted thread too: clean-up after a time-out, of which the interrupt flag is
 * what is left (JUnit's {@code @Timeout}, {@code Future.cancel(true)}). Any call of the engine would end at once
 * there, and what it should remove would stay.
 *
 * <p>Thread-safe.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** As {@link #call}, for an action without a result. */
    public static void run(Runnable action) {
        call(
                () -> {
                    action.run();
                    return true;
                });
    }

    /** Waits for the latch, whatever interrupts come meanwhile, and raises the flag again after. */
    public static void await(CountDownLatch latch) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    latch.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs the action with the interrupt flag lowered and raises the flag again after. An interrupt that comes meanwhile
     * has the action begun once more: it must bear that, as a removal does. A second one is thrown.
     */
    public static <T> T call(Supplier<T> action) {
        return call(action, action);
    }

    /** As {@link #call(Supplier)}; after an interrupt, {@code again} is carried out in place of the action. */
    public static <T> T call(Supplier<T> action, Supplier<T> again) {
        boolean interrupted = Thread.interrupted();
        try {
            return action.get();
        } catch (DockerInterruptedException e) {
            interrupted = true;
            Thread.interrupted();
            return again.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
