package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.concurrent.CleanUps;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What belongs to a call that is given up is removed, and its caller waits no longer than suits the reason. */
@Timeout(30)
class AbandonedCallTest {
    private final CleanUps cleanUps = new CleanUps();
    private final DockerException failed = new DockerException("failed");

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void theCallerWaitsByTheReasonForGivingUp() {
        assertThat(AbandonedCall.patience(new DockerInterruptedException("x", null)))
                .isLessThan(Duration.ofSeconds(1));
        assertThat(AbandonedCall.patience(new DockerTimeoutException("x", null)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(AbandonedCall.patience(failed)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void itIsDoneWhenTheCallerGetsItsError() {
        AtomicBoolean done = new AtomicBoolean();
        AbandonedCall.cleanUp(cleanUps, failed, () -> done.set(true));
        assertThat(done).isTrue();
        assertThat(failed.getSuppressed()).isEmpty();
        assertThat(cleanUps.await(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void whatGoesWrongWithItIsToldBesideTheReason() {
        Error stays = new NoClassDefFoundError("x");
        AbandonedCall.cleanUp(
                cleanUps,
                failed,
                () -> {
                    throw stays;
                });
        assertThat(failed.getSuppressed()).containsExactly(stays);
        assertThat(cleanUps.await(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void whatIsGoneAlreadyIsNoFailure() {
        AbandonedCall.cleanUp(
                cleanUps,
                failed,
                () -> {
                    throw new NotFoundException("gone", 404, "gone", null);
                });
        assertThat(failed.getSuppressed()).isEmpty();
    }

    @Test
    void anInterruptedCallerLeavesSoonAndTheCleanUpRunsOnUninterrupted() throws Exception {
        CountDownLatch engineAnswers = new CountDownLatch(1);
        CountDownLatch removed = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        long start = System.nanoTime();
        AbandonedCall.cleanUp(
                cleanUps,
                new DockerInterruptedException("x", null),
                () -> {
                    await(engineAnswers);
                    removed.countDown();
                });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(cleanUps.await(Duration.ZERO)).as("nothing runs").isFalse();
        engineAnswers.countDown();
        assertThat(removed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(cleanUps.await(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aFailureAfterTheCallerHasLeftDoesNotChangeItsError() {
        CountDownLatch left = new CountDownLatch(1);
        DockerException interrupted = new DockerInterruptedException("x", null);
        AbandonedCall.cleanUp(
                cleanUps,
                interrupted,
                () -> {
                    await(left);
                    throw new IllegalStateException("late");
                });
        left.countDown();
        assertThat(cleanUps.await(Duration.ofSeconds(10))).isTrue();
        assertThat(interrupted.getSuppressed()).isEmpty();
    }
}
