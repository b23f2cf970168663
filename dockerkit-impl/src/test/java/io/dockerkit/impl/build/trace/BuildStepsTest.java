package io.dockerkit.impl.build.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.image.BuildProgress;
import io.dockerkit.impl.build.wire.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BuildStepsTest {
    private final List<BuildProgress> reports = new ArrayList<>();
    private final BuildSteps steps = new BuildSteps(reports::add);

    private static ProtoWriter time(long millis) {
        return new ProtoWriter().number(1, millis / 1000).number(2, millis % 1000 * 1_000_000);
    }

    private static ProtoWriter vertex(String digest, String name, long started, long completed) {
        ProtoWriter vertex = new ProtoWriter().text(1, digest).text(3, name);
        if (started > 0) {
            vertex.message(5, time(started));
        }
        return completed > 0 ? vertex.message(6, time(completed)) : vertex;
    }

    private static ProtoWriter log(String digest, long millis, String text) {
        return new ProtoWriter()
                .text(1, digest)
                .message(2, time(millis))
                .number(3, 1)
                .bytes(4, text.getBytes(StandardCharsets.UTF_8));
    }

    private void vertices(ProtoWriter... vertices) {
        ProtoWriter status = new ProtoWriter();
        for (ProtoWriter vertex : vertices) {
            status.message(1, vertex);
        }
        steps.add(status.toBytes());
    }

    private void logs(ProtoWriter... logs) {
        ProtoWriter status = new ProtoWriter();
        for (ProtoWriter log : logs) {
            status.message(3, log);
        }
        steps.add(status.toBytes());
    }

    private List<String> lines() {
        return reports.stream().map(BuildProgress::toString).toList();
    }

    @Test
    void aStepIsNumberedWhenItBeginsAndEndsOnceThoughItIsReportedAgain() {
        vertices(vertex("b", "[2/2] RUN b", 0, 0), vertex("a", "[1/2] FROM a", 1000, 0));
        vertices(vertex("a", "[1/2] FROM a", 1000, 1200), vertex("b", "[2/2] RUN b", 1200, 0));
        vertices(vertex("a", "[1/2] FROM a", 1000, 1200), vertex("b", "[2/2] RUN b", 1200, 4700));
        assertThat(lines())
                .containsExactly(
                        "#1 [1/2] FROM a", "#2 [2/2] RUN b", "#1 DONE 0.2s", "#2 DONE 3.5s");
    }

    @Test
    void aCachedStepDoesNotRun() {
        vertices(vertex("a", "[1/1] FROM a", 1000, 1000).flag(4, true));
        assertThat(lines()).containsExactly("#1 [1/1] FROM a", "#1 CACHED");
        assertThat(reports.get(1).kind()).isEqualTo(BuildProgress.Kind.CACHED);
    }

    @Test
    void piecesOfOutputBecomeWholeLinesWithTheirTimes() {
        vertices(vertex("a", "RUN a", 1000, 0));
        byte[] euro = "€\n".getBytes(StandardCharsets.UTF_8);
        logs(log("a", 1500, "one\r\ntw"), log("a", 1750, "o\nthree"));
        steps.add(
                new ProtoWriter()
                        .message(
                                3,
                                new ProtoWriter()
                                        .text(1, "a")
                                        .message(2, time(1800))
                                        .bytes(4, euro, 2))
                        .toBytes());
        logs(
                new ProtoWriter()
                        .text(1, "a")
                        .message(2, time(1900))
                        .bytes(4, new byte[] {euro[2], '\n'}));
        logs(log("a", 1950, "the end"));
        vertices(vertex("a", "RUN a", 1000, 2000));
        assertThat(lines())
                .containsExactly(
                        "#1 RUN a",
                        "#1 0.500 one",
                        "#1 0.750 two",
                        "#1 0.900 three€",
                        "#1 1.000 the end",
                        "#1 DONE 1.0s");
    }

    @Test
    void aLineOfAnyLengthIsHandedOverInPieces() {
        vertices(vertex("a", "RUN a", 1000, 0));
        logs(log("a", 1000, "x".repeat(StepOutput.LONGEST_LINE + 5)));
        assertThat(reports.get(1).text()).hasSize(StepOutput.LONGEST_LINE);
        logs(log("a", 1000, "\n"));
        assertThat(reports.get(2).text()).isEqualTo("xxxxx");
    }

    @Test
    void aTransferIsReportedWhileItMovesAndOnceWhenItIsComplete() {
        vertices(vertex("a", "load", 1000, 0));
        ProtoWriter moving =
                new ProtoWriter()
                        .text(1, "layer")
                        .text(2, "a")
                        .number(4, 1_500_000)
                        .number(5, 3_000_000);
        ProtoWriter complete =
                new ProtoWriter()
                        .text(1, "layer")
                        .text(2, "a")
                        .number(4, 3_000_000)
                        .number(5, 3_000_000)
                        .message(7, time(1500))
                        .message(8, time(2000));
        steps.add(new ProtoWriter().message(2, moving).message(2, complete).toBytes());
        steps.add(new ProtoWriter().message(2, complete).toBytes());
        assertThat(lines())
                .containsExactly(
                        "#1 load",
                        "#1 layer 1.50MB / 3.00MB",
                        "#1 layer 3.00MB / 3.00MB 0.5s done");
    }

    @Test
    void theStepThatFailsIsKeptWithTheEndOfItsOutputAndItsExitCode() {
        vertices(vertex("a", "[2/3] RUN a", 1000, 0), vertex("b", "[other 2/3] RUN b", 1000, 0));
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            output.append("line ").append(i).append('\n');
        }
        logs(log("a", 1000, output.toString()), log("b", 1000, "of another step\n"));
        vertices(
                vertex("b", "[other 2/3] RUN b", 1000, 1200).text(7, "rpc error: context canceled"),
                vertex("a", "[2/3] RUN a", 1000, 1200)
                        .text(
                                7,
                                "process \"/bin/sh -c a\" did not complete successfully: exit code: 42"));
        assertThat(steps.failedStep()).hasValue("[2/3] RUN a");
        assertThat(steps.failedOutput()).hasSize(20).startsWith("line 10").endsWith("line 29");
        assertThat(steps.exitCode("failed to solve")).isEqualTo(42);
        assertThat(lines()).contains("#2 CANCELED");
    }

    @Test
    void aBuildWithoutAFailedStepHasNone() {
        assertThat(steps.failedStep()).isEmpty();
        assertThat(steps.failedOutput()).isEmpty();
        assertThat(steps.exitCode("dockerfile parse error line 3")).isZero();
    }

    @Test
    void whatANewerEngineAddsIsPassedOver() {
        vertices(vertex("a", "FROM a", 1000, 0).text(99, "new").number(100, 7));
        steps.add(new ProtoWriter().text(50, "new").toBytes());
        assertThat(lines()).containsExactly("#1 FROM a");
    }

    @Test
    void bytesThatAreNoReportAreRefusedOrRead() {
        assertThatThrownBy(() -> steps.add(new byte[] {0x0a, 0x7f}))
                .isInstanceOf(DockerUnavailableException.class);
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            try {
                steps.add(bytes);
            } catch (DockerUnavailableException refused) {
                assertThat(refused).hasMessageContaining("a message of BuildKit cannot be read");
            }
        }
    }
}
