package io.dockerkit.impl.rest;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.Checks;
import io.dockerkit.impl.concurrent.CleanUps;
import io.dockerkit.impl.concurrent.Patience;
import io.dockerkit.impl.concurrent.Threads;
import io.dockerkit.spi.Rethrown;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that creates something, made in a thread of its own. Only the engine's answer says what was created, so the answer
 * is read even when the caller is interrupted or its time is over: the caller gets its error at once, and what the engine
 * has created is removed in the background.
 *
 * <p>Used once; thread-safe.
 *
 * @param <T> what is created
 */
public final class BackgroundCall<T> {
    /** How long an answer is waited for in the background: longer than any caller waits by default. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit");

    private final CleanUps cleanUps;
    private final String doing;
    private final Supplier<T> creation;
    private final Consumer<? super T> removal;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable T created;
    private @Nullable Throwable failure;
    private boolean finished;
    private boolean abandoned;

    private BackgroundCall(
            CleanUps cleanUps, String doing, Supplier<T> creation, Consumer<? super T> removal) {
        this.cleanUps = cleanUps;
        this.doing = doing;
        this.creation = creation;
        this.removal = removal;
    }

    /**
     * Sends the call in the background and waits for what it creates, for as long as the call's own deadline lets the
     * caller wait.
     *
     * @param creation sends the call and reads the answer
     * @param removal removes what was created after the caller had left
     * @throws DockerTimeoutException if the engine does not answer in time
     * @throws DockerInterruptedException if this thread is interrupted
     */
    public static <T> T run(
            Rest rest, Call call, Supplier<T> creation, Consumer<? super T> removal) {
        Duration limit = call.deadline();
        if (limit != null && limit.compareTo(LONGEST) < 0) {
            call.within(LONGEST);
        }
        return new BackgroundCall<T>(rest.cleanUps(), call.doing(), creation, removal)
                .await(limit, rest.address());
    }

    private T await(@Nullable Duration limit, String address) {
        if (Thread.currentThread().isInterrupted()) {
            throw new DockerInterruptedException(
                    "cannot " + doing + ": the thread is interrupted; the engine was not asked",
                    null);
        }
        Threads.start("dockerkit-create", this::carryOut);
        try {
            if (limit == null) {
                ended.await();
            } else if (!ended.await(Patience.nanos(limit), TimeUnit.NANOSECONDS) && abandon()) {
                throw new DockerTimeoutException(
                        "cannot "
                                + doing
                                + ": the engine at "
                                + address
                                + " did not answer within "
                                + Checks.human(limit)
                                + "; what it still creates is removed in the background",
                        null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            if (abandon()) {
                throw new DockerInterruptedException(
                        "interrupted while waiting to "
                                + doing
                                + "; what the engine still creates is removed in the background",
                        interrupted);
            }
        }
        return result();
    }

    /** Leaves the answer to the background; false if it has come already. */
    private synchronized boolean abandon() {
        if (finished) {
            return false;
        }
        abandoned = true;
        cleanUps.begin();
        return true;
    }

    private void carryOut() {
        T made = null;
        Throwable failed = null;
        try {
            made = creation.get();
        } catch (RuntimeException | Error thrown) {
            failed = thrown;
        }
        boolean left;
        synchronized (this) {
            created = made;
            failure = failed;
            finished = true;
            left = abandoned;
        }
        ended.countDown();
        if (left) {
            try {
                cleanUp(made, failed);
            } finally {
                cleanUps.end();
            }
        }
    }

    private void cleanUp(@Nullable T made, @Nullable Throwable failed) {
        if (made == null) {
            if (failed instanceof EngineException refused) {
                LOG.debug("a call that its caller gave up created nothing", refused);
            } else {
                LOG.warn(
                        "the answer to a call that its caller gave up did not come: what it was to {} may be there",
                        doing,
                        failed);
            }
            return;
        }
        try {
            removal.accept(made);
        } catch (NotFoundException gone) {
            LOG.debug("{} is gone already", made, gone);
        } catch (DockerException | IllegalStateException stays) {
            LOG.warn(
                    "{} was created for a caller that gave up, and cannot be removed", made, stays);
        }
    }

    private synchronized T result() {
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw Rethrown.here(error);
        }
        if (thrown instanceof RuntimeException exception) {
            throw Rethrown.here(exception);
        }
        T made = created;
        if (made == null) {
            throw new DockerException("cannot " + doing + ": the engine's answer names nothing");
        }
        return made;
    }
}
