package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.concurrent.Deadline;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import org.junit.jupiter.api.Test;

/** An engine may learn of the end of a container before it learns that the container was out of memory. */
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
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void theEventsTellWhereTheContainerIsRemoved() {
        state = Canned.json(404, "{\"message\":\"No such container: c\"}");
        events = "{\"Type\":\"container\",\"Action\":\"oom\"}";
        assertThat(killed()).isTrue();
        assertThat(looks).isEqualTo(1);
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
