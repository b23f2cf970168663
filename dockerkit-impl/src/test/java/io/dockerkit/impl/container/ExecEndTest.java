package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long the exit code of an exec that has ended is waited for. */
@Timeout(30)
class ExecEndTest {
    private static ExecEnd ended(String answer, Duration toKnowTheCode) {
        CannedWire engine = new CannedWire((call, upgraded) -> Canned.json(200, answer));
        return new ExecEnd(
                new Rest(engine, "1.47"), "e", "docker exec c0ffeec0ffee sh", toKnowTheCode);
    }

    @Test
    void anExitCodeThatTheEngineDoesNotKnowIsAnErrorAfterTheLimit() {
        long start = System.nanoTime();
        ExecEnd end = ended("{\"Running\":false,\"ExitCode\":null}", Duration.ofMillis(200));
        assertThatThrownBy(() -> end.await(null))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith(
                        "docker exec c0ffeec0ffee sh has ended, but the engine does not know its exit code 0.2 s later");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(200), Duration.ofMillis(4_500));
    }

    @Test
    void anExitCodeThatComesLaterIsWaitedFor() {
        int[] asked = {0};
        CannedWire engine =
                new CannedWire(
                        (call, upgraded) ->
                                Canned.json(
                                        200,
                                        ++asked[0] < 4
                                                ? "{\"Running\":false,\"ExitCode\":null}"
                                                : "{\"Running\":false,\"ExitCode\":7}"));
        assertThat(new ExecEnd(new Rest(engine, "1.47"), "e", "docker exec c sh").await(null))
                .isEqualTo(7);
        assertThat(asked[0]).isEqualTo(4);
    }

    @Test
    void theLimitIsFiveSeconds() {
        assertThat(ExecEnd.TO_KNOW_THE_CODE).isEqualTo(Duration.ofSeconds(5));
    }
}
