package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.lab.Fault;
import io.dockerkit.lab.FaultyProxy;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How what goes by ssh ends before its time: by the caller, and by the other side. */
class SshEndsIT extends OverSsh {
    @Tag("exclusive")
    @Test
    void anInterruptEndsAWaitAtOnce() throws InterruptedException {
        Container ubuntu = idle();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicLong endedAt = new AtomicLong();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                ubuntu.awaitExit();
                            } catch (DockerException e) {
                                endedAt.set(System.nanoTime());
                                thrown.set(e);
                            }
                        });
        waiting.start();
        awaitBlocked(waiting);
        long start = System.nanoTime();
        waiting.interrupt();
        waiting.join();
        assertThat(thrown.get()).isInstanceOf(DockerInterruptedException.class);
        assertThat(Duration.ofNanos(endedAt.get() - start)).isLessThan(Duration.ofMillis(100));
        assertThat(ubuntu.inspect().state().running()).isTrue();
    }

    private static void awaitBlocked(Thread thread) {
        while (Stream.of(thread.getStackTrace())
                .noneMatch(frame -> frame.getClassName().endsWith(".SshLink"))) {
            assertThat(thread.isAlive()).isTrue();
        }
    }

    private static void awaitClients(int number) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (sshd.clients(ProcessHandle.current()).size() < number) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void aDeadlineEndsACall() {
        assertThatThrownBy(
                        () ->
                                Witness.run(containers, "ubuntu")
                                        .timeout(Duration.ofSeconds(1))
                                        .command("sleep", "60")
                                        .execute())
                .isInstanceOf(DockerTimeoutException.class);
        assertThat(Witness.labelled()).noneMatch(c -> c.getState().equals("running"));
    }

    /** An engine never ends an attachment to what was removed before it was started, and here nobody else can. */
    @Test
    void aRunThatFailsBeforeItsStartLeavesNothingOnTheOtherSide() {
        try (Docker own = Docker.connect();
                FaultyProxy proxy = FaultyProxy.onSocket(own.host())) {
            String address = sshd.address(proxy.address().substring("unix://".length()));
            try (DockerBackend byProxy = sshd.connect(address)) {
                RunSpec run =
                        new ContainerCommands(byProxy.containers())
                                .run("ubuntu")
                                .label(KEY, SESSION)
                                .command("true");
                proxy.next("POST \\S+/wait", Fault.of(Fault.Kind.STATUS_500, 0));
                assertThatThrownBy(run::execute).isInstanceOf(EngineException.class);
                assertThat(proxy.struck()).isTrue();
                proxy.next("POST \\S+/wait", Fault.of(Fault.Kind.STATUS_500, 0));
                assertThatThrownBy(run::attach).isInstanceOf(EngineException.class);
                assertThat(proxy.struck()).isTrue();
            }
            noSshIsLeft();
        }
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void closingEndsWhatIsOpen() {
        Container quiet = idle();
        Stream<LogLine> lines = quiet.logs().follow().lines();
        Thread reader = new Thread(() -> ends(lines));
        reader.start();
        awaitClients(1);
        assertThat(sshd.programs()).isNotEmpty();
        backend.close();
        assertThat(reader).satisfies(thread -> thread.join(5000));
        assertThat(reader.isAlive()).isFalse();
    }

    private static void ends(Stream<LogLine> lines) {
        assertThatThrownBy(() -> lines.forEach(line -> {})).isInstanceOf(DockerException.class);
    }

    @Test
    void aServerThatDiesInTheMiddleOfAStreamIsToldInSshsWords() {
        Container talker =
                Witness.run(containers, "ubuntu")
                        .detached()
                        .command("sh", "-c", "while :; do date; sleep 0.1; done")
                        .start();
        Iterator<LogLine> lines = talker.logs().follow().lines().iterator();
        assertThat(lines.next().text()).isNotEmpty();
        sshd.killSessions();
        assertThatThrownBy(() -> lines.forEachRemaining(line -> {}))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("ssh ended with code 255: ")
                .hasMessageContaining("closed by remote host");
        assertThat(talker.inspect().state().running()).isTrue();
    }

    @Test
    void aServerThatDiesUnderASessionIsNotItsEnd() throws IOException {
        Container ubuntu = idle();
        try (Session bash = ubuntu.exec("bash").interactive().attach()) {
            bash.stdin().write("echo here\n".getBytes(StandardCharsets.UTF_8));
            assertThat(bash.stdout().readNBytes(5))
                    .isEqualTo("here\n".getBytes(StandardCharsets.UTF_8));
            sshd.killSessions();
            assertThatThrownBy(() -> bash.stdout().readAllBytes())
                    .hasMessageContaining("closed by remote host");
        }
    }

    @Test
    void idleConnectionsThatDiedAreReplaced() {
        EngineCommands engine = new EngineCommands(backend.engine());
        engine.ping();
        List<ProcessHandle> idle = sshd.clients(ProcessHandle.current());
        sshd.killSessions();
        idle.forEach(ssh -> ssh.onExit().join());
        engine.ping();
        assertThat(sshd.clients(ProcessHandle.current())).hasSize(1);
    }
}
