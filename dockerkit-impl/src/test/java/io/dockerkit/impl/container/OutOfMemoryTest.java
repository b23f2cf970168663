package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.ContainerDetails;
import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An engine may learn of the end of a container before it learns that the container was out of memory. */
@Tag("locale")
class OutOfMemoryTest {
    private static final String NO = "{\"State\":{\"OOMKilled\":false}}";
    private static final String YES = "{\"State\":{\"OOMKilled\":true}}";

    private Canned state = Canned.json(200, NO);
    private String events = "";
    private int looks;

    private final CannedWire wire =
            new CannedWire(
                    (call, upgraded) -> {
                        if (call.contains("/info")) {
                            return Canned.json(200, "{\"SystemTime\":\"2024-01-02T03:04:05Z\"}");
                        }
                        if (call.contains("/events")) {
                            return Canned.json(200, events);
                        }
                        looks++;
                        return state;
                    });

    private boolean killed() {
        return OutOfMemory.killed(new Rest(wire, "1.47"), "c", Deadline.in(null));
    }

    @Test
    void theStateTells() {
        state = Canned.json(200, YES);
        assertThat(killed()).isTrue();
        assertThat(wire.calls()).hasSize(1);
    }

    @Test
    void theEventsTellWhereTheStateIsLeftAsItWas() {
        events = "{\"Type\":\"container\",\"Action\":\"oom\"}";
        assertThat(killed()).isTrue();
        assertThat(looks).isOne();
    }

    @Test
    void theEventsTellWhereTheContainerIsRemoved() {
        state = Canned.json(404, "{\"message\":\"No such container: c\"}");
        events = "{\"Type\":\"container\",\"Action\":\"oom\"}";
        assertThat(killed()).isTrue();
        assertThat(looks).isOne();
        assertThat(wire.calls().get(2))
                .as("an event that comes half a second late counts")
                .contains("until=1704164645.500000000");
    }

    @Test
    void theEventsFromTheStartToJustAfterTheEndCount() {
        state =
                Canned.json(
                        200,
                        "{\"State\":{\"OOMKilled\":false,\"ExitCode\":137,\"StartedAt\":\"2024-01-02T03:04:05Z\","
                                + "\"FinishedAt\":\"2024-01-02T03:04:10.1Z\"}}");
        events = "{\"Type\":\"container\",\"Action\":\"oom\"}";
        assertThat(killed()).isTrue();
        assertThat(wire.calls().get(1))
                .contains("since=1704164645.000000000", "until=1704164650.600000000");
    }

    @Test
    void aKnownStateIsNotAskedForAgain() {
        Rest rest = new Rest(wire, "1.47");
        events = "{\"Type\":\"container\",\"Action\":\"oom\"}";
        assertThat(OutOfMemory.killed(rest, "c", ended(137), Deadline.in(null))).isTrue();
        assertThat(looks).isZero();
        assertThat(OutOfMemory.killed(rest, "c", ended(1), Deadline.in(null))).isFalse();
        assertThat(wire.calls()).hasSize(1);
    }

    private static ContainerDetails.State ended(int code) {
        return new ReportedState(
                "exited",
                false,
                false,
                OptionalLong.empty(),
                code,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.parse("2024-01-02T03:04:05Z")),
                Optional.of(Instant.parse("2024-01-02T03:04:10Z")));
    }

    @Test
    void whereNeitherTellsItWasSomethingElse() {
        assertThat(killed()).isFalse();
    }

    @Test
    void anEngineThatCannotSayCostsNobodyTheResult() {
        state = Canned.json(500, "{\"message\":\"no\"}");
        assertThat(killed()).isFalse();
    }

    @Test
    void anInterruptEndsTheLookAndStays() {
        Thread.currentThread().interrupt();
        assertThat(killed()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
