package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.dockerkit.Docker;
import io.dockerkit.NotRunningException;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same engine by ssh. */
class SshIT extends OverSsh {
    @Test
    void theEngineAnswersAndItsConnectionIsUsedAgain() {
        EngineCommands engine = new EngineCommands(backend.engine());
        assertThat(engine.version().version())
                .isEqualTo(Witness.RAW.versionCmd().exec().getVersion());
        List<ProcessHandle> first = sshd.clients(ProcessHandle.current());
        for (int i = 0; i < 10; i++) {
            engine.ping();
        }
        assertThat(first).hasSize(1);
        assertThat(sshd.clients(ProcessHandle.current())).isEqualTo(first);
    }

    @Test
    void theSocketOnTheOtherSideCanBeNamed() {
        String engine;
        try (Docker own = Docker.connect()) {
            engine = own.host();
        }
        assertThat(engine).startsWith("unix://");
        String address = sshd.address(engine.substring("unix://".length()));
        try (DockerBackend named = sshd.connect(address)) {
            assertThat(named.host()).isEqualTo(address);
            assertThat(new EngineCommands(named.engine()).info().id())
                    .isEqualTo(Witness.RAW.infoCmd().exec().getId());
        }
    }

    @Test
    void aRunLosesNothing() {
        RunResult both =
                Witness.run(containers, "ubuntu")
                        .rm()
                        .command("sh", "-c", "seq 50000; echo err >&2; exit 3")
                        .execute();
        assertThat(both.stdout().lines().count()).isEqualTo(50_000);
        assertThat(both.stderr()).isEqualTo("err\n");
        assertThat(both.exitCode()).isEqualTo(3);
    }

    @Test
    void theEndOfStdinReachesTheProcess() throws IOException {
        RunResult counted =
                Witness.run(containers, "ubuntu")
                        .stdin("a line\n".repeat(100_000))
                        .command("wc", "-l")
                        .execute();
        assertThat(counted.stdout().strip()).isEqualTo("100000");
        Container ubuntu = idle();
        assertThat(ubuntu.exec("cat").stdin("the end is seen").execute().stdout())
                .isEqualTo("the end is seen");
        try (Session bash = ubuntu.exec("bash").interactive().attach()) {
            bash.stdin().write("echo $((6 * 7)); exit 5\n".getBytes(StandardCharsets.UTF_8));
            assertThat(bash.await(Duration.ofSeconds(20))).isEqualTo(5);
            assertThat(new String(bash.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("42\n");
        }
    }

    @Test
    void oneConnectionOfSshsOwnMayCarryThemAll() throws IOException {
        sshd.configure(
                "ControlMaster auto", "ControlPath " + home.resolve("%C"), "ControlPersist 1");
        try {
            Container ubuntu = idle();
            for (int i = 0; i < 3; i++) {
                assertThat(ubuntu.exec("cat").stdin("line").execute().stdout()).isEqualTo("line");
            }
            try (Stream<Path> files = Files.list(home)) {
                assertThat(
                                files.filter(
                                        file ->
                                                !Files.isRegularFile(file)
                                                        && !Files.isDirectory(file)))
                        .as("the socket by which ssh shares its connection")
                        .hasSize(1);
            }
        } finally {
            sshd.configure();
        }
    }

    @Test
    void dockerJavaGoesTheSameWay() {
        DockerClient client = backend.unwrap(DockerClient.class).orElseThrow();
        assertThat(client.infoCmd().exec().getId()).isEqualTo(Witness.RAW.infoCmd().exec().getId());
        assertThat(sshd.clients(ProcessHandle.current())).hasSize(1);
    }

    @Test
    void errorsOfTheEngineAreItsOwn() {
        Container stopped = Witness.run(containers, "ubuntu").create();
        assertThatThrownBy(() -> stopped.exec("ls").execute())
                .isInstanceOf(NotRunningException.class);
    }

    @Test
    void manyFollowedLogsGoOnAtATimeAndEndEarly() {
        Container talker =
                Witness.run(containers, "ubuntu")
                        .detached()
                        .command("sh", "-c", "while :; do date +%s%N; sleep 0.1; done")
                        .start();
        List<Stream<LogLine>> open = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Stream<LogLine> lines = talker.logs().follow().lines();
            open.add(lines);
            Iterator<LogLine> each = lines.iterator();
            assertThat(each.next().text()).isNotEmpty();
            assertThat(each.next().text()).isNotEmpty();
        }
        open.forEach(Stream::close);
        assertThat(talker.inspect().state().running()).isTrue();
    }

    @Test
    void eventsAndLogsComeToManySubscribers() throws Exception {
        Container talker = idle();
        AtomicLong heard = new AtomicLong();
        List<AutoCloseable> open = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            open.add(
                    new EngineCommands(backend.engine())
                            .events()
                            .container(talker.id())
                            .event("pause")
                            .subscribe(event -> heard.incrementAndGet()));
        }
        talker.pause();
        talker.unpause();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (heard.get() < 5 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        for (AutoCloseable each : open) {
            each.close();
        }
        assertThat(heard).hasValue(5);
    }

    @Test
    void fiftyMegabytesAreCopiedBothWays(@TempDir Path here) throws IOException {
        byte[] content = new byte[50 << 20];
        new Random(7).nextBytes(content);
        Path file = Files.write(here.resolve("big"), content);
        Container ubuntu = idle();
        ubuntu.copyTo(file, "/tmp/big");
        ubuntu.copyFrom("/tmp/big", here.resolve("back"));
        assertThat(Files.mismatch(file, here.resolve("back"))).isEqualTo(-1);
    }

    @Test
    void twentyCallsGoAtATime() throws Exception {
        Container ubuntu = idle();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<ExecResult>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String word = "call " + i;
                calls.add(threads.submit(() -> ubuntu.exec("echo", word).execute()));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(calls.get(i).get().stdout()).isEqualTo("call " + i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
