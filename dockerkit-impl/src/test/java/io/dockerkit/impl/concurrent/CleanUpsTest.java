package io.dockerkit.impl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that is closed waits for the removals in the background. */
@Timeout(30)
class CleanUpsTest {
    private final CleanUps cleanUps = new CleanUps();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private CompletableFuture<Boolean> awaiting() {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread waiting =
                new Thread(
                        () -> result.complete(cleanUps.await(Duration.ofSeconds(20))),
                        "test-closer");
        waiting.setDaemon(true);
        waiting.start();
        return result;
    }

    @Test
    void whereNothingRunsNothingIsWaitedFor() {
        assertThat(cleanUps.await(Duration.ZERO)).isTrue();
        cleanUps.begin();
        cleanUps.end();
        assertThat(cleanUps.await(Duration.ZERO)).isTrue();
    }

    @Test
    void theWaitEndsWithTheLastOne() throws Exception {
        cleanUps.begin();
        cleanUps.begin();
        CompletableFuture<Boolean> done = awaiting();
        cleanUps.end();
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(done).isNotDone();
        cleanUps.end();
        assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theWaitHasALimit() {
        cleanUps.begin();
        long start = System.nanoTime();
        assertThat(cleanUps.await(Duration.ofMillis(50))).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000L);
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorIsLost() {
        cleanUps.begin();
        Thread.currentThread().interrupt();
        long start = System.nanoTime();
        assertThat(cleanUps.await(Duration.ofMillis(50))).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000L);
        assertThat(Thread.interrupted()).isTrue();
    }
}
