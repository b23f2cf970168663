package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.SWITCHED;
import static io.dockerkit.lab.Calls.answers;
import static io.dockerkit.lab.Calls.bytes;
import static io.dockerkit.lab.Calls.frame;
import static io.dockerkit.lab.Calls.join;
import static io.dockerkit.lab.Calls.streams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docker-java lost or made up in streams; each test is named by the row of the list of traps. */
@Timeout(30)
class StreamTrapsTest {
    private static final String START = "POST /exec/e/start";

    private ScriptedEngine engine;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private ExecResult exec() {
        return engine.container().exec("sh").execute();
    }

    private static byte[] filled(char with) {
        byte[] bytes = new byte[1024];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @Test
    void t01FramesOf1024BytesHaveEachItsOwnBytes() {
        byte[] all = join(filled('a'), filled('b'), filled('c'));
        engine.on(
                START,
                streams(
                        SWITCHED,
                        frame(1, filled('a')),
                        frame(1, filled('b')),
                        frame(1, filled('c'))));
        ExecResult result = exec();
        assertThat(result.stdoutBytes()).isEqualTo(all);
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void t03AnExecCutWithinAFrameIsAnErrorThatSaysHowMuchCame() {
        byte[] cut = Arrays.copyOf(frame(1, new byte[5000]), 108);
        engine.on(START, streams(SWITCHED, cut));
        assertThatThrownBy(this::exec)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("100 of 5000 bytes");
    }

    @Test
    void t03ASessionCutWithinAFrameHandsOutWhatCameAndThenTheError() throws IOException {
        byte[] cut = Arrays.copyOf(frame(1, new byte[5000]), 108);
        engine.on(START, streams(SWITCHED, cut));
        try (Session session = engine.container().exec("sh").attach()) {
            assertThat(session.stdout().readNBytes(100)).hasSize(100);
            assertThatThrownBy(() -> session.stdout().read())
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("100 of 5000 bytes");
            assertThatThrownBy(session::await).isInstanceOf(IncompleteStreamException.class);
        }
    }

    @Test
    void t09TheEndOfStdinReachesAnExecAtOnce() {
        engine.on(
                START,
                peer -> {
                    peer.send(SWITCHED);
                    String typed = peer.readToEnd();
                    peer.send(frame(1, bytes("read " + typed)));
                    peer.close();
                });
        ExecResult result = engine.container().exec("cat").stdin("all of it").execute();
        assertThat(result.stdout()).isEqualTo("read all of it");
    }

    @Test
    void t09TheEndOfStdinReachesAnAttachAtOnce() {
        engine.on(
                        "POST /containers/create",
                        answers("201 Created", "{\"Id\":\"" + ScriptedEngine.ID + "\"}"))
                .onContainer(
                        "POST",
                        "/attach",
                        peer -> {
                            peer.send(SWITCHED);
                            String typed = peer.readToEnd();
                            peer.send(frame(2, bytes("read " + typed)));
                            peer.close();
                        })
                .onContainer("POST", "/wait", answers("200 OK", "{\"StatusCode\":4}"))
                .onContainer("POST", "/start", answers("204 No Content", ""));
        RunResult result = engine.containers().run("busybox").stdin("all of it").execute();
        assertThat(result.stderr()).isEqualTo("read all of it");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void t09AClosedSessionStdinReachesTheExecWhileItsOutputGoesOn() throws IOException {
        engine.on(
                START,
                peer -> {
                    peer.send(SWITCHED);
                    peer.send(frame(1, bytes("? ")));
                    String typed = peer.readToEnd();
                    peer.send(frame(1, bytes(typed)));
                    peer.close();
                });
        try (Session session = engine.container().exec("cat").interactive().attach()) {
            assertThat(session.stdout().readNBytes(2)).isEqualTo(bytes("? "));
            session.stdin().write(bytes("typed"));
            session.closeStdin();
            assertThat(session.stdout().readAllBytes()).isEqualTo(bytes("typed"));
            assertThat(session.await()).isEqualTo(3);
        }
    }

    @Test
    void t17NothingComesAfterAClientThatIsClosedBeforeTheAnswer() throws Exception {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        engine.on(START, engine.silent("started"));
        CompletableFuture<DockerException> failure = new CompletableFuture<>();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                seen.writeBytes(exec().stdoutBytes());
                            } catch (DockerException closed) {
                                failure.complete(closed);
                            }
                        },
                        "test-caller");
        waiting.start();
        assertThat(engine.told()).isEqualTo("started");
        engine.rest().close();
        assertThat(failure.get(10, TimeUnit.SECONDS))
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("was closed");
        assertThat(engine.told()).isEqualTo("started ended");
        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(seen.size()).isZero();
    }

    @Test
    void t17ASessionThatIsClosedLeavesNoThreadAndNoConnection() throws Exception {
        engine.on(
                START,
                peer -> {
                    peer.send(SWITCHED);
                    peer.send(frame(1, bytes("one")));
                    engine.silent("attached").serve(peer);
                });
        List<Thread> before = sessionThreads();
        Session session = engine.container().exec("sh").attach();
        assertThat(session.stdout().readNBytes(3)).isEqualTo(bytes("one"));
        List<Thread> own = sessionThreads();
        own.removeAll(before);
        // a virtual one is not in the list
        assertThat(own).hasSizeLessThanOrEqualTo(1);
        session.close();
        assertThat(engine.told()).isEqualTo("attached");
        assertThat(engine.told()).isEqualTo("attached ended");
        for (Thread thread : own) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThatThrownBy(() -> session.stdout().readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessage("the session was closed");
    }

    private static List<Thread> sessionThreads() {
        List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().equals("dockerkit-session"));
        return threads;
    }

    @Test
    void t18TheOutputOfATerminalThatBeginsLikeAFrameIsWhole() throws IOException {
        byte[] prompt = bytes("\u0001\u001b[0m\u0002bash$ ");
        engine.on(START, streams(SWITCHED.replace("multiplexed", "raw"), prompt));
        ExecResult result = engine.container().exec("bash").tty().execute();
        assertThat(result.stdoutBytes()).isEqualTo(prompt);
        try (Session session = engine.container().exec("bash").tty().attach()) {
            assertThat(session.stdout().readAllBytes()).isEqualTo(prompt);
        }
    }
}
