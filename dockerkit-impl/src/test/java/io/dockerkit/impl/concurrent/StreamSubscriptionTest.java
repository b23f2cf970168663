package io.dockerkit.impl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Items that are handed to a consumer. */
@Timeout(30)
class StreamSubscriptionTest {
    @Test
    void theConsumerHasEverythingBeforeItEndsAndTheStreamIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Stream<String> items = Stream.of("a", "b").onClose(() -> closed.set(true));
        try (Subscription subscription = StreamSubscription.start(items, seen::add, "letters")) {
            subscription.await();
            assertThat(subscription.isDone()).isTrue();
        }
        assertThat(seen).containsExactly("a", "b");
        assertThat(closed).isTrue();
    }

    @Test
    void whatTheConsumerThrowsIsThrownToTheOneWhoWaits() {
        Subscription subscription =
                StreamSubscription.start(
                        Stream.of("a"),
                        item -> {
                            throw new IllegalArgumentException(item);
                        },
                        "letters");
        assertThatThrownBy(subscription::await)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a");
        subscription.close();
    }

    @Test
    void aWaitHasALimitAndAClosedOneTakesNoMore() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Subscription subscription =
                StreamSubscription.start(
                        Stream.of("a", "b"),
                        item -> {
                            seen.add(item);
                            begun.countDown();
                            await(goOn);
                        },
                        "letters");
        begun.await();
        assertThat(subscription.await(Duration.ofMillis(20))).isFalse();
        subscription.close();
        goOn.countDown();
        assertThat(subscription.await(Duration.ofSeconds(10))).isTrue();
        assertThat(seen).containsExactly("a");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
