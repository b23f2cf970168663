package io.dockerkit.impl.container;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.impl.transport.Threads;
import io.dockerkit.impl.transport.Uninterrupted;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what belongs to a call that its caller gives up. It has ended when the call's error is thrown, except after an
 * interrupt: whoever interrupts wants the thread back at once, and an engine takes longer than that to kill a process. Then
 * the engine is asked in another thread, which is waited for only a moment.
 *
 * <p>Stateless and thread-safe.
 */
final class GivenUp {
    /** Enough for a request to be on its way: once an engine has it, it carries it out. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");

    private GivenUp() {}

    /** Carries out the clean-up; what goes wrong with it is added to the error that is the reason for it. */
    static void cleanUp(Throwable because, Runnable action) {
        if (because instanceof DockerInterruptedException) {
            cleanUpAside(action);
            return;
        }
        try {
            Uninterrupted.run(action);
        } catch (NotRunningException | NotFoundException ended) {
            LOG.debug("it ended by itself meanwhile", ended);
        } catch (DockerException | IllegalStateException stays) {
            because.addSuppressed(stays);
        }
    }

    private static void cleanUpAside(Runnable action) {
        CountDownLatch done = new CountDownLatch(1);
        Threads.start(
                "dockerkit-cleanup",
                () -> {
                    try {
                        action.run();
                    } catch (NotRunningException | NotFoundException ended) {
                        LOG.debug("it ended by itself meanwhile", ended);
                    } catch (DockerException | IllegalStateException stays) {
                        LOG.warn("an interrupted call could not clean up", stays);
                    } finally {
                        done.countDown();
                    }
                });
        // the thread stays interrupted, as whoever interrupted it expects
        Thread.interrupted();
        try {
            boolean ended = done.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("cleaned up at once: {}", ended);
        } catch (InterruptedException again) {
            LOG.debug("interrupted once more", again);
        } finally {
            Thread.currentThread().interrupt();
        }
    }
}
