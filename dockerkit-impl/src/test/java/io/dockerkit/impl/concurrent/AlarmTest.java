package io.dockerkit.impl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deadline that is set, moved and lifted. */
@Timeout(60)
class AlarmTest {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATER = TimeUnit.MINUTES.toNanos(5);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger noted = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final Alarm alarm =
            new Alarm(
                    new Alarm.Listener() {
                        @Override
                        public void overdue() {
                            noted.incrementAndGet();
                        }

                        @Override
                        public void endOverdue() {
                            ends.incrementAndGet();
                            ended.countDown();
                        }
                    });

    private boolean fires() throws InterruptedException {
        return ended.await(30, TimeUnit.SECONDS);
    }

    private boolean staysSilent() throws InterruptedException {
        return !ended.await(250, TimeUnit.MILLISECONDS);
    }

    @Test
    void whatIsOverdueIsNotedAndEndedOnce() throws InterruptedException {
        alarm.arm(SOON);
        assertThat(fires()).isTrue();
        assertThat(alarm.disarm()).isFalse();
        alarm.arm(1L);
        assertThat(noted.get()).isEqualTo(1);
        assertThat(ends.get()).isEqualTo(1);
    }

    @Test
    void aDeadlineThatIsLiftedDoesNothing() throws InterruptedException {
        alarm.arm(LATER);
        assertThat(alarm.disarm()).isTrue();
        alarm.run();
        assertThat(ends.get()).isZero();
        alarm.arm(SOON);
        alarm.cancel();
        assertThat(staysSilent()).isTrue();
        assertThat(alarm.disarm()).isTrue();
    }

    @Test
    void aDeadlineMovesForwards() throws InterruptedException {
        alarm.arm(LATER);
        alarm.arm(SOON);
        assertThat(fires()).isTrue();
    }

    @Test
    void aDeadlineMovesBackwards() throws InterruptedException {
        alarm.arm(SOON);
        alarm.arm(LATER);
        assertThat(staysSilent()).isTrue();
        alarm.cancel();
    }

    @Test
    void aCheckThatComesBeforeAMovedDeadlineLooksAgain() {
        alarm.arm(LATER);
        alarm.run();
        assertThat(ends.get()).isZero();
        assertThat(alarm.disarm()).isTrue();
        alarm.cancel();
    }

    @Test
    void aDeadlineOfAStreamThatIsPastIsOverdueAtOnce() throws InterruptedException {
        alarm.arm(Duration.ofSeconds(-1));
        assertThat(fires()).isTrue();
    }

    @Test
    void noTimeAndTooLongATimeAreNoDeadline() {
        alarm.arm((Duration) null);
        alarm.run();
        alarm.arm(Duration.ofSeconds(Long.MAX_VALUE));
        alarm.run();
        alarm.arm(0L);
        alarm.run();
        assertThat(ends.get()).isZero();
    }

    @Test
    void theDeadlineOfACallIsItsNanoseconds() {
        assertThat(Alarm.nanos(null)).isZero();
        assertThat(Alarm.nanos(Duration.ZERO)).isZero();
        assertThat(Alarm.nanos(Duration.ofMillis(3))).isEqualTo(3_000_000);
        assertThat(Alarm.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
        assertThatThrownBy(() -> Alarm.nanos(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
