package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ContainerExitException;
import io.dockerkit.Containers;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.Exec;
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
    void aDetachedCommandHasAHandle() {
        Exec exec =
                ubuntu.exec("sh", "-c", "while [ ! -e /tmp/go ]; do sleep 0.02; done; exit 7")
                        .start();
        assertThat(exec.id()).matches("[0-9a-f]{64}");
        assertThat(exec.running()).isTrue();
        assertThat(exec.exitCode()).isEmpty();
        assertThat(exec.inspect().containerId()).isEqualTo(ubuntu.id());
        assertThat(exec.inspect().pid().getAsInt()).isPositive();
        assertThatThrownBy(() -> exec.awaitExit(Duration.ofMillis(50)))
                .isInstanceOf(DockerTimeoutException.class);
        ubuntu.exec("touch", "/tmp/go").execute().requireSuccess();
        assertThat(exec.awaitExit(Duration.ofSeconds(10))).isEqualTo(7);
        assertThat(exec.awaitExit()).isEqualTo(7);
        assertThat(exec.running()).isFalse();
        assertThat(exec.exitCode()).hasValue(7);
        assertThat(exec.inspect().at("/ProcessConfig/entrypoint").text()).isEqualTo("sh");
    }

    @Test
    void aLineThatIsReadRunsInTheContainerThatItNames() {
        String line =
                "docker exec -u 1000 -w /tmp -e A='a b' "
                        + ubuntu.id()
                        + " sh -c 'id -u; pwd; echo \"$A\"'";
        assertThat(Containers.parseExec(line).execute().requireSuccess().stdout())
                .isEqualTo("1000\n/tmp\na b\n");
        Exec detached =
                Containers.parseExec("docker exec -d " + ubuntu.id() + " sh -c 'exit 3'").start();
        assertThat(detached.awaitExit(Duration.ofSeconds(10))).isEqualTo(3);
        assertThatThrownBy(() -> Containers.parseExec("docker exec no-such-container ls").execute())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no-such-container");
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
