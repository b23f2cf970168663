package io.dockerkit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Endurance;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Short runs in the foreground, one after another: the end of each comes before anybody could look. */
@ExtendWith(Witness.class)
@Timeout(1200)
class ManyRunsIT {
    private static final int RUNS = Endurance.count(1000, 25);

    private static String numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    @Test
    void manyShortRunsLoseNothingAndLeaveNothing() {
        Leftovers leftovers = Leftovers.sinceNow();
        try (Docker docker = Docker.connect()) {
            for (int i = 1; i <= RUNS; i++) {
                int lines = i % 40;
                RunResult result =
                        Witness.run(docker.containers(), "busybox")
                                .rm()
                                .command("sh", "-c", "seq " + lines + "; exit " + i % 50)
                                .execute();
                assertThat(result.stdout()).isEqualTo(numbers(lines));
                assertThat(result.exitCode()).isEqualTo(i % 50);
            }
            // up to three connections are kept for the next call
            assertThat(leftovers.sockets()).isLessThanOrEqualTo(3);
        }
        assertThat(leftovers.sockets()).isLessThanOrEqualTo(0);
        assertThat(leftovers.threads()).isEmpty();
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void manyLinesOfARunThatIsRemovedComeWhole() {
        RunSpec run = Witness.run("busybox").rm();
        for (int i = 0; i < Endurance.count(5, 2); i++) {
            RunResult result = run.command("sh", "-c", "seq 10000; exit 3").execute();
            assertThat(result.stdout()).isEqualTo(numbers(10_000));
            assertThat(result.exitCode()).isEqualTo(3);
        }
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void whatIsEchoedIntoCatComesBack() {
        RunSpec cat = Witness.run("busybox").rm().command("cat");
        assertThat(cat.stdin("x\n").execute().stdout()).isEqualTo("x\n");
    }

    @Test
    void framesOfAnyLengthAndCharactersAcrossThemComeWhole() {
        String character = "漢";
        // three bytes at a time, a pipe's write of 1024 and one of 1025, and characters torn in
        // between
        String script =
                "printf '%1024s' | tr ' ' a; sleep 0.1; printf '%1025s' | tr ' ' b; sleep 0.1;"
                        + " printf '\\346'; sleep 0.1; printf '\\274'; sleep 0.1; printf '\\242'; sleep 0.1;"
                        + " printf '%1023s' | tr ' ' c";
        byte[] out =
                Witness.run("busybox").rm().command("sh", "-c", script).execute().stdoutBytes();
        assertThat(new String(out, UTF_8))
                .isEqualTo("a".repeat(1024) + "b".repeat(1025) + character + "c".repeat(1023));
    }

    @Test
    void terminalOutputThatBeginsLikeAFrameComesWhole() {
        for (String first : List.of("\\001", "\\000", "\\002")) {
            byte[] out =
                    Witness.run("busybox")
                            .rm()
                            .tty()
                            .command("printf", first + "prompt")
                            .execute()
                            .stdoutBytes();
            assertThat(out).hasSize(7).endsWith("prompt".getBytes(UTF_8));
            assertThat(out[0]).isEqualTo((byte) (first.charAt(3) - '0'));
        }
    }
}
