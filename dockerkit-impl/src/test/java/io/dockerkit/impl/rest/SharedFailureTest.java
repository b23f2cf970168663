package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.Diagnosis;
import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.NoSpaceException;
import io.dockerkit.NotConnectedException;
import io.dockerkit.NotFoundException;
import io.dockerkit.RateLimitedException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What several callers wait for fails for each of them with an exception of its own, of the same class and with the same words. */
class SharedFailureTest {
    static Stream<DockerException> failures() {
        return Stream.of(
                new EngineException("m", 500, "words", "docker pull x"),
                new NotFoundException("m", 404, "words", "docker pull x"),
                new ImageNotFoundException("m", 404, "words", "docker pull x"),
                new AuthenticationRequiredException("m", 0, "words", "docker pull x"),
                new NoSpaceException("m", 500, "words", "docker pull x"),
                new RateLimitedException("m", 429, "words", "docker pull x", Duration.ofSeconds(3)),
                new IncompleteStreamException("m", null),
                new DockerTimeoutException("m", null),
                new DockerUnavailableException("m", null, true),
                new NotConnectedException(
                        "unix:///x", Diagnosis.Finding.NO_FILE, "no socket", "start it", null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachCallerHasItsOwn(DockerException thrown) {
        SharedFailure shared = new SharedFailure(thrown);
        assertThat(shared.forThisCaller()).isSameAs(thrown);
        DockerException second = (DockerException) shared.forThisCaller();
        assertThat(second)
                .isNotSameAs(thrown)
                .isExactlyInstanceOf(thrown.getClass())
                .hasMessage(thrown.getMessage());
        assertThat(second.commandLine()).isEqualTo(thrown.commandLine());
        if (thrown instanceof EngineException refused) {
            EngineException copy = (EngineException) second;
            assertThat(copy.status()).isEqualTo(refused.status());
            assertThat(copy.engineMessage()).isEqualTo(refused.engineMessage());
        }
        if (second instanceof RateLimitedException limited) {
            assertThat(limited.retryAfter()).contains(Duration.ofSeconds(3));
        }
        if (thrown instanceof DockerUnavailableException lost) {
            assertThat(((DockerUnavailableException) second).mayHaveBeenCarriedOut())
                    .isEqualTo(lost.mayHaveBeenCarriedOut());
        }
    }

    @Test
    void anErrorOfTheJvmReachesAll() {
        SharedFailure shared = new SharedFailure(new OutOfMemoryError("full"));
        for (int caller = 0; caller < 2; caller++) {
            assertThatThrownBy(shared::forThisCaller).isInstanceOf(OutOfMemoryError.class);
        }
    }
}
