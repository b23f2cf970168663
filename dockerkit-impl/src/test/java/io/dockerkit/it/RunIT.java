package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ContainerExitException;
import io.dockerkit.ContainerStartException;
import io.dockerkit.Containers;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.NotReadyException;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogsSpec.Logs;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.container.run.RunSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Witness.class)
@Timeout(120)
class RunIT {
    private static RunSpec ubuntu(String... command) {
        return Witness.run("ubuntu").command(command);
    }

    @Tag("core")
    @Test
    void bothStreamsComeApartAndWhole() {
        RunResult result =
                ubuntu(
                                "sh",
                                "-c",
                                "for i in $(seq 2000); do echo out $i; echo err $i >&2; done; exit 9")
                        .rm()
                        .execute();
        assertThat(result.exitCode()).isEqualTo(9);
        assertThat(result.stdout()).isEqualTo(lines("out"));
        assertThat(result.stderr()).isEqualTo(lines("err"));
    }

    private static String lines(String word) {
        StringBuilder text = new StringBuilder();
        IntStream.rangeClosed(1, 2000)
                .forEach(i -> text.append(word).append(' ').append(i).append('\n'));
        return text.toString();
    }

    @Tag("core")
    @Test
    void multiByteTextIsNotBrokenByFrames() {
        String unit = "aé漢𝄞";
        RunResult result =
                ubuntu("sh", "-c", "for i in $(seq 3000); do printf " + unit + "; done")
                        .rm()
                        .execute();
        assertThat(result.stdout()).isEqualTo(unit.repeat(3000));
    }

    @Tag("core")
    @Test
    void inputIsFedAndItsEndSeen() {
        byte[] input = new byte[2_000_000];
        Arrays.fill(input, (byte) 'y');
        assertThat(ubuntu("cat").rm().stdin(input).execute().stdoutBytes()).isEqualTo(input);
        assertThat(ubuntu("wc", "-c").rm().stdin("four").execute().stdout().strip()).isEqualTo("4");
    }

    @Test
    void aProgramThatDoesNotReadItsInputIsNotWaitedFor() {
        RunResult result = ubuntu("true").rm().stdin(new byte[5_000_000]).execute();
        assertThat(result.exitCode()).isZero();
    }

