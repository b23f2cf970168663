package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.SWITCHED;
import static io.dockerkit.lab.Calls.answers;
import static io.dockerkit.lab.Calls.bytes;
import static io.dockerkit.lab.Calls.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotRunningException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.Subscription;
import io.dockerkit.container.Session;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.impl.tar.TarWriter;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Engines that take their time and containers that write without end: no call lasts or keeps more than it may. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class LimitTrapsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Behaviour DONE = peer -> peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    private static final String CREATED = "{\"Id\":\"" + ScriptedEngine.ID + "\"}";

    @TempDir Path files;
    private ScriptedEngine engine;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
    }

    @AfterEach
    void close() throws IOException {
        Thread.interrupted();
        engine.close();
    }

    private static void timesOutSoon(ThrowingCallable call, String message) {
        long start = System.nanoTime();
        assertThatThrownBy(call)
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining(message);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    /** Creates the container when it is told to. */
    private CountDownLatch createsLater() {
        CountDownLatch now = new CountDownLatch(1);
        engine.on(
                        "POST /containers/create",
                        peer -> {
                            engine.tell("creates");
                            now.await();
                            answers("201 Created", CREATED).serve(peer);
                        })
                .onContainer(
                        "DELETE",
                        "",
                        peer -> {
                            engine.tell("removed");
                            DONE.serve(peer);
                        });
        return now;
    }

    @Test
    void whatIsCreatedAfterTheTimeOfARunIsOverIsRemoved() throws Exception {
        CountDownLatch now = createsLater();
        timesOutSoon(
                () -> engine.containers().run("busybox").timeout(SHORT).execute(),
                "docker run busybox had not ended after 0.3 s");
        assertThat(engine.told()).isEqualTo("creates");
        now.countDown();
        assertThat(engine.told()).isEqualTo("removed");
    }

    @Test
    void whatIsCreatedAfterAnInterruptIsRemoved() throws Exception {
        CountDownLatch now = createsLater();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread creating =
                new Thread(
                        () ->
                                thrown.set(
                                        catchThrowable(
                                                () -> engine.containers().run("busybox").create())),
                        "test-create");
        creating.start();
        assertThat(engine.told()).isEqualTo("creates");
        creating.interrupt();
        creating.join(5_000);
        assertThat(thrown.get())
                .isInstanceOf(DockerInterruptedException.class)
                .hasMessageContaining("removed in the background");
        now.countDown();
        assertThat(engine.told()).isEqualTo("removed");
    }

    @Test
    void anErrorOfACreationHasTheCallersStack() {
        engine.on("POST /containers/create", answers("500 Oh", "{\"message\":\"no luck\"}"));
        assertThatThrownBy(() -> engine.containers().run("busybox").create())
                .hasMessageContaining("no luck")
                .hasStackTraceContaining("LimitTrapsTest.anErrorOfACreationHasTheCallersStack");
    }

    @Test
    void aThreadThatIsInterruptedAlreadyAsksForNothing() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> engine.containers().run("busybox").create())
                .isInstanceOf(DockerInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(engine.calls()).noneMatch(call -> call.contains("create"));
    }

    @Test
    void theTimeOfARunIsThatOfItsPullToo() {
        engine.on("POST /images/create", engine.silent("pull"));
        timesOutSoon(
                () -> engine.containers().run("busybox").pull("always").timeout(SHORT).execute(),
                "docker run --pull always busybox had not ended after 0.3 s");
    }

    @Test
    void theTimeOfARunIsThatOfItsStartToo() {
        engine.on("POST /containers/create", answers("201 Created", CREATED))
                .onContainer("POST", "/wait", peer -> peer.send(Calls.CHUNKED))
                .onContainer("POST", "/attach", peer -> peer.send(SWITCHED))
                .onContainer("POST", "/start", engine.silent("start"))
                .onContainer("DELETE", "", DONE);
        timesOutSoon(
                () -> engine.containers().run("busybox").timeout(SHORT).execute(),
                "docker run busybox had not ended after 0.3 s");
        assertThat(engine.calls()).anyMatch(call -> call.startsWith("DELETE"));
    }

    @Test
    void theTimeOfAnExecIsThatOfItsCreationToo() {
        engine.onContainer("POST", "/exec", engine.silent("exec"));
        timesOutSoon(
                () -> engine.container().exec("sh").timeout(SHORT).execute(),
                "had not ended after 0.3 s");
    }

    private void execWrites(byte[]... output) {
        engine.on("POST /exec/e/start", Calls.streams(SWITCHED, output));
    }

    @Test
    void anExecKeepsNoMoreOutputThanItMay() {
        execWrites(frame(1, bytes("0123456789")), frame(2, bytes("abcdef")));
        assertThat(engine.container().exec("sh").maxOutput(16).execute().stderr())
                .isEqualTo("abcdef");
        assertThatThrownBy(() -> engine.container().exec("sh").maxOutput(15).execute())
                .isInstanceOfSatisfying(
                        OutputLimitException.class,
                        tooMuch -> assertThat(tooMuch.limit()).isEqualTo(15))
                .hasMessageContaining(
                        "docker exec c0ffeec0ffee sh wrote more than 15 bytes, the limit for output that is kept in memory")
                .hasMessageContaining("stdoutTo(…)")
                .hasMessageContaining("raise the limit with maxOutput(…)")
                .hasMessageContaining("0123456789abcde");
    }

    @Test
    void whatGoesToTheCallersStreamDoesNotCount() {
        execWrites(frame(1, bytes("0123456789")), frame(2, bytes("abc")));
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        assertThat(engine.container().exec("sh").maxOutput(3).stdoutTo(out).execute().stderr())
                .isEqualTo("abc");
        assertThat(out).hasToString("0123456789");
    }

    @Test
    void aLimitIsANumberOfBytesThatAnArrayHolds() {
        for (long wrong : new long[] {0, -1, Integer.MAX_VALUE, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> engine.container().exec("sh").maxOutput(wrong))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("maxOutput")
                    .hasMessageContaining(String.valueOf(wrong))
                    .hasMessageContaining("from 1 to 2147483639");
            assertThatThrownBy(() -> engine.container().logs().maxOutput(wrong))
                    .isInstanceOf(InvalidOptionException.class);
        }
    }

    @Test
    void aRunThatWritesTooMuchIsKilled() {
        engine.on("POST /containers/create", answers("201 Created", CREATED))
                .onContainer("POST", "/wait", peer -> peer.send(Calls.CHUNKED))
                .onContainer(
                        "POST",
                        "/attach",
                        peer -> {
                            peer.send(SWITCHED);
                            peer.send(frame(1, bytes("yes\n".repeat(100))));
                            peer.awaitEnd();
                        })
                .onContainer("POST", "/start", DONE)
                .onContainer("DELETE", "", DONE);
        assertThatThrownBy(() -> engine.containers().run("busybox").rm().maxOutput(100).execute())
                .isInstanceOf(OutputLimitException.class)
                .hasMessageContaining("container c0ffeec0ffee was killed");
        assertThat(engine.calls()).anyMatch(call -> call.startsWith("DELETE"));
    }

    @Test
    void logsAreNotKeptBeyondTheLimit() {
        engine.onContainer("GET", "/json", answers("200 OK", "{}"))
                .onContainer(
                        "GET",
                        "/logs",
                        Calls.streams(
                                "HTTP/1.1 200 OK\r\n\r\n", frame(1, bytes("line\n".repeat(10)))));
        assertThat(engine.container().logs().maxOutput(50).execute().stdout()).hasSize(50);
        assertThatThrownBy(() -> engine.container().logs().maxOutput(49).execute())
                .isInstanceOf(OutputLimitException.class)
                .hasMessageContaining("tail(…)")
                .hasMessageContaining("lines()");
    }

    @Test
    void aSessionDoesNotKeepMoreThanItMayWhileItIsWaitedFor() {
        byte[][] frames = new byte[64][];
        java.util.Arrays.fill(frames, frame(1, new byte[64 * 1024]));
        execWrites(frames);
        try (Session session = engine.container().exec("sh").maxOutput(1000).attach()) {
            assertThatThrownBy(session::await)
                    .isInstanceOf(OutputLimitException.class)
                    .hasMessageContaining("wrote more than 1000 bytes")
                    .hasMessageContaining("read both streams while you wait");
        }
    }

    @Test
    void theExitCodeOfAWindowsProcessIsRead() {
        execWrites(frame(1, bytes("done")));
        engine.on(
                "GET /exec/e/json",
                answers("200 OK", "{\"Running\":false,\"ExitCode\":3221225786}"));
        assertThat(engine.container().exec("cmd").execute().exitCode()).isEqualTo(0xC000013A);
        engine.on(
                "GET /exec/e/json",
                answers("200 OK", "{\"Running\":false,\"ExitCode\":99999999999}"));
        assertThatThrownBy(() -> engine.container().exec("cmd").execute())
                .hasMessageContaining("has the exit code 99999999999, which no process has");
    }

    @Test
    void anEndWithoutAnExitCodeIsAnError() {
        for (String answer :
                new String[] {"{}", "{\"StatusCode\":null}", "{\"StatusCode\":\"0\"}"}) {
            engine.onContainer("POST", "/wait", answers("200 OK", answer));
            assertThatThrownBy(() -> engine.container().awaitExit())
                    .as(answer)
                    .isInstanceOf(DockerException.class)
                    .hasMessageContaining("the engine's answer has no StatusCode");
        }
    }

    @Test
    void anExecInAContainerThatExitedSaysWhen() {
        engine.onContainer(
                        "POST",
                        "/exec",
                        answers("409 Conflict", "{\"message\":\"Container c is not running\"}"))
                .onContainer(
                        "GET",
                        "/json",
                        answers(
                                "200 OK",
                                "{\"Name\":\"/web\",\"State\":{\"Status\":\"exited\",\"Running\":false,\"Paused\":false,"
                                        + "\"Pid\":0,\"OOMKilled\":false,\"Error\":\"\",\"ExitCode\":3,"
                                        + "\"StartedAt\":\"2026-11-28T06:00:00Z\",\"FinishedAt\":\"2026-11-28T07:00:00.5Z\"}}"));
        assertThatThrownBy(() -> engine.container().exec("ls").execute())
                .isInstanceOf(NotRunningException.class)
                .hasMessage(
                        "cannot run a command in container c0ffeec0ffee: it exited with code 3 at 2026-11-28T07:00:00Z;"
                                + " see container.logs(), or start it again with container.start()");
    }

    @Test
    void logsOfAContainerThatIsGoneNameTheCallThatWasMade() {
        Behaviour gone =
                answers(
                        "404 Not Found",
                        "{\"message\":\"No such container: " + ScriptedEngine.ID + "\"}");
        engine.onContainer("GET", "/json", gone).onContainer("GET", "/logs", gone);
        assertThatThrownBy(() -> engine.container().logs().execute())
                .hasMessageStartingWith("cannot read the logs of container c0ffeec0ffee");
    }

    @Test
    void anErrorOfAConsumerIsThrownByCloseWhereNobodyAwaits() throws Exception {
        engine.onContainer("GET", "/json", answers("200 OK", "{}"))
                .onContainer(
                        "GET",
                        "/logs",
                        Calls.streams("HTTP/1.1 200 OK\r\n\r\n", frame(1, bytes("a line\n"))));
        Subscription logs =
                engine.container()
                        .logs()
                        .subscribe(
                                line -> {
                                    throw new IllegalArgumentException("mine: " + line);
                                });
        for (int i = 0; i < 500 && !logs.isDone(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThatThrownBy(logs::close)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine: a line");
        logs.close();
    }

    @Test
    void aFileIsNotReadBeyondTheLimit() {
        String stat =
                "{\"name\":\"f\",\"size\":2000,\"mode\":420,"
                        + "\"mtime\":\"2024-01-02T03:04:05Z\",\"linkTarget\":\"\"}";
        String head =
                "HTTP/1.1 200 OK\r\nX-Docker-Container-Path-Stat: "
                        + Base64.getEncoder().encodeToString(stat.getBytes(StandardCharsets.UTF_8))
                        + "\r\nContent-Length: ";
        byte[] archive = TarWriter.single("f", 0644, new byte[2000]);
        engine.onContainer("HEAD", "/archive", peer -> peer.send(head + "0\r\n\r\n"))
                .onContainer(
                        "GET",
                        "/archive",
                        peer ->
                                peer.send(
                                        Calls.join(
                                                bytes(head + archive.length + "\r\n\r\n"),
                                                archive)));
        assertThat(engine.container().readBytes("/f", 2000)).hasSize(2000);
        assertThatThrownBy(() -> engine.container().readBytes("/f", 1999))
                .isInstanceOf(OutputLimitException.class)
                .hasMessageContaining(
                        "it has 2000 bytes, and no more than 1999 are kept in memory");
    }

    @Test
    void aLineOfABuildThatDoesNotEndIsHandedOverInPieces() throws IOException {
        int size = 2 * 1024 * 1024 + 5;
        engine.on(
                "POST /build",
                answers(
                        "200 OK",
                        "{\"stream\":\""
                                + "x".repeat(size)
                                + "\\n\"}\n{\"aux\":{\"ID\":\"sha256:1\"}}\n"));
        List<String> lines = new ArrayList<>();
        engine.images()
                .build(context("FROM scratch\n"))
                .builder(BuildSpec.Builder.CLASSIC)
                .onOutput(lines::add)
                .execute();
        assertThat(lines).extracting(String::length).containsExactly(1024 * 1024, 1024 * 1024, 5);
    }

    @Test
    void aDockerfileOutsideOfTheContextHasTheSameNameEachTimeSoThatTheCacheIsUsed()
            throws IOException {
        engine.on("POST /build", answers("200 OK", "{\"aux\":{\"ID\":\"sha256:1\"}}\n"));
        Path context = context("FROM scratch\n");
        Path outside = Files.writeString(files.resolve("Other"), "FROM scratch\nUSER 1\n");
        List<String> names = new ArrayList<>();
        for (String text :
                List.of("FROM scratch\nUSER 1\n", "FROM scratch\nUSER 1\n", "FROM scratch\n")) {
            Files.writeString(outside, text);
            engine.images()
                    .build(context)
                    .file(outside)
                    .builder(BuildSpec.Builder.CLASSIC)
                    .execute();
            String call =
                    engine.calls().stream()
                            .filter(one -> one.startsWith("POST /build"))
                            .reduce((before, last) -> last)
                            .orElseThrow();
            names.add(call.replaceFirst(".*[?&]dockerfile=([^&]*).*", "$1"));
        }
        assertThat(names.get(0)).matches("\\.dockerfile\\.[0-9a-f]{20}").isEqualTo(names.get(1));
        assertThat(names.get(2)).isNotEqualTo(names.get(0));
    }

    private Path context(String dockerfile) throws IOException {
        Path context = Files.createDirectories(files.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        return context;
    }
}
