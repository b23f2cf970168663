package io.dockerkit.impl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clean-up on an interrupted thread is carried out, once more after an interrupt, and ended by the next one. */
class UninterruptedTest {
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void lower() {
        Thread.interrupted();
    }

    private String interrupted(String what) {
        done.add(what);
        Thread.currentThread().interrupt();
        throw new DockerInterruptedException("interrupted", null);
    }

    private String finished(String what) {
        done.add(what + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
        return what;
    }

    @Test
    void theFlagIsLoweredMeanwhileAndRaisedAgain() {
        Thread.currentThread().interrupt();
        assertThat(Uninterrupted.<String>call(() -> finished("first"))).isEqualTo("first");
        assertThat(done).containsExactly("first");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void anInterruptHasTheOtherActionCarriedOut() {
        String result = Uninterrupted.call(() -> interrupted("first"), () -> finished("again"));
        assertThat(result).isEqualTo("again");
        assertThat(done).containsExactly("first", "again");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aSecondInterruptIsThrown() {
        assertThatThrownBy(
                        () ->
                                Uninterrupted.call(
                                        () -> interrupted("first"), () -> interrupted("again")))
                .isInstanceOf(DockerInterruptedException.class);
        assertThat(done).containsExactly("first", "again");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
