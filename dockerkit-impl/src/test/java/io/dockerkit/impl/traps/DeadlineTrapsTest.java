package io.dockerkit.impl.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.container.Container;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.impl.transport.PortWire;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.impl.transport.Wire;
import io.dockerkit.lab.Connections;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Engines that take a request and say nothing; each test is named by the row of the list of traps. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class DeadlineTrapsTest {
    static final Duration SHORT = Duration.ofMillis(300);

    @TempDir Path directory;

    private static void timesOut(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void t07ASilentEngineTimesOutOnAUnixSocket() throws IOException {
        try (ScriptedEngine server = new ScriptedEngine(directory, Connections.silent());
                Rest rest =
                        new Rest(
                                new SocketHttpClient(Route.toSocket(server.socket()), SHORT),
                                null)) {
            timesOut(rest::ping);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void t07ASilentEngineTimesOutByTcp() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket nobodyAccepts = new ServerSocket(0, 5, here);
                Rest rest =
                        new Rest(
                                new SocketHttpClient(
                                        Route.toPort(
                                                here.getHostAddress(),
                                                nobodyAccepts.getLocalPort(),
                                                "",
                                                null),
                                        SHORT),
                                null)) {
            timesOut(rest::ping);
        }
    }

    @Test
    void t07ASilentEngineTimesOutOverAnyTransportOfDockerJavas() throws IOException {
        try (ScriptedEngine server = new ScriptedEngine(directory, Connections.silent())) {
            String address = "unix://" + server.socket();
            ZerodepDockerHttpClient zerodep =
                    new ZerodepDockerHttpClient.Builder().dockerHost(URI.create(address)).build();
            try (Rest rest = new Rest(new PortWire(zerodep, address, SHORT), null)) {
                timesOut(rest::ping);
            }
        }
    }

    @Test
    void t08EveryCallThatShouldAnswerHasADeadlineByDefault() throws IOException {
        List<Duration> deadlines = new CopyOnWriteArrayList<>();
        try (ScriptedEngine engine =
                ScriptedEngine.over(directory, wire -> new Hurried(wire, deadlines))) {
            Container container = engine.container();
            deadlines.clear();
            engine.onContainer("GET", "/json", peer -> peer.awaitEnd())
                    .onContainer("POST", "/start", peer -> peer.awaitEnd())
                    .onContainer("DELETE", "", peer -> peer.awaitEnd())
                    .on("POST /exec/e/start", peer -> peer.awaitEnd())
                    .on("GET /containers/json", peer -> peer.awaitEnd());
            timesOut(container::inspect);
            timesOut(() -> engine.containers().list());
            timesOut(container::start);
            timesOut(container::remove);
            assertThatThrownBy(() -> container.exec("sh").execute())
                    .isInstanceOf(DockerTimeoutException.class)
                    .hasStackTraceContaining(
                            "did not answer \"docker exec c0ffeec0ffee sh\" (POST /v1.47/exec/e/start)");
        }
        Duration toAsk = Duration.ofMinutes(1);
        Duration toChange = Duration.ofMinutes(10);
        assertThat(deadlines).containsExactly(toAsk, toAsk, toChange, toChange, toChange, toChange);
    }

    @Test
    void t08AnAnswerThatStopsInItsMiddleTimesOutToo() throws IOException {
        try (ScriptedEngine engine = new ScriptedEngine(directory)) {
            String length = "Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"mes";
            engine.on(
                            "GET /info",
                            peer -> {
                                peer.send("HTTP/1.1 200 OK\r\n" + length);
                                peer.awaitEnd();
                            })
                    .on(
                            "POST /commit",
                            peer -> {
                                peer.send("HTTP/1.1 500 Oh\r\n" + length);
                                peer.awaitEnd();
                            });
            assertThatThrownBy(() -> engine.rest().get("info").within(SHORT).read())
                    .isInstanceOf(DockerTimeoutException.class)
                    .hasMessageContaining("while reading the answer to GET /v1.47/info");
            assertThatThrownBy(() -> engine.rest().post("commit").within(SHORT).status())
                    .isInstanceOf(DockerTimeoutException.class)
                    .hasMessageContaining("while reading the answer to POST /v1.47/commit");
        }
    }

    /** A wire that keeps the deadlines it is given, and lets each pass in 300 milliseconds. */
    private record Hurried(Wire wire, List<Duration> deadlines) implements Wire {
        private @Nullable Duration hurried(@Nullable Duration deadline) {
            if (deadline == null) {
                return null;
            }
            deadlines.add(deadline);
            return Duration.ofMillis(300);
        }

        @Override
        public Answer execute(Request request) {
            return wire.execute(request);
        }

        @Override
        public Answer execute(Request request, @Nullable Duration deadline) {
            return wire.execute(request, hurried(deadline));
        }

        @Override
        public Answer upgrade(Request request, String protocol) {
            return wire.upgrade(request, protocol);
        }

        @Override
        public Answer upgrade(Request request, String protocol, @Nullable Duration deadline) {
            return wire.upgrade(request, protocol, hurried(deadline));
        }

        @Override
        public String address() {
            return wire.address();
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}
