package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotRunningException;
import io.dockerkit.container.Container;
import io.dockerkit.impl.transport.HeaderWire;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Calls that docker-java hung in, repeated, lost or left undone; each test is named by the row of the list of traps. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class CallTrapsTest {
    private static final Behaviour DONE = peer -> peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    private static final Behaviour NOT_FOUND =
            answers("404 Not Found", "{\"message\":\"No such container: c\"}");

    private static final String CONTAINER = "{\"Id\":\"" + ScriptedEngine.ID + "\"}";

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

    @Test
    void t05AStreamThatIsAnswered404IsThe404() {
        engine.onContainer(
                        "GET", "/json", answers("200 OK", "{\"Id\":\"" + ScriptedEngine.ID + "\"}"))
                .onContainer("GET", "/logs", NOT_FOUND)
                .on("POST /exec/e/start", NOT_FOUND);
        Container container = engine.container();
        assertThatThrownBy(() -> container.logs().execute())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such container: c");
        assertThatThrownBy(() -> container.exec("sh").attach())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such container: c");
    }

    @Test
    void t10AnExecWithStdinThatIsRefusedHasTheEnginesWords() {
        String words = "container c0ffee is not running";
        engine.on("POST /exec/e/start", answers("409 Conflict", "{\"message\":\"" + words + "\"}"));
        Container container = engine.container();
        assertThatThrownBy(() -> container.exec("cat").stdin("input").execute())
                .isInstanceOfSatisfying(
                        NotRunningException.class,
                        refused -> {
                            assertThat(refused.engineMessage()).isEqualTo(words);
                            assertThat(refused.status()).isEqualTo(409);
                        });
    }

    @Test
    void t14AConnectionThatWasClosedWhileIdleIsNotUsedForAPost() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        engine.on(
                        "GET /containers/c/json",
                        peer -> {
                            answers("200 OK", "{\"Id\":\"" + ScriptedEngine.ID + "\"}").serve(peer);
                            peer.close();
                            closed.countDown();
                        })
                .onContainer("POST", "/start", DONE);
        Container container = engine.container();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(container.start()).isTrue();
        assertThat(engine.calls())
                .containsExactly("POST /containers/" + ScriptedEngine.ID + "/start");
    }

    @Test
    void t14APostThatTheEngineMayHaveCarriedOutIsNotSentAgain() {
        engine.onContainer("POST", "/start", peer -> peer.close());
        Container container = engine.container();
        assertThatThrownBy(container::start)
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("it was not sent again");
        assertThat(engine.calls()).hasSize(1);
    }

    private static String last(ScriptedEngine engine) {
        return engine.calls().get(engine.calls().size() - 1);
    }

    /** Waits in a thread of its own, which is interrupted once the engine has been told of the call. */
    private DockerInterruptedException interrupted(Runnable call, String told) throws Exception {
        CompletableFuture<DockerInterruptedException> thrown = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                call.run();
                                thrown.completeExceptionally(new AssertionError("came back"));
                            } catch (DockerInterruptedException expected) {
                                flag.complete(Thread.currentThread().isInterrupted());
                                thrown.complete(expected);
                            } catch (RuntimeException other) {
                                thrown.completeExceptionally(other);
                            }
                        },
                        "test-caller");
        waiting.start();
        assertThat(engine.told()).isEqualTo(told);
        waiting.interrupt();
        DockerInterruptedException result = thrown.get(10, TimeUnit.SECONDS);
        assertThat(flag.get(10, TimeUnit.SECONDS)).as("interrupt flag").isTrue();
        return result;
    }

    @Test
    void t19AnInterruptWhileWaitingForTheExitCodeKeepsTheFlag() throws Exception {
        engine.onContainer("POST", "/wait", engine.silent("waits"));
        Container container = engine.container();
        assertThat(interrupted(container::awaitExit, "waits"))
                .hasMessageContaining("interrupted while")
                .hasMessageContaining("/wait");
    }

    @Test
    void t20ARunThatIsInterruptedIsEndedAllTheSame() throws Exception {
        engine.on(
                        "POST /containers/create",
                        answers("201 Created", "{\"Id\":\"" + ScriptedEngine.ID + "\"}"))
                .onContainer(
                        "POST",
                        "/attach",
                        peer -> {
                            peer.send(Calls.SWITCHED);
                            peer.awaitEnd();
                        })
                .onContainer("POST", "/wait", peer -> peer.send(Calls.CHUNKED))
                .onContainer(
                        "POST",
                        "/start",
                        peer -> {
                            DONE.serve(peer);
                            engine.tell("started");
                        })
                .onContainer("DELETE", "", DONE);
        interrupted(() -> engine.containers().run("busybox").rm().execute(), "started");
        for (int i = 0; i < 500 && !last(engine).startsWith("DELETE"); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(last(engine))
                .startsWith("DELETE /containers/" + ScriptedEngine.ID)
                .contains("force=1");
    }

    @Test
    void anInterruptedReadOfOutputNamesTheDockerCommand() throws Exception {
        engine.on(
                        "POST /exec/e/start",
                        peer -> {
                            peer.send(Calls.SWITCHED);
                            engine.tell("attached");
                            peer.awaitEnd();
                        })
                .onContainer("GET", "/json", answers("200 OK", CONTAINER))
                .onContainer("GET", "/logs", engine.silent("asked"));
        Container container = engine.container();
        assertThat(interrupted(() -> container.exec("ls", "-l").execute(), "attached"))
                .hasMessageContaining(
                        "\"docker exec c0ffeec0ffee ls -l\" (POST /v1.47/exec/e/start)");
        assertThat(interrupted(() -> container.logs().execute(), "asked"))
                .hasMessageContaining("\"docker logs c0ffeec0ffee\" (GET /v1.47/containers/");
    }

    @Test
    void anInterruptedCallWithoutADockerCommandSaysWhatItWasFor() throws Exception {
        engine.on("GET /info", engine.silent("asked"));
        assertThat(
                        interrupted(
                                () -> engine.rest().get("info").to("ask for the info").read(),
                                "asked"))
                .hasMessageContaining(
                        "waiting for the answer to the request to ask for the info (GET /v1.47/info)");
    }

    @Test
    void theNameOfACallOutlivesAddedHeaders(@TempDir Path other) throws Exception {
        try (ScriptedEngine proxied =
                ScriptedEngine.over(other, wire -> HeaderWire.around(wire, Map.of("A", "b")))) {
            proxied.on("GET /info", Peer::close);
            assertThatThrownBy(
                            () ->
                                    proxied.rest()
                                            .get("info")
                                            .as("docker info")
                                            .to("ask for the info")
                                            .read())
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining("before it answered \"docker info\" (GET /v1.47/info)");
        }
    }

    @Test
    void t20ARemovalOnAnInterruptedThreadIsCarriedOut() {
        engine.onContainer("DELETE", "", DONE);
        Container container = engine.container();
        Thread.currentThread().interrupt();
        boolean removed = !container.remove().isEmpty();
        assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
        assertThat(removed).isTrue();
        assertThat(engine.calls()).containsExactly("DELETE /containers/" + ScriptedEngine.ID);
    }

    @Test
    void t07AnExecAndAWaitThatGoOnEndAtTheirTimeOut() {
        engine.onContainer(
                        "POST",
                        "/wait",
                        peer -> {
                            peer.send(Calls.CHUNKED);
                            peer.awaitEnd();
                        })
                .on(
                        "POST /exec/e/start",
                        peer -> {
                            peer.send(Calls.SWITCHED);
                            peer.awaitEnd();
                        });
        Container container = engine.container();
        assertThatThrownBy(() -> container.exec("sh").timeout(DeadlineTrapsTest.SHORT).execute())
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("had not ended after 0.3 s");
        assertThatThrownBy(() -> container.awaitExit(DeadlineTrapsTest.SHORT))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("is still running after 0.3 s");
    }

    @Test
    @Timeout(5)
    void t07AWaitThatIsNotAnsweredAtAllEndsAtItsTimeOut() {
        engine.onContainer("POST", "/wait", engine.silent("waits"));
        Container container = engine.container();
        assertThatThrownBy(() -> container.awaitExit(DeadlineTrapsTest.SHORT))
                .isInstanceOf(DockerTimeoutException.class);
    }

    @Test
    void t13AnArchiveThatEndsWithTheEnginesErrorIsNotKept(@TempDir Path directory) {
        String cut = "x".repeat(700) + "{\"errorDetail\":{\"message\":\"disk gone\"}}";
        Behaviour fails =
                peer ->
                        peer.send(
                                Calls.CHUNKED
                                        + "%x\r\n%s\r\n0\r\n\r\n".formatted(cut.length(), cut));
        engine.onContainer("GET", "/export", fails).on("GET /images/get", fails);
        Path file = directory.resolve("all.tar");
        Container container = engine.container();
        assertThatThrownBy(() -> container.export(file))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("after " + cut.length() + " bytes");
        assertThatThrownBy(() -> engine.images().save("x").to(file))
                .isInstanceOf(IncompleteStreamException.class);
        assertThat(directory).isEmptyDirectory();
    }
}
