package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection is closed after each byte of each exchange of the main calls: of the request, so that the engine has a part
 * of it, and of the answer. Where a call takes the engine long, it is each so many bytes, unless {@code
 * DOCKERKIT_FAULTS=all}. A run without {@code --endurance} takes a few of the bytes.
 */
@ExtendWith(Witness.class)
@Timeout(900)
class EveryByteIT {
    private static final boolean ALL = "all".equals(System.getenv("DOCKERKIT_FAULTS"));
    private static final Tally TALLY = new Tally();

    /** How many bytes further the next cut is, of the request and of the answer. */
    private record Step(int request, int answer) {}

    private static final Map<FaultedCall, Step> STEPS =
            Map.of(
                    FaultedCall.READ_FILE, new Step(5, 17),
                    FaultedCall.WRITE_FILE, new Step(97, 5),
                    FaultedCall.PULL, new Step(7, 7),
                    FaultedCall.VOLUME_CREATE, new Step(101, 1),
                    FaultedCall.NETWORK_CREATE, new Step(199, 29),
                    FaultedCall.CREATE, new Step(499, 23),
                    FaultedCall.EXEC, new Step(61, 13),
                    FaultedCall.RUN, new Step(211, 37));

    private static Step step(FaultedCall call) {
        if (ALL) {
            return new Step(1, 1);
        }
        Step step = STEPS.getOrDefault(call, new Step(1, 1));
        // primes, so that the cuts fall everywhere in what repeats itself
        return Endurance.isFull()
                ? step
                : new Step(
                        Math.max(67, step.request() * 8),
                        Math.max(call == FaultedCall.INSPECT ? 997 : 101, step.answer() * 8));
    }

    @ParameterizedTest
    @EnumSource(FaultedCall.class)
    void aConnectionThatEndsAtAnyByteGivesTheRightAnswerOrATypedError(FaultedCall call) {
        Step step = step(call);
        try (FaultBench bench = new FaultBench(false, Duration.ofSeconds(20), TALLY)) {
            for (String exchange : call.exchanges()) {
                int requests = cuts(bench, call, exchange, Fault.Kind.CUT_REQUEST, step.request());
                int answers = cuts(bench, call, exchange, Fault.Kind.CUT_ANSWER, step.answer());
                assertThat(requests)
                        .as("cuts of the request")
                        .isGreaterThan(atLeast(step.request()));
                assertThat(answers).as("cuts of the answer").isGreaterThan(atLeast(step.answer()));
            }
        }
    }

    /** No request and no answer is shorter. */
    private static int atLeast(int step) {
        return step == 1 ? 30 : 0;
    }

    private static int cuts(
            FaultBench bench, FaultedCall call, String exchange, Fault.Kind kind, int step) {
        int count = 0;
        for (int at = 0; ; at += step) {
            RuntimeException error = strike(bench, call, exchange, Fault.of(kind, at));
            assertThat(error instanceof DockerTimeoutException)
                    .as(call + " waits for a connection that has ended, at " + at)
                    .isFalse();
            if (!bench.proxy.struck()) {
                assertThat(error).as(call + " without a fault").isNull();
                return count;
            }
            count++;
        }
    }

    /**
     * The end of the connection that the last fault broke may meet the next request on it, which is then one that nobody
     * broke: it is made once more.
     */
    private static RuntimeException strike(
            FaultBench bench, FaultedCall call, String exchange, Fault fault) {
        RuntimeException error = bench.strike(call, exchange, fault);
        boolean late = !bench.proxy.struck() && error instanceof DockerUnavailableException;
        return late ? bench.strike(call, exchange, fault) : error;
    }

    @AfterAll
    static void write() {
        TALLY.write("every-byte");
        assertThat(TALLY.total()).isGreaterThan(Endurance.count(2000, 40));
    }
}
