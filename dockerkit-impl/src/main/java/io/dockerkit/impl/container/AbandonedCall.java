package io.dockerkit.impl.container;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.impl.concurrent.CleanUps;
import io.dockerkit.impl.concurrent.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what belongs to a call that its caller gives up. The engine is asked in another thread, where no interrupt reaches
 * it, and is waited for: a moment after an interrupt, since whoever interrupts wants the thread back at once; some seconds
 * after a time-out, since a caller with a time limit does not wait for an engine that hangs; a minute otherwise. What takes
 * longer goes on in the background.
 *
 * <p>Thread-safe.
 */
final class AbandonedCall implements Runnable {
    /** Enough for a request to be on its way: once an engine has it, it carries it out. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(50);

    private static final Duration AFTER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.container");

    private final Runnable action;
    private final CleanUps cleanUps;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Throwable failure;
    private boolean left;

    private AbandonedCall(Runnable action, CleanUps cleanUps) {
        this.action = action;
        this.cleanUps = cleanUps;
    }

    /** Carries out the clean-up; what goes wrong with it in time is added to the error that is the reason for it. */
    static void cleanUp(CleanUps cleanUps, Throwable because, Runnable action) {
        AbandonedCall call = new AbandonedCall(action, cleanUps);
        cleanUps.begin();
        try {
            Threads.start("dockerkit-cleanup", call);
        } catch (Error noThread) {
            cleanUps.end();
            because.addSuppressed(noThread);
            return;
        }
        call.await(because, patience(because));
    }

    static Duration patience(Throwable because) {
        if (because instanceof DockerInterruptedException) {
            return AFTER_INTERRUPT;
        }
        return because instanceof DockerTimeoutException ? AFTER_TIMEOUT : USUAL;
    }

    private void await(Throwable because, Duration limit) {
        // the thread stays interrupted, as whoever interrupted it expects
        boolean interrupted = Thread.interrupted();
        try {
            boolean inTime = ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug("cleaned up in time: {}", inTime);
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Throwable stays = leave();
        if (stays != null) {
            because.addSuppressed(stays);
        }
    }

    private synchronized @Nullable Throwable leave() {
        left = true;
        return failure;
    }

    @Override
    public void run() {
        try {
            action.run();
        } catch (NotRunningException | NotFoundException gone) {
            LOG.debug("it ended by itself meanwhile", gone);
        } catch (RuntimeException | Error stays) {
            tell(stays);
        } finally {
            ended.countDown();
            cleanUps.end();
        }
    }

    private synchronized void tell(Throwable stays) {
        if (left) {
            LOG.warn("a container of a call that was given up could not be removed", stays);
        } else {
            failure = stays;
        }
    }
}