    @Tag("core")
    @Test
    void failureCarriesTheEndsOfBothStreams() {
        RunResult result = ubuntu("sh", "-c", "echo a; echo b >&2; exit 5").rm().execute();
        assertThatThrownBy(result::requireSuccess)
                .isInstanceOfSatisfying(
                        ContainerExitException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(5);
                            assertThat(e.stdout()).isEqualTo("a\n");
                            assertThat(e.stderr()).isEqualTo("b\n");
                        })
                .hasMessageContaining("docker run");
    }

    @Test
    void wantOfMemoryIsTold() {
        // at once, it could be over before containerd watches its memory
        RunResult result =
                ubuntu("sh", "-c", "sleep 1; head -c 200m /dev/zero | tail")
                        .memory("16m")
                        .memorySwap("16m")
                        .execute();
        assertThat(result.exitCode()).isEqualTo(137);
        assertThat(result.oomKilled()).isTrue();
    }

    @Test
    void aProgramThatIsNotThereLeavesNothing() {
        assertThatThrownBy(() -> ubuntu("there-is-no-such-program").execute())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContaining("there-is-no-such-program")
                .hasMessageContaining("the image has no such program");
        assertThatThrownBy(() -> ubuntu("there-is-no-such-program").detached().start())
                .isInstanceOf(ContainerStartException.class);
        assertThat(Witness.labelled()).isEmpty();
    }

    @Test
    void aCommandLineAsOneArgumentIsToldFromAMissingProgram() {
        assertThatThrownBy(() -> ubuntu("echo hello").execute())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContaining("\"echo hello\" is one argument")
                .hasMessageContaining("write command(\"echo\", \"hello\")");
        assertThatThrownBy(() -> ubuntu("x").entrypoint("echo hello").execute())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContaining("write entrypoint(\"echo\").command(\"hello\")");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Tag("core")
    @Test
    void aRunThatTakesTooLongIsKilled() {
        assertThatThrownBy(
                        () ->
                                ubuntu("sh", "-c", "echo begun; sleep 60")
                                        .rm()
                                        .timeout(Duration.ofSeconds(4))
                                        .execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("was killed")
                .hasMessageContaining("begun");
        assertThat(Witness.labelled()).isEmpty();
    }

    @Tag("core")
    @Test
    void anInterruptEndsTheRunAndKeepsTheFlag() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread runner =
                new Thread(
                        () -> {
                            try {
                                ubuntu("sleep", "60").execute();
                            } catch (RuntimeException e) {
                                thrown.set(e);
                                flag.set(Thread.currentThread().isInterrupted());
                            }
                        });
        runner.start();
        while (Witness.labelled().stream().noneMatch(c -> c.getState().equals("running"))) {
            Thread.sleep(20);
        }
        runner.interrupt();
        runner.join(10_000);
        assertThat(thrown.get()).isInstanceOf(DockerInterruptedException.class);
        assertThat(flag.get()).isTrue();
        // whoever interrupts wants the thread at once: the container is ended in another
        Witness.awaitListed(0, "running");
    }

    @Tag("core")
    @Test
    void cleanUpOnAnInterruptedThreadIsCarriedOut() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> ubuntu("true").execute())
                    .isInstanceOf(DockerInterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(Witness.labelled()).isEmpty();
    }

    @Tag("core")
    @Test
    void aSpecIsUsedManyTimesAndByManyThreads() throws Exception {
        RunSpec spec =
                Containers.run("ubuntu")
                        .label(KEY, SESSION)
                        .rm()
                        .command("sh", "-c", "echo $HOSTNAME");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<String> run = () -> spec.execute().requireSuccess().stdout();
            List<Future<String>> all = threads.invokeAll(List.of(run, run, run, run, run, run));
            List<String> names = new ArrayList<>();
            for (Future<String> one : all) {
                names.add(one.get());
            }
            assertThat(names).doesNotHaveDuplicates().hasSize(6);
        } finally {
            threads.shutdownNow();
        }
    }

    @Tag("core")
    @Test
    void theTerminalsFirstByteIsNotGuessedAt() {
        RunResult result = ubuntu("printf", "\\001\\002abc").rm().tty().execute();
        assertThat(result.stdoutBytes()).isEqualTo("\001\002abc".getBytes(UTF_8));
    }

    @Tag("core")
    @Test
    void logsAreWhatWasWritten() {
        Container container =
                ubuntu("sh", "-c", "echo one; echo two >&2; echo three").detached().start();
        container.awaitExit();
        Logs logs = container.logs().execute();
        assertThat(logs.stdout()).isEqualTo("one\nthree\n");
        assertThat(logs.stderr()).isEqualTo("two\n");
        Container lines = ubuntu("seq", "5").detached().start();
        lines.awaitExit();
        assertThat(lines.logs().tail(2).execute().stdout()).isEqualTo("4\n5\n");
        assertThat(container.logs().timestamps().execute().stderr())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\S+ two\n");
    }

    @Tag("core")
    @Test
    void waitingForWhatEndsTellsItsEnd() {
        Container short1 = ubuntu("sh", "-c", "echo last words; exit 3").detached().start();
        assertThatThrownBy(() -> short1.waitFor(Wait.log("never").timeout(Duration.ofSeconds(20))))
                .isInstanceOf(NotReadyException.class)
                .isNotInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("exited with code 3 before becoming ready")
                .hasMessageContaining("last words");
        Container longer = ubuntu("sh", "-c", "echo here; sleep 60").detached().start();
        assertThatThrownBy(() -> longer.waitFor(Wait.log("never").timeout(Duration.ofMillis(500))))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("was not ready after 0.5 s")
                .hasMessageContaining("here");
        assertThatThrownBy(() -> longer.awaitExit(Duration.ofMillis(200)))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("is still running after 0.2 s");
    }

    @Test
    void healthIsWaitedFor() {
        Container container =
                ubuntu("sh", "-c", "sleep 1; touch /ready; sleep 60")
                        .detached()
                        .healthCmd("test -e /ready")
                        .healthInterval(Duration.ofMillis(200))
                        .start();
        container.waitFor(Wait.healthy().timeout(Duration.ofSeconds(30)));
        assertThat(Witness.container(container.id()).getState().getHealth().getStatus())
                .isEqualTo("healthy");
    }

    @Test
    void whatTheEngineWarnsOfIsInTheResult() {
        RunResult result =
                Witness.run("busybox")
                        .flag("oom-kill-disable", "true")
                        .rm()
                        .command("true")
                        .execute();
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("OOM"));
    }
}
