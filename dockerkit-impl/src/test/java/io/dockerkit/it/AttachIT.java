package io.dockerkit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ConflictException;
import io.dockerkit.NotRunningException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions with existing containers. */
@ExtendWith(Witness.class)
@Timeout(60)
class AttachIT {
    private static RunSpec ubuntu(String... command) {
        return Witness.run("ubuntu").command(command);
    }

    private static BufferedReader reader(Session session) {
        return new BufferedReader(new InputStreamReader(session.stdout(), UTF_8));
    }

    @Test
    void aRunningContainerCanBeTalkedTo() throws IOException {
        Container cat = ubuntu("cat").interactive().detached().start();
        try (Session session = cat.attach()) {
            session.stdin().write("hello\n".getBytes(UTF_8));
            assertThat(reader(session).readLine()).isEqualTo("hello");
        }
        // as with the CLI, the input of a container that was started detached outlives who attaches
        try (Session session = cat.attach()) {
            session.stdin().write("again\n".getBytes(UTF_8));
            assertThat(reader(session).readLine()).isEqualTo("again");
        }
        cat.kill();
    }

    @Tag("core")
    @Test
    void theInputOfAContainerForTheForegroundCanBeEnded() throws IOException {
        Container cat = ubuntu("cat").interactive().create();
        try (Session session = cat.startAttached()) {
            session.stdin().write("hello\n".getBytes(UTF_8));
            session.closeStdin();
            assertThat(reader(session).lines()).containsExactly("hello");
            assertThat(session.await(Duration.ofSeconds(10))).isZero();
        }
    }

    @Tag("core")
    @Test
    void aContainerIsStartedAndNothingOfItMissed() {
        Container container = ubuntu("sh", "-c", "seq 2000; exit 6").create();
        for (int round = 0; round < 5; round++) {
            try (Session session = container.startAttached()) {
                assertThat(reader(session).lines()).hasSize(2000).endsWith("1999", "2000");
                assertThat(session.await()).isEqualTo(6);
            }
        }
    }

    @Test
    void whatWasWrittenBeforeCanBeHad() throws IOException {
        Container container =
                ubuntu("sh", "-c", "echo before; read word; echo after $word")
                        .interactive()
                        .detached()
                        .start();
        try (Session session = container.attach(options -> options.logs())) {
            BufferedReader lines = reader(session);
            assertThat(lines.readLine()).isEqualTo("before");
            session.stdin().write("word\n".getBytes(UTF_8));
            assertThat(lines.readLine()).isEqualTo("after word");
            assertThat(session.await()).isZero();
        }
    }

    @Tag("core")
    @Test
    void withoutInputThereIsOnlyOutput() throws IOException {
        Container container =
                ubuntu("sh", "-c", "read word; echo got $word").interactive().detached().start();
        try (Session watcher = container.attach(options -> options.noStdin());
                Session typist = container.attach()) {
            assertThatThrownBy(watcher::stdin).isInstanceOf(IllegalStateException.class);
            typist.stdin().write("x\n".getBytes(UTF_8));
            assertThat(reader(watcher).readLine()).isEqualTo("got x");
        }
    }

    @Test
    void aTerminalThatIsLetGoOfGoesOn() throws IOException {
        Container shell = ubuntu("bash").interactive().tty().detached().start();
        try (Session session = shell.attach()) {
            session.stdin().write("x=4711; echo ready\n".getBytes(UTF_8));
            BufferedReader lines = reader(session);
            String line = lines.readLine();
            while (!line.strip().equals("ready")) {
                line = lines.readLine();
            }
            session.detach();
        }
        assertThat(shell.inspect().state().running()).isTrue();
        try (Session session = shell.attach()) {
            session.stdin().write("exit $((x - 4700))\n".getBytes(UTF_8));
            assertThat(session.await(Duration.ofSeconds(10))).isEqualTo(11);
        }
    }

    @Tag("core")
    @Test
    void wrongUseSaysWhatToCallInstead() {
        Container container = ubuntu("sleep", "600").create();
        assertThatThrownBy(container::attach)
                .isInstanceOf(NotRunningException.class)
                .hasMessageContaining("startAttached()");
        container.start();
        assertThatThrownBy(container::startAttached)
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("attach()");
        container.kill();
    }

    /** CONT is one that a program which does not handle it takes no notice of. */
    @Test
    void aSignalOfThisProcessReachesTheContainerWhileTheSessionLasts() throws Exception {
        Container container =
                ubuntu(
                                "bash",
                                "-c",
                                "trap 'echo got it; exit 7' CONT; echo up; while true; do sleep 0.1; done")
                        .create();
        try (Session session = container.startAttached(options -> options.sigProxy())) {
            BufferedReader lines = reader(session);
            assertThat(lines.readLine()).isEqualTo("up");
            String pid = String.valueOf(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-CONT", pid).start().waitFor();
            assertThat(lines.readLine()).isEqualTo("got it");
            assertThat(session.await(Duration.ofSeconds(10))).isEqualTo(7);
        }
    }
}
