package io.dockerkit.impl.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a wait for a service looks, by a clock that the test moves. */
class PaceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int STUCK = 3;

    /** What {@link System#nanoTime()} begins with says nothing. */
    private static final long BEGUN = -SECOND;

    private final Pace pace = new Pace(BEGUN);
    private final List<Long> looks = new ArrayList<>();

    /** Looks until no task is missing or the time is over; a wait begins with three requests beside its first look. */
    private void looks(Duration longest, LongToIntFunction missing) {
        pace.spent(3, BEGUN);
        int before = -1;
        for (long at = 0; at < longest.toNanos(); at = pace.next(BEGUN + at) - BEGUN) {
            looks.add(at);
            pace.spent(1, BEGUN + at);
            int now = missing.applyAsInt(at);
            pace.saw(now != before, now, BEGUN + at);
            if (now == 0) {
                return;
            }
            before = now;
        }
    }

    private long last() {
        return looks.get(looks.size() - 1);
    }

    @Test
    void looksOnceASecondWhileNothingChanges() {
        looks(Duration.ofMinutes(5), at -> STUCK);
        assertThat(looks).hasSizeBetween(295, 305);
        assertThat(looks.subList(0, 4)).last().matches(at -> at <= 1.5 * SECOND, "sooner at first");
        assertThat(last() - looks.get(looks.size() - 2)).isEqualTo(Pace.LONGEST.toNanos());
    }

    @Test
    void becomesRareAgainWhenAServiceIsStuckJustBeforeItsEnd() {
        looks(Duration.ofMinutes(1), at -> at < 5 * SECOND ? (int) (20 - at * 3 / SECOND) : 5);
        assertThat(looks.stream().filter(at -> at > 10 * SECOND)).hasSizeBetween(49, 51);
    }

    @Test
    void hasNoMoreThanTheAllowanceWhileEachLookSeesAChange() {
        looks(Duration.ofMinutes(1), at -> looks.size());
        assertThat(looks).hasSizeBetween(60, 2 * 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 30})
    void looksSoonAfterTheLastTaskAndNotTooOftenBeforeIt(int seconds) {
        long end = seconds * SECOND;
        looks(Duration.ofMinutes(2), at -> (int) Math.ceil(40.0 * (end - Math.min(end, at)) / end));
        assertThat(last()).isBetween(end, end + SECOND / 4);
        // the first requests, one look while the service is monitored, and the service and a look
        // at its end
        int all = 3 + looks.size() + 3;
        assertThat(all).isLessThanOrEqualTo(2 * (seconds + 5));
    }

    @Test
    void keepsLooksForEvents() {
        looks(Duration.ofSeconds(20), at -> looks.size());
        long now = BEGUN + last();
        assertThat(pace.soon(now)).isEqualTo(now + Pace.SETTLE.toNanos());
        pace.spent(1, now);
        assertThat(pace.soon(now)).isEqualTo(now + Pace.SETTLE.toNanos());
    }

    @Test
    void eventsCauseNoMoreLooksThanAreAllowed() {
        pace.spent(4, BEGUN);
        long end = BEGUN + 60 * SECOND;
        for (long at = pace.soon(BEGUN); at < end; at = pace.soon(at)) {
            looks.add(at);
            pace.spent(1, at);
            pace.saw(true, STUCK, at);
        }
        assertThat(looks).hasSizeBetween(60, 2 * 60);
    }

    @Test
    void requestsThatHadToBeMadeAreMadeUpFor() {
        pace.spent(Pace.AT_ONCE + 3, BEGUN);
        assertThat(pace.soon(BEGUN) - BEGUN)
                .isEqualTo((long) Math.ceil(4 / Pace.PER_SECOND * SECOND));
    }

    @Test
    void theAllowanceDoesNotGrowInATimeWithoutRequests() {
        long later = BEGUN + 3600 * SECOND;
        pace.spent(Pace.AT_ONCE, later);
        assertThat(pace.soon(later)).isEqualTo(later + (long) Math.ceil(SECOND / Pace.PER_SECOND));
    }
}
