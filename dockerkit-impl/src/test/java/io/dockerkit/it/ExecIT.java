package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ContainerExitException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.ExecResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("core")
@ExtendWith(Witness.class)
@Timeout(60)
class ExecIT {
    private Container ubuntu;

    @BeforeEach
    void start() {
        ubuntu = Witness.run("ubuntu").interactive().tty().detached().start();
    }

    @Test
    void bothStreamsAndTheExitCodeComeBack() {
        ExecResult result = ubuntu.exec("sh", "-c", "echo out; echo err >&2; exit 7").execute();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThatThrownBy(result::requireSuccess)
                .isInstanceOf(ContainerExitException.class)
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("out")
                .hasMessageContaining("err");
    }

    @Test
    void aCommandLineAsOneArgumentIsToldFromAMissingProgram() {
        assertThatThrownBy(() -> ubuntu.exec("ls -l").execute().requireSuccess())
                .isInstanceOf(ContainerExitException.class)
                .hasMessageContaining("\"ls -l\" is one argument")
                .hasMessageContaining("write exec(\"ls\", \"-l\")");
    }

    @Test
    void whatItChangesTheOtherClientSees() throws InterruptedException {
        ubuntu.exec("sh", "-c", "echo kept > /tmp/file").execute().requireSuccess();
        assertThat(Witness.exec(ubuntu.id(), "cat", "/tmp/file")).isEqualTo("kept\n");
    }

    @Test
    void optionsReachTheCommand() {
        ExecResult result =
                ubuntu.exec("sh", "-c", "id -u; pwd; echo $A $B; cat")
                        .user("1000")
                        .workdir("/tmp")
                        .env("A", "a b")
                        .env(Map.of("B", "c"))
                        .stdin("the input\n")
                        .execute();
        assertThat(result.stdout()).isEqualTo("1000\n/tmp\na b c\nthe input\n");
        assertThat(result.toString()).doesNotContain("a b");
    }

    @Test
    void aTerminalMakesOneStreamOfTwo() {
        ExecResult result =
                ubuntu.exec("sh", "-c", "test -t 1 && echo out; echo err >&2").tty().execute();
        assertThat(result.stdout()).isEqualTo("out\r\nerr\r\n");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void aProgramThatReadsItsInputToTheEndEnds() {
        byte[] input = new byte[3_000_000];
        Arrays.fill(input, (byte) 'x');
        ExecResult result = ubuntu.exec("cat").stdin(input).execute();
        assertThat(result.stdoutBytes()).isEqualTo(input);
        assertThat(ubuntu.exec("cat").interactive().execute().stdout()).isEmpty();
    }

    @Test
    void bytesComeAsTheyWereWritten() {
        ExecResult result = ubuntu.exec("printf", "\\001\\002\\377").execute();
        assertThat(result.stdoutBytes()).containsExactly(1, 2, 0xff);
    }

    @Test
    void aProgramThatIsNotThereHasTheShellsExitCode() {
        assertThat(ubuntu.exec("there-is-no-such-program").execute().exitCode()).isIn(126, 127);
    }

    @Test
    void aDetachedCommandGoesOnByItself() {
        ubuntu.exec("sh", "-c", "sleep 0.2; touch /tmp/done").start();
        ubuntu.exec("sh", "-c", "while [ ! -e /tmp/done ]; do sleep 0.05; done")
                .timeout(Duration.ofSeconds(10))
                .execute()
                .requireSuccess();
    }

    @Test
    void aTimeOutSaysThatTheCommandGoesOn() {
        assertThatThrownBy(
                        () -> ubuntu.exec("sleep", "30").timeout(Duration.ofMillis(300)).execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("sleep 30")
                .hasMessageContaining("still running in the container");
        assertThat(ubuntu.inspect().state().running()).isTrue();
    }
}
