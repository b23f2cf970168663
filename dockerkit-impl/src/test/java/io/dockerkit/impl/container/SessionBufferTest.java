package io.dockerkit.impl.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.OutputLimitException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionBufferTest {
    private static boolean put(SessionBuffer buffer, String text, boolean toStderr) {
        return buffer.put(text.getBytes(UTF_8), text.length(), toStderr);
    }

    @Test
    void eachStreamHasItsOwnBytesAndEndsWithTheProcess() throws IOException {
        SessionBuffer buffer = new SessionBuffer(100);
        assertThat(put(buffer, "out", false)).isTrue();
        assertThat(put(buffer, "err", true)).isTrue();
        buffer.end(null);
        assertThat(buffer.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(buffer.stdout().available()).isEqualTo(3);
        assertThat(buffer.stdout().readAllBytes()).asString(UTF_8).isEqualTo("out");
        assertThat(buffer.stderr().readAllBytes()).asString(UTF_8).isEqualTo("err");
        assertThat(buffer.stderr().read()).isEqualTo(-1);
    }

    @Test
    void outputAboveTheLimitIsAnErrorAlsoAfterTheProcessHasEnded() throws IOException {
        SessionBuffer buffer = new SessionBuffer(10);
        assertThat(put(buffer, "12345", false)).isTrue();
        assertThat(put(buffer, "123456", true)).isFalse();
        buffer.end(null);
        assertThatThrownBy(() -> buffer.awaitEnd(null)).isInstanceOf(OutputLimitException.class);
        // what was kept can be read, and then the error says why there is no more
        assertThat(buffer.stdout().readNBytes(5)).asString(UTF_8).isEqualTo("12345");
        assertThatThrownBy(() -> buffer.stdout().read()).isInstanceOf(OutputLimitException.class);
    }

    @Test
    void aFailureIsThrownToWhoeverWaitsOrReads() {
        SessionBuffer buffer = new SessionBuffer(10);
        buffer.end(new DockerException("cut"));
        assertThatThrownBy(() -> buffer.awaitEnd(null)).hasMessage("cut");
        assertThatThrownBy(() -> buffer.stdout().read()).hasMessage("cut");
    }

    @Test
    void aClosedSessionTakesNothingAndHasNoEnd() {
        SessionBuffer buffer = new SessionBuffer(10);
        buffer.close();
        buffer.end(null);
        assertThat(put(buffer, "x", false)).isFalse();
        assertThatThrownBy(() -> buffer.awaitEnd(null))
                .hasMessage("the session was closed before its process ended");
    }

    @Test
    void aWaitEndsAtItsLimitOrWithAnInterrupt() {
        SessionBuffer buffer = new SessionBuffer(10);
        assertThat(buffer.awaitEnd(Duration.ofMillis(10))).isFalse();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> buffer.awaitEnd(null))
                .isInstanceOf(DockerInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
