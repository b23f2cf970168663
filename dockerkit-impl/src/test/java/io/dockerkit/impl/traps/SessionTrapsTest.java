package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.CHUNKED;
import static io.dockerkit.lab.Calls.SWITCHED;
import static io.dockerkit.lab.Calls.answers;
import static io.dockerkit.lab.Calls.bytes;
import static io.dockerkit.lab.Calls.frame;
import static io.dockerkit.lab.Calls.streams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of which one thread waits while another acts, and waits that are given up and taken up again. */
@Timeout(30)
class SessionTrapsTest {
    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    private ScriptedEngine engine;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    /** A session of a new container, which is removed at its end. */
    private Session run(Behaviour attach, Behaviour wait) {
        engine.on(
                        "POST /containers/create",
                        answers("201 Created", "{\"Id\":\"" + ScriptedEngine.ID + "\"}"))
                .onContainer("POST", "/attach", attach)
                .onContainer("POST", "/wait", wait)
                .onContainer("POST", "/start", answers("204 No Content", ""));
        return engine.containers().run("busybox").rm().interactive().attach();
    }

    private static Behaviour echo() {
        return peer -> {
            peer.send(SWITCHED);
            peer.send(frame(1, bytes(peer.readToEnd())));
            peer.close();
        };
    }

    /** Starts a thread that waits for the end, and returns once it does. */
    private static CompletableFuture<Integer> waiting(Session session, Duration limit)
            throws InterruptedException {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                code.complete(session.await(limit));
                            } catch (DockerException e) {
                                code.completeExceptionally(e);
                            }
                        },
                        "test-waiting");
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !code.isDone()) {
            Thread.onSpinWait();
        }
        return code;
    }

    @Test
    void theInputCanBeEndedWhileAnotherThreadWaitsForTheEnd() throws Exception {
        try (Session session = run(echo(), answers("200 OK", "{\"StatusCode\":5}"))) {
            CompletableFuture<Integer> code = waiting(session, FOR_EVER);
            session.closeStdin();
            assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(5);
        }
    }

    @Test
    void aWaitThatWasGivenUpDoesNotCostTheExitCode() throws Exception {
        CountDownLatch removed = new CountDownLatch(1);
        Behaviour wait =
                peer -> {
                    peer.send(CHUNKED);
                    removed.await();
                    peer.send("10\r\n{\"StatusCode\":9}\r\n0\r\n\r\n");
                };
        // the output has ended and the removal takes its time: nobody could be asked again after it
        try (Session session = run(streams(SWITCHED), wait)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> session.await(Duration.ofMillis(50)))
                        .isInstanceOf(DockerTimeoutException.class)
                        .hasMessageContaining("is still running after 0.05 s");
            }
            Thread.currentThread().interrupt();
            assertThatThrownBy(session::await).isInstanceOf(DockerInterruptedException.class);
            assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
            removed.countDown();
            assertThat(session.await(FOR_EVER)).isEqualTo(9);
            assertThat(session.await()).isEqualTo(9);
        }
        assertThat(engine.calls()).filteredOn(call -> call.contains("/wait")).hasSize(1);
    }

    @Test
    void theErrorOfOutputThatIsCutBeginsWithTheWait() throws Exception {
        byte[] cut = Arrays.copyOf(frame(1, bytes("a long line\n")), 12);
        Behaviour wait =
                peer -> {
                    peer.send(CHUNKED);
                    peer.awaitEnd();
                };
        try (Session session = run(streams(SWITCHED, cut), wait)) {
            assertThatThrownBy(session::await)
                    .isInstanceOf(IncompleteStreamException.class)
                    .satisfies(
                            thrown -> {
                                StackTraceElement first = thrown.getStackTrace()[0];
                                assertThat(first.getMethodName()).isEqualTo("await");
                                assertThat(first.getClassName())
                                        .isEqualTo(session.getClass().getName());
                            });
        }
    }

    @Test
    void theEndOfATerminalsInputIsToldAgainToWhoWasNotReadyForIt() throws IOException {
        engine.on(
                "POST /exec/e/start",
                peer -> {
                    peer.send(SWITCHED);
                    String typed = "";
                    while (!typed.endsWith("\004\004\004")) {
                        typed += peer.read();
                    }
                    peer.send(typed.replace("\004", ""));
                    peer.close();
                });
        try (Session session = engine.container().exec("bash").interactive().tty().attach()) {
            session.stdin().write(bytes("one"));
            session.closeStdin();
            assertThat(session.await()).isEqualTo(3);
            assertThat(session.stdout().readAllBytes()).isEqualTo(bytes("one"));
        }
        ExecResult result = engine.container().exec("bash").tty().stdin("two").execute();
        assertThat(result.stdout()).isEqualTo("two");
    }

    @Test
    void closingASessionEndsAWaitForIt() throws Exception {
        engine.on("POST /exec/e/start", peer -> engine.silent("exec").serve(switched(peer)));
        Session session = engine.container().exec("sh").attach();
        CompletableFuture<Integer> code = waiting(session, FOR_EVER);
        session.close();
        assertThatThrownBy(() -> code.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(DockerException.class)
                .hasMessageContaining("was closed before its process ended");
    }

    private static Peer switched(Peer peer) throws IOException {
        peer.send(SWITCHED);
        return peer;
    }

    @Test
    void closingASessionEndsAWaitForTheExitCodeOfWhatHasClosedItsOutput() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        engine.on("POST /exec/e/start", streams(SWITCHED))
                .on(
                        "GET /exec/e/json",
                        peer -> {
                            asked.countDown();
                            answers("200 OK", "{\"Running\":true,\"ExitCode\":null}").serve(peer);
                        });
        Session session = engine.container().exec("sh").attach();
        CompletableFuture<Integer> code = waiting(session, FOR_EVER);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        session.close();
        assertThatThrownBy(() -> code.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(DockerException.class)
                .hasMessageContaining("the session was closed");
    }
}
