package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A removal that is interrupted is sent once more, with little time, and not a third time. */
class InterruptedRemovalTest {
    private final List<@Nullable Duration> deadlines = new ArrayList<>();

    /** Each call over it is interrupted while it waits. */
    private final Wire interrupting =
            new Wire() {
                @Override
                public Answer execute(Request request) {
                    return execute(request, null);
                }

                @Override
                public Answer execute(Request request, @Nullable Duration deadline) {
                    deadlines.add(deadline);
                    Thread.currentThread().interrupt();
                    throw new DockerInterruptedException("interrupted", null);
                }

                @Override
                public Answer upgrade(Request request, String protocol) {
                    return execute(request, null);
                }

                @Override
                public Answer upgrade(
                        Request request, String protocol, @Nullable Duration deadline) {
                    return execute(request, deadline);
                }

                @Override
                public String address() {
                    return "unix:///test.sock";
                }

                @Override
                public void close() {}
            };

    @AfterEach
    void lower() {
        Thread.interrupted();
    }

    @Test
    void theSecondTryHasTenSecondsAndTheNextInterruptEndsIt() {
        Call removal = new Rest(interrupting, "1.47").delete("containers", "c");
        assertThatThrownBy(removal::status).isInstanceOf(DockerInterruptedException.class);
        assertThat(deadlines).containsExactly(Duration.ofMinutes(10), Duration.ofSeconds(10));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void otherCallsAreNotRepeated() {
        Call pause = new Rest(interrupting, "1.47").post("containers", "c", "pause");
        assertThatThrownBy(pause::status).isInstanceOf(DockerInterruptedException.class);
        assertThat(deadlines).hasSize(1);
    }
}
