package io.dockerkit.impl.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers get the proxies of the docker configuration, as those of the CLI do; what the spec says wins. */
@Tag("locale")
class ProxiesInContainersTest {
    private static List<String> environmentOf(Map<String, String> proxies, String line)
            throws IOException {
        AtomicReference<String> body = new AtomicReference<>("");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        body.set(
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
                        byte[] said = "{\"Id\":\"c0ffee\"}".getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(201, said.length);
                        exchange.getResponseBody().write(said);
                    }
                });
        server.start();
        try (Rest rest =
                new Rest(
                        new SocketHttpClient(
                                Route.toPort("127.0.0.1", server.getAddress().getPort(), "", null),
                                Duration.ofSeconds(10)),
                        "1.50")) {
            RunSpec spec =
                    new ContainerCommands(new ContainerApi(rest, new ImageApi(rest), () -> proxies))
                            .parse(line);
            spec.create();
            List<String> env = new ArrayList<>();
            new ObjectMapper().readTree(body.get()).path("Env").forEach(e -> env.add(e.asText()));
            return env;
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theyAreAddedToWhatTheSpecSays() throws IOException {
        assertThat(environmentOf(Map.of("NO_PROXY", "local"), "docker run -e A=1 ubuntu"))
                .containsExactly("A=1", "NO_PROXY=local");
    }

    @Test
    void whatTheSpecSaysWins() throws IOException {
        assertThat(environmentOf(Map.of("NO_PROXY", "local"), "docker run -e NO_PROXY=x ubuntu"))
                .containsExactly("NO_PROXY=x");
    }

    @Test
    void withoutProxiesNothingIsAdded() throws IOException {
        assertThat(environmentOf(Map.of(), "docker run ubuntu")).isEmpty();
    }
}
