package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.container.RemoveSpec;
import io.dockerkit.container.StopSpec;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the docker CLI 28.2.2 sent for each line, recorded, is what the handle's method sends: method, path and query. */
@Tag("locale")
class ContainerCallsTest {
    private static final Map<String, Consumer<Container>> DONE_HERE =
            Map.ofEntries(
                    Map.entry("docker stop c", Container::stop),
                    Map.entry(
                            "docker stop -t 5 c",
                            c -> c.stop(options -> options.timeout(Duration.ofSeconds(5)))),
                    Map.entry("docker stop -t -1 c", c -> c.stop(options -> options.waitForever())),
                    Map.entry(
                            "docker stop -s KILL c",
                            c -> c.stop(options -> options.signal("KILL"))),
                    Map.entry(
                            "docker stop --signal SIGINT --timeout 3 c",
                            c ->
                                    c.stop(
                                            options ->
                                                    options.signal("SIGINT")
                                                            .timeout(Duration.ofSeconds(3)))),
                    Map.entry("docker restart c", Container::restart),
                    Map.entry(
                            "docker restart -t 5 c",
                            c -> c.restart(options -> options.timeout(Duration.ofSeconds(5)))),
                    Map.entry(
                            "docker restart -s HUP c",
                            c -> c.restart(options -> options.signal("HUP"))),
                    Map.entry("docker kill c", Container::kill),
                    Map.entry("docker kill -s HUP c", c -> c.kill("HUP")),
                    Map.entry("docker rm c", Container::remove),
                    Map.entry("docker rm -f c", c -> c.remove(options -> options.force())),
                    Map.entry("docker rm -v c", c -> c.remove(options -> options.volumes())),
                    Map.entry(
                            "docker rm -f -v c",
                            c -> c.remove(options -> options.force().volumes())),
                    Map.entry("docker logs c", c -> c.logs().execute()),
                    Map.entry("docker logs --tail 5 c", c -> c.logs().tail(5).execute()),
                    Map.entry(
                            "docker logs --since 2024-01-02T03:04:05Z c",
                            c -> c.logs().since(Instant.parse("2024-01-02T03:04:05Z")).execute()),
                    Map.entry(
                            "docker logs --until 2024-01-02T03:04:05.5Z c",
                            c -> c.logs().until(Instant.parse("2024-01-02T03:04:05.5Z")).execute()),
                    Map.entry(
                            "docker logs --timestamps --details c",
                            c -> c.logs().timestamps().details().execute()),
                    Map.entry(
                            "docker rm --link c/db", c -> c.remove(options -> options.link("db"))),
                    Map.entry(
                            "docker rm --link -f -v c/db",
                            c -> c.remove(options -> options.link("db").force().volumes())),
                    Map.entry(
                            "docker logs --follow c",
                            c -> c.logs().follow().lines().forEach(line -> {})),
                    Map.entry("docker logs -f --tail 3 c", c -> c.logs().follow().tail(3).open()),
                    Map.entry(
                            "docker logs --since 1700000000 c",
                            c -> c.logs().flag("since", "1700000000").execute()),
                    Map.entry(
                            "docker logs --since 1700000000.25 c",
                            c -> c.logs().flag("since", "1700000000.25").execute()),
                    Map.entry(
                            "docker logs --since 2024-01-02 c",
                            c -> c.logs().flag("since", "2024-01-02").execute()),
                    Map.entry(
                            "docker logs --since 2024-01-02T03:04 c",
                            c -> c.logs().flag("since", "2024-01-02T03:04").execute()),
                    Map.entry(
                            "docker logs --since 2024-01-02T03:04:05.123456789+02:00 c",
                            c ->
                                    c.logs()
                                            .flag("since", "2024-01-02T03:04:05.123456789+02:00")
                                            .execute()),
                    Map.entry("docker logs -t c", c -> c.logs().timestamps().execute()),
                    Map.entry("docker logs -n 7 c", c -> c.logs().tail(7).execute()),
                    Map.entry(
                            "docker restart -t 0 c",
                            c -> c.restart(options -> options.timeout(Duration.ZERO))),
                    Map.entry(
                            "docker commit -a me -m msg -p=false -c \"ENV A=1\" c repo:tag",
                            c ->
                                    c.commit("repo:tag")
                                            .author("me")
                                            .message("msg")
                                            .withoutPause()
                                            .change("ENV A=1")
                                            .execute()),
                    Map.entry("docker top c", Container::top),
                    Map.entry("docker top c -o pid", c -> c.top("-o", "pid")),
                    Map.entry("docker diff c", Container::diff),
                    Map.entry("docker stats --no-stream c", c -> c.stats().execute()),
                    Map.entry("docker wait c", Container::awaitExit),
                    Map.entry("docker pause c", Container::pause),
                    Map.entry("docker unpause c", Container::unpause),
                    Map.entry("docker rename c d", c -> c.rename("d")));

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private static TimeZone here = TimeZone.getDefault();

