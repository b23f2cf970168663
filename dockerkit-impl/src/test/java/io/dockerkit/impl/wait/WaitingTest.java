package io.dockerkit.impl.wait;

import static io.dockerkit.lab.Calls.answers;
import static io.dockerkit.lab.Calls.answersAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.NotReadyException;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import io.dockerkit.spi.HttpExpectation;
import io.dockerkit.spi.Readiness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits at an engine that says and does what a real one does seldom, or late. */
@Timeout(30)
@Tag("locale")
class WaitingTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path directory;
    private ScriptedEngine engine;

    /** What the engine says of the container now. */
    private volatile String details = "";

    @BeforeEach
    void start() throws IOException {
        engine = new ScriptedEngine(directory);
        engine.onContainer("GET", "/json", peer -> answers("200 OK", details).serve(peer));
        engine.onContainer(
                "GET",
                "/logs",
                answersAs(
                        "application/vnd.docker.multiplexed-stream",
                        "200 OK",
                        new String(
                                Calls.frame(1, Calls.bytes("no configuration\n")),
                                StandardCharsets.UTF_8)));
        engine.on("GET /events", this::noEvents);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private static String container(String status, boolean runs, int exitCode, int restarts) {
        return String.format(
                Locale.ROOT,
                """
                {"Id":"%s","Name":"/web","Created":"2024-01-02T03:04:04Z","Config":{"Tty":false},"RestartCount":%d,
                "State":{"Status":"%s","Running":%b,"ExitCode":%d,"OOMKilled":false,
                "StartedAt":"2024-01-02T03:04:05Z","FinishedAt":"2024-01-02T03:04:06Z"}}""",
                ScriptedEngine.ID,
                restarts,
                status,
                runs,
                exitCode);
    }

    private void noEvents(Peer peer) throws IOException {
        peer.send(Calls.CHUNKED);
        peer.awaitEnd();
    }

    private static void send(Peer peer, String event) throws IOException {
        peer.send(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    private static String event(String action, String exitCode) {
        return """
                {"Type":"container","Action":"%s","Actor":{"ID":"%s","Attributes":{"exitCode":"%s"}},"time":1704164646}
                """
                .formatted(action, ScriptedEngine.ID, exitCode);
    }

    /** Reports the end, and much later, to whoever asks, that the container was out of memory. */
    private Behaviour oomAfterTheEnd() {
        return peer -> {
            peer.send(Calls.CHUNKED);
            if (engine.calls().stream().anyMatch(call -> call.contains("oom"))) {
                Thread.sleep(200);
                send(peer, event("oom", ""));
            } else {
                details = container("exited", false, 137, 0);
                send(peer, event("die", "137"));
            }
            peer.awaitEnd();
        };
    }

    @Test
    void theEnginesWordsInTheMessageAreOnOneLine() {
        details =
                container("exited", false, 127, 0)
                        .replace("\"OOM", "\"Error\":\"no\\nforged \\u001b[2J\",\"OOM");
        Container container = engine.container();
        assertThatThrownBy(() -> container.waitFor(Wait.exit(0).timeout(LONG)))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("code 127 (no\\nforged \\u001b[2J) before becoming ready");
    }

    @Test
    void anOutOfMemoryEventThatComesAfterTheEndIsInTheMessage() {
        details = container("running", true, 0, 0);
        Container container = engine.container();
        engine.on("GET /events", oomAfterTheEnd());
        assertThatThrownBy(() -> container.waitFor(Wait.exit(0).timeout(LONG)))
                .isInstanceOf(NotReadyException.class)
                .isNotInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining(
                        "exited with code 137, killed: out of memory (memory(…) sets a higher limit), before");
        assertThat(engine.calls())
                .anyMatch(
                        call ->
                                call.contains("oom")
                                        && call.contains("since=1704164645.000000000")
                                        && call.contains("until=1704164646.500000000"));
    }

    @Test
    void theMessageOfAWaitThatTimesOutSaysHowOftenTheContainerWasRestarted() {
        details = container("restarting", true, 3, 4);
        Container container = engine.container();
        assertThatThrownBy(() -> container.waitFor(Wait.exit(0).timeout(SHORT)))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("was not ready after 0.3 s")
                .hasMessageContaining(
                        "; its restart policy has restarted it 4 times, its last run exited with code 3;"
                                + " the end of its logs:\nno configuration");
    }

    @Test
    void aRunningContainerThatWasRestartedHasTheExitCodeOfTheEvent() {
        details = container("running", true, 0, 1);
        Container container = engine.container();
        engine.on(
                "GET /events",
                peer -> {
                    peer.send(Calls.CHUNKED);
                    send(peer, event("die", "9"));
                    peer.awaitEnd();
                });
        assertThatThrownBy(() -> container.waitFor(Wait.exit(0).timeout(SHORT)))
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining(
                        "; its restart policy has restarted it once, its last run exited with code 9; the end");
    }

    @Test
    void aWaitEndsWhenTheRestartPolicyGivesUp() {
        details = container("exited", false, 3, 5);
        Container container = engine.container();
        assertThatThrownBy(() -> container.waitFor(Wait.log("ready").timeout(LONG)))
                .isInstanceOf(NotReadyException.class)
                .isNotInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("exited with code 3 before becoming ready")
                .hasMessageContaining("; its restart policy has restarted it 5 times; the end");
    }

    @Test
    void theStackTraceBeginsWithWaitFor() {
        details = container("exited", false, 3, 0);
        Container container = engine.container();
        NotReadyException thrown =
                catchThrowableOfType(
                        NotReadyException.class, () -> container.waitFor(Wait.exit(0)));
        StackTraceElement[] frames = thrown.getStackTrace();
        assertThat(frames[0].getMethodName()).isEqualTo("waitFor");
        assertThat(frames[1].getClassName()).startsWith(WaitingTest.class.getName());
    }

    static Stream<Readiness> conditions() {
        io.dockerkit.container.Port port = io.dockerkit.container.Port.tcp(80);
        Readiness healthy = new Readiness.Healthy();
        return Stream.of(
                new Readiness.PortOpen(port),
                new Readiness.HttpAnswer(port, "/", new HttpExpectation(0, "", Map.of())),
                healthy,
                new Readiness.LogText("ready", 1),
                new Readiness.LogPattern(Pattern.compile("ready"), 1),
                new Readiness.CommandSucceeds(List.of("true")),
                new Readiness.Exited(0),
                new Readiness.Satisfies("mine", container -> true),
                new Readiness.All(List.of(healthy)),
                new Readiness.Any(List.of(healthy)));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void eachConditionIsWatched(Readiness condition) {
        details = container("running", true, 0, 0);
        try (Watch watch = Watch.of(condition, engine.container(), () -> {})) {
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void noConditionIsForgotten() {
        assertThat(conditions().map(Object::getClass))
                .containsExactlyInAnyOrder(Readiness.class.getPermittedSubclasses());
    }
}
