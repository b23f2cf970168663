package io.dockerkit.impl.config;

import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.NotConnectedException;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Duplex;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.HttpProxyServer;
import io.dockerkit.lab.Relay;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines by tcp without TLS behind the proxy that the environment names. */
@Timeout(30)
class ProxiedEngineTest {
    private ScriptedEngine engine;
    private Relay relay;
    private HttpProxyServer proxy;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
        relay = new Relay(engine.socket());
        proxy = new HttpProxyServer(relay.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        relay.close();
        engine.close();
    }

    private static Rest rest(String host, Map<String, String> environment) {
        return new Rest(
                new Endpoint("DOCKER_HOST", host, null).connect(environment),
                ScriptedEngine.API_VERSION);
    }

    private Rest proxied(String host) {
        return rest(host, Map.of("HTTP_PROXY", "http://user:pass@localhost:" + proxy.port()));
    }

    @Test
    void requestsNameTheirTargetInFullAndTheProxyHasItsLogin() {
        proxy.wants("user:pass");
        engine.on("GET /engines/1/v1.47/info", answers("200 OK", "{\"ID\":\"x\"}"));
        try (Rest rest = proxied("tcp://engine.test:2375/engines/1")) {
            assertThat(rest.get("info").read().path("ID").asText()).isEqualTo("x");
        }
        assertThat(proxy.heads().get(0))
                .startsWith("GET http://engine.test:2375/engines/1/v1.47/info HTTP/1.1\r\n")
                .contains("\r\nHost: engine.test:2375\r\n");
        assertThat(engine.calls()).containsExactly("GET /engines/1/v1.47/info");
    }

    @Test
    void bodiesGoThroughTheProxyOverOneConnection() {
        engine.on("POST /build", Calls.answers("200 OK", "{\"stream\":\"built\"}"))
                .on("POST /volumes/create", answers("201 Created", "{\"Name\":\"v\"}"));
        try (Rest rest = proxied("tcp://engine.test:2375")) {
            assertThat(rest.post("volumes", "create").json(Map.of("Name", "v")).readText("Name"))
                    .isEqualTo("v");
            assertThat(rest.get("_ping").to("ping").status()).isEqualTo(200);
            rest.post("volumes", "create").json(Map.of("Name", "w")).readText("Name");
        }
        assertThat(engine.connections()).isEqualTo(1);
        assertThat(engine.heads().get(0)).endsWith("{\"Name\":\"v\"}");
    }

    @Test
    void aStreamedBodyArrivesWhole() {
        engine.on("PUT /images/load", answers("200 OK", "{}"));
        byte[] body = "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        try (Rest rest = proxied("tcp://engine.test:2375")) {
            rest.put("images", "load")
                    .body(new ByteArrayInputStream(body), "application/x-tar")
                    .status();
        }
        String request = engine.heads().get(engine.heads().size() - 1);
        String all = request.substring(request.indexOf("\r\n\r\n"));
        assertThat(all.chars().filter(c -> c == 'x').count()).isEqualTo(200_000);
    }

    /** 0.0.0.0 is no loopback address to the rules for proxies, and leads to this machine all the same. */
    @Test
    void aConnectionThatIsHandedOverDoesNotLeadThroughTheProxy() {
        engine.on("POST /exec/e/start", Calls.streams(Calls.SWITCHED));
        try (Rest rest = proxied("tcp://0.0.0.0:" + relay.port())) {
            assertThat(rest.get("_ping").to("ping").status()).isEqualTo(200);
            rest.post("exec", "e", "start").json(Map.of()).upgrade(Duplex.TCP).close();
        }
        assertThat(proxy.heads()).isNotEmpty().noneMatch(head -> head.contains("/exec/"));
        assertThat(engine.calls()).contains("POST /exec/e/start");
    }

    @Test
    void aStreamThatCannotBeReachedDirectlySaysWhyAndWhatToDo() {
        try (Rest rest = proxied("tcp://no-such-host.invalid:2375")) {
            assertThat(rest.get("_ping").to("ping").status()).isEqualTo(200);
            assertThatThrownBy(
                            () ->
                                    rest.post("exec", "e", "start")
                                            .json(Map.of())
                                            .upgrade(Duplex.TCP))
                    .isInstanceOf(NotConnectedException.class)
                    .hasMessageContaining("the host no-such-host.invalid is not known")
                    .hasMessageContaining("connect directly and not through the proxy")
                    .hasMessageContaining("use TLS (DOCKER_TLS_VERIFY) or ssh://");
        }
    }

    @Test
    void aProxyThatWantsAnotherLoginIsTheReason() {
        proxy.wants("other:secret");
        try (Rest rest = proxied("tcp://engine.test:2375")) {
            assertThatThrownBy(() -> rest.get("info").read())
                    .isInstanceOf(NotConnectedException.class)
                    .hasMessageContaining(
                            "the proxy http://localhost:"
                                    + proxy.port()
                                    + " (from HTTP_PROXY) refuses the login")
                    .hasMessageNotContaining("pass@");
        }
    }

    @Test
    void aProxyThatDoesNotListenIsTheReason() throws IOException {
        proxy.close();
        try (Rest rest = proxied("tcp://engine.test:2375")) {
            assertThatThrownBy(() -> rest.get("info").read())
                    .isInstanceOf(NotConnectedException.class)
                    .hasMessageContaining("no connection to the proxy http://localhost:")
                    .hasMessageContaining(
                            "correct HTTP_PROXY, or name the engine's host in NO_PROXY");
        }
        try (Rest rest =
                rest("tcp://engine.test:2375", Map.of("HTTP_PROXY", "no-such-proxy.invalid"))) {
            assertThatThrownBy(() -> rest.get("info").read())
                    .isInstanceOf(NotConnectedException.class)
                    .hasMessageContaining("the host no-such-proxy.invalid is not known");
        }
    }

    @Test
    void anExceptionIsReachedDirectly() {
        Map<String, String> environment =
                Map.of("HTTP_PROXY", "localhost:" + proxy.port(), "NO_PROXY", "0.0.0.0/8");
        try (Rest rest = rest("tcp://0.0.0.0:" + relay.port(), environment)) {
            assertThat(rest.get("_ping").to("ping").status()).isEqualTo(200);
        }
        assertThat(proxy.heads()).isEmpty();
    }
}
