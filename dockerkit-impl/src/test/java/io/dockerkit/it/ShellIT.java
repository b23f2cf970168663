package io.dockerkit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
@Timeout(60)
class ShellIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aShellInANewContainerListsAndEnds() throws IOException {
        String id;
        try (Session shell = Witness.run("ubuntu").interactive().tty().attach()) {
            id = shell.containerId();
            shell.stdin().write("ls /\n".getBytes(UTF_8));
            shell.stdin().write("exit 3\n".getBytes(UTF_8));
            assertThat(shell.await(SOON)).isEqualTo(3);
            assertThat(new String(shell.stdout().readAllBytes(), UTF_8))
                    .contains("bin", "etc", "usr");
            assertThat(shell.stderr().readAllBytes()).isEmpty();
        }
        assertThat(Witness.container(id).getState().getExitCodeLong()).isEqualTo(3);
        assertThat(Witness.container(id).getConfig().getStdInOnce()).isTrue();
    }

    @Tag("core")
    @Test
    void theEndOfTheInputReachesAProcessWithoutATerminal() throws IOException {
        try (Session cat = Witness.run("ubuntu").interactive().command("cat").attach()) {
            cat.stdin().write("one\ntwo\n".getBytes(UTF_8));
            cat.closeStdin();
            assertThat(cat.await(SOON)).isZero();
            assertThat(new String(cat.stdout().readAllBytes(), UTF_8)).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void theEndOfTheInputReachesAProcessWithATerminal() {
        try (Session shell = Witness.run("ubuntu").interactive().tty().attach()) {
            shell.closeStdin();
            assertThat(shell.await(SOON)).isZero();
        }
    }

    @Tag("core")
    @Test
    void aConversationGoesBackAndForth() throws IOException {
        Container ubuntu = Witness.run("ubuntu").interactive().detached().start();
        try (Session bash = ubuntu.exec("bash").interactive().attach()) {
            BufferedReader out = new BufferedReader(new InputStreamReader(bash.stdout(), UTF_8));
            BufferedReader err = new BufferedReader(new InputStreamReader(bash.stderr(), UTF_8));
            for (int i = 0; i < 20; i++) {
                bash.stdin().write(("echo $((" + i + " * " + i + "))\n").getBytes(UTF_8));
                assertThat(out.readLine()).isEqualTo(String.valueOf(i * i));
                bash.stdin().write(("echo err" + i + " >&2\n").getBytes(UTF_8));
                assertThat(err.readLine()).isEqualTo("err" + i);
            }
            bash.stdin().close();
            assertThat(bash.await(SOON)).isZero();
        }
    }

    @Tag("core")
    @Test
    void aWaitThatIsTooShortLeavesTheSessionAsItIs() throws IOException {
        Container ubuntu = Witness.run("ubuntu").interactive().detached().start();
        try (Session bash = ubuntu.exec("bash").interactive().attach()) {
            assertThatThrownBy(() -> bash.await(Duration.ofMillis(200)))
                    .isInstanceOf(DockerTimeoutException.class)
                    .hasMessageContaining("is still running after 0.2 s");
            bash.stdin().write("echo still here; exit 4\n".getBytes(UTF_8));
            assertThat(bash.await(SOON)).isEqualTo(4);
            assertThat(new String(bash.stdout().readAllBytes(), UTF_8)).isEqualTo("still here\n");
        }
        try (Session cat = Witness.run("ubuntu").interactive().command("cat").attach()) {
            assertThatThrownBy(() -> cat.await(Duration.ofMillis(200)))
                    .isInstanceOf(DockerTimeoutException.class);
            cat.closeStdin();
            assertThat(cat.await(SOON)).isZero();
        }
    }

    @Tag("core")
    @Test
    void theTerminalHasTheSizeThatItIsGiven() throws IOException {
        try (Session shell = Witness.run("ubuntu").interactive().tty().attach()) {
            shell.resize(33, 101);
            shell.stdin().write("stty size; exit\n".getBytes(UTF_8));
            shell.await(SOON);
            assertThat(new String(shell.stdout().readAllBytes(), UTF_8)).contains("33 101");
        }
    }

    @Tag("core")
    @Test
    void moreOutputThanIsKeptComesWholeToWhoReadsItAndToWhoWaits() throws IOException {
        int bytes = 5_000_000;
        String[] command = {"sh", "-c", "head -c " + bytes + " /dev/zero"};
        try (Session read = Witness.run("ubuntu").command(command).attach()) {
            assertThat(read.stdout().readAllBytes()).hasSize(bytes);
            assertThat(read.await(SOON)).isZero();
        }
        try (Session waited = Witness.run("ubuntu").command(command).attach()) {
            assertThat(waited.await(SOON)).isZero();
            assertThat(waited.stdout().readAllBytes()).hasSize(bytes);
        }
    }

    @Tag("core")
    @Test
    void closingEndsAReaderInAnotherThread() throws Exception {
        Session shell = Witness.run("ubuntu").interactive().command("cat").attach();
        Thread reader =
                new Thread(
                        () -> {
                            try {
                                shell.stdout().read();
                            } catch (IOException closed) {
                                // as promised
                            }
                        });
        reader.start();
        Thread.sleep(100);
        shell.close();
        reader.join(5000);
        assertThat(reader.isAlive()).isFalse();
        shell.close();
    }

    @Tag("core")
    @Test
    void aSessionWithoutInputSaysSo() {
        try (Session hello = Witness.run("hello-world").attach()) {
            assertThatThrownBy(hello::stdin)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("interactive()");
            assertThat(hello.await(SOON)).isZero();
        }
    }
}