    private HttpServer server;
    private SocketHttpClient wire;

    /** The lines were recorded there. */
    @BeforeAll
    static void liveInUtc() {
        here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void liveHereAgain() {
        TimeZone.setDefault(here);
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        wire =
                new SocketHttpClient(
                        Route.toPort("127.0.0.1", server.getAddress().getPort(), "", null),
                        Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        wire.close();
        server.stop(0);
    }

    /** What each call needs to find in its answer. */
    private static final Map<String, String> ANSWERS =
            Map.of(
                    "json", "{\"Id\":\"c\",\"Name\":\"/c\"}",
                    "commit", "{\"Id\":\"sha256:1\"}",
                    "top", "{\"Titles\":[],\"Processes\":[]}",
                    "changes", "[]",
                    "stats", "{}",
                    "update", "{}",
                    "wait", "{\"StatusCode\":0}");

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String path = exchange.getRequestURI().getPath();
            String action = path.substring(path.lastIndexOf('/') + 1);
            byte[] body = ANSWERS.getOrDefault(action, "").getBytes(StandardCharsets.UTF_8);
            if (action.equals("logs")) {
                exchange.getResponseHeaders()
                        .set("Content-Type", "application/vnd.docker.multiplexed-stream");
            }
            exchange.sendResponseHeaders(
                    body.length > 0 || action.equals("logs") ? 200 : 204,
                    body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Container container(String version) {
        Rest rest = new Rest(wire, version);
        return new ContainerApi(rest, new ImageApi(rest), Map::of).handle("c");
    }

    @TestFactory
    Stream<DynamicTest> line() throws IOException {
        try (InputStream in = ContainerCallsTest.class.getResourceAsStream("/parity/calls.jsonl")) {
            List<JsonNode> recorded =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(ContainerCallsTest::read)
                            .toList();
            assertThat(recorded).hasSize(DONE_HERE.size());
            return recorded.stream()
                    .map(r -> DynamicTest.dynamicTest(r.path("line").asText(), () -> compare(r)));
        }
    }

    private static JsonNode read(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(JsonNode recorded) {
        asked.clear();
        DONE_HERE.get(recorded.path("line").asText()).accept(container("1.50"));
        String last = asked.get(asked.size() - 1);
        String[] parts = last.split("\\?", 2);
        assertThat(parts[0]).isEqualTo(recorded.path("call").asText());
        Map<String, String> query = new TreeMap<>();
        if (parts.length > 1) {
            for (String pair : parts[1].split("&", -1)) {
                String[] sides = pair.split("=", 2);
                query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
        }
        assertThat(query)
                .isEqualTo(new ObjectMapper().convertValue(recorded.path("query"), Map.class));
    }

    @Test
    void aPathInTheAddressGoesBeforeEachCall() {
        String address = "tcp://127.0.0.1:" + server.getAddress().getPort() + "/engines/one/";
        try (Rest rest =
                new Rest(new Endpoint("argument", address, null).connect(Map.of()), "1.50")) {
            new ContainerApi(rest, new ImageApi(rest), Map::of).handle("c").pause();
        }
        assertThat(asked).containsExactly("POST /engines/one/v1.50/containers/c/pause");
    }

    @Test
    void specsSayWhatTheyAskFor() {
        Container container = container("1.50");
        assertThat(container.logs().follow().tail(3).toCommandLine())
                .isEqualTo("docker logs --follow --tail 3 c");
        assertThat(container.logs().since(Duration.ofMinutes(10)).toCommandLine())
                .isEqualTo("docker logs --since 600s c");
        assertThat(StopSpec.defaults().signal("INT").waitForever().toCommandLine("web"))
                .isEqualTo("docker stop --signal INT --timeout -1 web");
        assertThat(RemoveSpec.defaults().force().volumes().toCommandLine("web"))
                .isEqualTo("docker rm --force --volumes web");
        assertThat(RemoveSpec.defaults().link("db").toCommandLine("web"))
                .isEqualTo("docker rm --link web/db");
    }

    @Test
    void aTimeThatIsNoneIsRefusedBeforeTheEngineIsAsked() {
        LogsSpec logs = container("1.50").logs();
        assertThatThrownBy(() -> logs.flag("since", "nonsense"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--since")
                .hasMessageContaining("nonsense")
                .hasMessageContaining("neither a time nor a duration");
        assertThatThrownBy(() -> logs.since(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--since");
        assertThatThrownBy(() -> logs.tail(-1))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--tail");
        assertThat(asked).isEmpty();
    }

    @Test
    void aSignalThatAnOlderEngineWouldNotNoticeIsRefused() {
        assertThatThrownBy(() -> container("1.41").stop(options -> options.signal("INT")))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining(
                        "--signal needs Engine API 1.42 or newer, and this connection speaks 1.41");
        assertThat(asked).isEmpty();
    }
}
