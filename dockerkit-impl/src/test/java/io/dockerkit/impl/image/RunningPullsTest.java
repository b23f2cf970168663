package io.dockerkit.impl.image;

import static io.dockerkit.lab.Calls.CHUNKED;
import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import io.dockerkit.spi.PullRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Callers that pull the same image at the same time share one pull, and only that. */
@Timeout(30)
class RunningPullsTest {
    private static final String CREATE = "POST /images/create";
    private static final String FIRST =
            "{\"status\":\"Pulling from library/x\",\"id\":\"latest\"}\r\n"
                    + "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1,\"total\":9},\"id\":\"a1\"}\r\n";
    private static final String SECOND =
            "{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"a1\"}\r\n";
    private static final String LAST = "{\"status\":\"Status: Downloaded newer image for x\"}\r\n";

    /** Opened by the test: the engine then goes on with the pull. */
    private final CountDownLatch goOn = new CountDownLatch(1);

    private ScriptedEngine engine;
    private ImageApi api;
    private ImageCommands images;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
        engine.on("GET /images/x:latest/json", answers("200 OK", "{\"Id\":\"sha256:1\"}"))
                .on("POST /containers/create", answers("201 Created", "{\"Id\":\"c1\"}"));
        api = new ImageApi(engine.rest());
        images = new ImageCommands(api);
    }

    @AfterEach
    void close() throws IOException {
        goOn.countDown();
        engine.close();
    }

    private static String chunk(String text) {
        return "%x\r\n%s\r\n".formatted(text.length(), text);
    }

    /** The engine begins with the pull, and ends it with these items when the test says so. */
    private void engineEndsWith(String items) {
        engine.on(
                CREATE,
                peer -> {
                    peer.send(CHUNKED + chunk(FIRST));
                    engine.tell("begun");
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                    send(peer, chunk(items) + "0\r\n\r\n");
                });
    }

    private void send(Peer peer, String text) {
        try {
            peer.send(text);
        } catch (IOException gone) {
            engine.tell("gone");
        }
    }

    private long pulls() {
        return engine.calls().stream().filter(call -> call.startsWith(CREATE)).count();
    }

    /** One caller on a thread of its own. */
    private static final class InBackground<T> {
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final FutureTask<T> task;
        private final Thread thread;

        InBackground(Caller<T> caller) {
            task = new FutureTask<>((Callable<T>) () -> caller.call(this::see));
            thread = new Thread(task, "caller");
            thread.setDaemon(true);
            thread.start();
        }

        private void see(Progress.Event event) {
            seen.add(event.id() + " " + event.status());
        }

        InBackground<T> hasSeen(String report) throws InterruptedException {
            for (int tries = 0; !seen.contains(report); tries++) {
                assertThat(tries).as("the caller saw %s", seen).isLessThan(1000);
                Thread.sleep(5);
            }
            return this;
        }

        T result() throws Exception {
            return task.get(20, TimeUnit.SECONDS);
        }

        Throwable failure() throws Exception {
            try {
                throw new AssertionError("it returned " + result());
            } catch (ExecutionException failed) {
                return failed.getCause();
            }
        }
    }

    private interface Caller<T> {
        T call(Progress progress);
    }

    private InBackground<String> puller() {
        return new InBackground<>(progress -> images.pull("x").onProgress(progress).execute().id());
    }

    @Test
    void pullsOfTheSameImageAtTheSameTimeAreOneRequest() throws Exception {
        engineEndsWith(SECOND + LAST);
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        InBackground<String> second = puller().hasSeen("a1 Downloading");
        goOn.countDown();
        assertThat(first.result()).isEqualTo("sha256:1");
        assertThat(second.result()).isEqualTo("sha256:1");
        assertThat(pulls()).isEqualTo(1);
        assertThat(first.seen)
                .containsExactly(
                        "latest Pulling from library/x",
                        "a1 Downloading",
                        "a1 Pull complete",
                        " Status: Downloaded newer image for x");
        assertThat(second.seen).isEqualTo(first.seen);
    }

    @Test
    void aRunJoinsThePullOfAnother() throws Exception {
        engineEndsWith(SECOND + LAST);
        ContainerCommands containers =
                new ContainerCommands(new ContainerApi(engine.rest(), api, Map::of));
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        InBackground<String> run =
                new InBackground<String>(
                                progress ->
                                        containers
                                                .run("x")
                                                .pull("always")
                                                .onProgress(progress)
                                                .create()
                                                .id())
                        .hasSeen("a1 Downloading");
        goOn.countDown();
        assertThat(first.result()).isEqualTo("sha256:1");
        assertThat(run.result()).isEqualTo("c1");
        assertThat(pulls()).isEqualTo(1);
    }

    @Test
    void anotherPlatformOrLoginIsAnotherPull() throws Exception {
        engineEndsWith(LAST);
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        InBackground<String> second =
                new InBackground<String>(
                                progress ->
                                        images.pull("x")
                                                .platform("linux/arm64")
                                                .onProgress(progress)
                                                .execute()
                                                .id())
                        .hasSeen("a1 Downloading");
        InBackground<String> third =
                new InBackground<String>(
                                progress ->
                                        images.pull("x")
                                                .credentials("me", "secret")
                                                .onProgress(progress)
                                                .execute()
                                                .id())
                        .hasSeen("a1 Downloading");
        goOn.countDown();
        first.result();
        second.result();
        third.result();
        assertThat(pulls()).isEqualTo(3);
    }

    @Test
    void aPullAfterTheEndOfAnotherIsANewRequest() throws Exception {
        engineEndsWith(LAST);
        goOn.countDown();
        puller().result();
        puller().result();
        assertThat(pulls()).isEqualTo(2);
    }

    @Test
    void anInterruptEndsTheWaitOfOneCallerAndNotThePull() throws Exception {
        engineEndsWith(SECOND + LAST);
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        InBackground<String> second = puller().hasSeen("a1 Downloading");
        first.thread.interrupt();
        assertThat(first.failure())
                .isInstanceOf(DockerInterruptedException.class)
                .hasMessage(
                        "interrupted while waiting to pull image x:latest; so far: {latest=Pulling from library/x, a1=Downloading}");
        goOn.countDown();
        assertThat(second.result()).isEqualTo("sha256:1");
        assertThat(pulls()).isEqualTo(1);
    }

    @Test
    void aTimeOutEndsTheWaitOfOneCallerAndNotThePull() throws Exception {
        engineEndsWith(SECOND + LAST);
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        assertThatThrownBy(() -> images.pull("x").timeout(Duration.ofMillis(50)).execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("gave up to pull image x:latest after 0.05 s; so far: {")
                .hasMessageContaining("a1=Downloading");
        goOn.countDown();
        assertThat(first.result()).isEqualTo("sha256:1");
        assertThat(pulls()).isEqualTo(1);
    }

    @Test
    void theLastCallerThatLeavesCancelsThePull() throws Exception {
        engine.on(
                CREATE,
                peer -> {
                    peer.send(CHUNKED + chunk(FIRST));
                    engine.silent("pull").serve(peer);
                });
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        InBackground<String> second = puller().hasSeen("a1 Downloading");
        assertThat(engine.told()).isEqualTo("pull");
        first.thread.interrupt();
        assertThat(first.failure()).isInstanceOf(DockerInterruptedException.class);
        second.thread.interrupt();
        assertThat(second.failure()).isInstanceOf(DockerInterruptedException.class);
        assertThat(engine.told()).isEqualTo("pull ended");
        // whoever comes afterwards begins anew
        engineEndsWith(LAST);
        goOn.countDown();
        assertThat(puller().result()).isEqualTo("sha256:1");
    }

    @Test
    void anExceptionOfOneListenerReachesOnlyItsOwnCaller() throws Exception {
        engineEndsWith(LAST);
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        assertThatThrownBy(
                        () ->
                                images.pull("x")
                                        .onProgress(
                                                event -> {
                                                    throw new IllegalStateException("mine");
                                                })
                                        .execute())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
        goOn.countDown();
        assertThat(first.result()).isEqualTo("sha256:1");
    }

    @Test
    void aFailureReachesEachCallerAsAnExceptionOfItsOwn() throws Exception {
        engineEndsWith(
                "{\"errorDetail\":{\"message\":\"manifest unknown\"},\"error\":\"manifest unknown\"}\r\n");
        List<InBackground<String>> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(puller().hasSeen("a1 Downloading"));
        }
        goOn.countDown();
        List<Throwable> failures = new ArrayList<>();
        for (InBackground<String> caller : callers) {
            failures.add(caller.failure());
        }
        assertThat(failures)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        failure ->
                                assertThat(failure)
                                        .isExactlyInstanceOf(ImageNotFoundException.class)
                                        .hasMessageStartingWith("cannot pull image x:latest: ")
                                        .hasMessageEndingWith("the registry has no such image"));
        assertThat(failures)
                .extracting(failure -> ((DockerException) failure).commandLine().orElse(""))
                .containsOnly("docker pull x:latest");
        // the trace names the caller
        assertThat(failures)
                .allSatisfy(
                        failure ->
                                assertThat(
                                                Arrays.stream(failure.getStackTrace())
                                                        .map(StackTraceElement::getClassName))
                                        .contains(RunningPullsTest.class.getName()));
        assertThat(pulls()).isEqualTo(1);
    }

    @Test
    void anEngineThatDiesInTheMiddleIsTheSameErrorForAll() throws Exception {
        engine.on(
                CREATE,
                peer -> {
                    peer.send(CHUNKED + chunk(FIRST));
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                    peer.close();
                });
        InBackground<String> first = puller().hasSeen("a1 Downloading");
        InBackground<String> second = puller().hasSeen("a1 Downloading");
        goOn.countDown();
        for (Throwable failure : List.of(first.failure(), second.failure())) {
            assertThat(failure)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("was cut");
        }
        assertThat(pulls()).isEqualTo(1);
    }

    @Test
    void anInterruptedThreadAsksNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> images.pull("x").execute())
                    .isInstanceOf(DockerInterruptedException.class)
                    .hasMessageContaining("the engine was not asked");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void theBeginningOfEachPullIsLoggedOnce() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger log =
                (Logger)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Logger.class},
                                (proxy, method, arguments) -> {
                                    logged.add(method.getName() + " " + arguments[1]);
                                    return null;
                                });
        RunningPulls pulls = new RunningPulls(log);
        InBackground<Pull> first = mirrored(pulls).hasSeen("a1 Downloading");
        InBackground<Pull> second = mirrored(pulls).hasSeen("a1 Downloading");
        goOn.countDown();
        assertThat(first.result()).isSameAs(second.result());
        assertThat(logged)
                .containsExactly(
                        "info pulling image x:1 from registry.example.com/hub/x:1 for linux/arm64");
    }

    /** A pull that reports a layer, and ends when the test says so. */
    private InBackground<Pull> mirrored(RunningPulls pulls) {
        return new InBackground<>(
                progress -> {
                    Pull.Task task =
                            new Pull.Task(
                                    new PullRequest(
                                            ImageReference.parse("x:1"),
                                            false,
                                            "linux/arm64",
                                            null,
                                            progress,
                                            null),
                                    ImageReference.parse("registry.example.com/hub/x:1"));
                    return pulls.pull(
                            task,
                            shared -> {
                                shared.report(new Progress.Event("a1", "Downloading", 1, 9));
                                await(goOn);
                                return new Pull(
                                        engine.rest(), Logins.none(), task, Progress.none());
                            });
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLoginThatIsDeniedSaysSo() {
        engine.on(
                CREATE,
                answers(
                        "500 Internal Server Error",
                        "{\"message\":\"denied: requested access to the resource is denied\"}"));
        assertThatThrownBy(() -> images.pull("x").execute())
                .isInstanceOfSatisfying(
                        AuthenticationRequiredException.class,
                        denied -> assertThat(denied.denied()).isTrue());
    }
}
