package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.BuildException;
import io.dockerkit.ConflictException;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PortInUseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An error names the service, and stays of its kind. */
class FailuresTest {
    private static final Service WEB = new Service("web", Part.EMPTY, Map.of());
    private static final List<Holder> HOLDERS = List.of(new Holder("container", "1234", "other"));

    static Stream<EngineException> kinds() {
        return Stream.of(
                new PortInUseException("taken", 500, "said", null, HOLDERS),
                new NameInUseException("taken", 409, "said", null, HOLDERS),
                new ImageNotFoundException("missing", 404, "said", null),
                new NotFoundException("missing", 404, "said", null),
                new EngineException("broken", 500, "said", null));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theKindAndTheEvidenceStay(EngineException failed) {
        failed.addSuppressed(new IllegalStateException("more"));
        DockerException named = Failures.of(WEB, failed, "docker compose up");
        assertThat(named)
                .hasSameClassAs(failed)
                .hasMessage("service web: " + failed.getMessage())
                .hasSuppressedException(failed.getSuppressed()[0]);
        assertThat(named.commandLine()).contains("docker compose up");
        assertThat(((EngineException) named).status()).isEqualTo(failed.status());
        assertThat(((EngineException) named).engineMessage()).isEqualTo("said");
        if (named instanceof ConflictException conflict) {
            assertThat(conflict.holders()).isEqualTo(HOLDERS);
        }
    }

    @Test
    void aBuildKeepsItsStepAndItsOutput() {
        BuildException failed =
                new BuildException(
                        "said", "", 7, "[2/2] RUN x", 2, List.of("no luck"), "docker build .");
        DockerException named = Failures.of(WEB, failed, "docker compose up");
        assertThat(named)
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("service web")
                .hasMessageContaining("no luck");
        assertThat(((BuildException) named).step()).contains("[2/2] RUN x");
        assertThat(named.commandLine()).contains("docker build .");
    }

    @Test
    void whatTheEngineDidNotSayStaysAsItIs() {
        InvalidOptionException own = new InvalidOptionException("--x", "1", "no");
        assertThat(Failures.of(WEB, own, "docker compose up")).isSameAs(own);
    }
}
