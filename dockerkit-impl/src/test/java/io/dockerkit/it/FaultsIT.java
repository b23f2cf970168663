package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a wire and an engine can do to each exchange of the main calls, other than to end: see also {@link EveryByteIT}. */
@ExtendWith(Witness.class)
@Timeout(300)
class FaultsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int THREADS = 7;
    private static final Tally TALLY = new Tally();

    /** One of each kind. */
    private static final List<Fault> FEW =
            List.of(
                    Fault.of(Fault.Kind.RESET_ANSWER, 25),
                    Fault.of(Fault.Kind.HOLD_REQUEST, 10),
                    Fault.of(Fault.Kind.HOLD_ANSWER, 60),
                    Fault.of(Fault.Kind.DELAY, Duration.ofMillis(200)),
                    Fault.of(Fault.Kind.GARBAGE, 14),
                    Fault.of(Fault.Kind.DRIP, Duration.ofNanos(200_000)),
                    Fault.of(Fault.Kind.STATUS_500, 0));

    private static final List<Fault> ALL =
            List.of(
                    Fault.of(Fault.Kind.RESET_ANSWER, 0),
                    Fault.of(Fault.Kind.RESET_ANSWER, 25),
                    Fault.of(Fault.Kind.RESET_ANSWER, 150),
                    Fault.of(Fault.Kind.HOLD_REQUEST, 10),
                    Fault.of(Fault.Kind.HOLD_ANSWER, 0),
                    Fault.of(Fault.Kind.HOLD_ANSWER, 60),
                    Fault.of(Fault.Kind.DELAY, Duration.ofMillis(200)),
                    Fault.of(Fault.Kind.DELAY, Duration.ofMillis(1500)),
                    Fault.of(Fault.Kind.GARBAGE, 0),
                    Fault.of(Fault.Kind.GARBAGE, 14),
                    Fault.of(Fault.Kind.GARBAGE, 70),
                    Fault.of(Fault.Kind.DRIP, Duration.ofNanos(200_000)),
                    Fault.of(Fault.Kind.DRIP, Duration.ofMillis(20)),
                    Fault.of(Fault.Kind.STATUS_500, 0));

    private static final List<Fault> FAULTS = Endurance.isFull() ? ALL : FEW;

    /** Most of the time goes into waiting for deadlines, so that several calls are tried at a time. */
    @Test
    void aFaultGivesTheRightAnswerOrATypedErrorInTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Map<FaultedCall, Future<?>> running = new EnumMap<>(FaultedCall.class);
            List<FaultedCall> calls = new ArrayList<>(List.of(FaultedCall.values()));
            // the longest first
            Collections.reverse(calls);
            calls.forEach(call -> running.put(call, threads.submit(() -> strikeAll(call))));
            SoftAssertions held = new SoftAssertions();
            running.forEach(
                    (call, done) ->
                            held.assertThatCode(done::get)
                                    .as(call.name())
                                    .doesNotThrowAnyException());
            held.assertAll();
        } finally {
            threads.shutdownNow();
        }
        TALLY.write("faults");
        assertThat(TALLY.total()).isGreaterThan(Endurance.count(200, 100));
    }

    private static void strikeAll(FaultedCall call) {
        try (FaultBench bench = new FaultBench(true, DEADLINE, TALLY)) {
            for (String exchange : call.exchanges()) {
                for (Fault fault : FAULTS) {
                    RuntimeException error = bench.strike(call, exchange, fault);
                    if (bench.proxy.struck()) {
                        require(call, exchange, fault, error);
                    }
                }
            }
        }
    }

    private static void require(
            FaultedCall call, String exchange, Fault fault, RuntimeException error) {
        String what = call + " " + fault;
        switch (fault.kind()) {
            case HOLD_REQUEST, HOLD_ANSWER ->
                    assertThat(error).as(what).isInstanceOf(DockerTimeoutException.class);
            case STATUS_500 -> {
                if (call == FaultedCall.PING) {
                    assertThat(error)
                            .as(what)
                            .hasMessageContaining("answers a ping with status 500");
                } else {
                    assertThat(error)
                            .as(what)
                            .isInstanceOf(EngineException.class)
                            .hasMessageContaining("a fault of the test's");
                }
            }
            case GARBAGE -> {
                // what was created is found by its name all the same
                if (!exchange.contains("create")) {
                    assertThat(error).as(what).isNotNull();
                }
            }
            default -> {
                // a right answer or any typed error: that is held already
            }
        }
    }
}
