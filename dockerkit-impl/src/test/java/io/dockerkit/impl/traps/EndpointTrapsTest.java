package io.dockerkit.impl.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Wire;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps of which engine is asked, and in which version: rows T15, T21 and T22, and D9 of docker-java's defects. */
class EndpointTrapsTest {
    @TempDir Path home;

    private Endpoints endpoints(Map<String, String> environment) {
        return new Endpoints(environment, home);
    }

    private void config(String json) throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), json);
    }

    @Test
    void t15TheVersionOfTheEnvironmentIsSpokenWithoutAsking() throws IOException {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (ScriptedEngine server =
                new ScriptedEngine(
                        home,
                        peer -> {
                            heads.add(peer.request());
                            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                            peer.awaitEnd();
                        })) {
            Map<String, String> environment = new HashMap<>();
            environment.put("DOCKER_HOST", "unix://" + server.socket());
            environment.put("DOCKER_API_VERSION", "v1.42");
            Endpoints endpoints = endpoints(environment);
            try (Rest rest = new Rest(endpoints.find().connect(Map.of()), endpoints.apiVersion())) {
                rest.get("info").to("ask").read();
            }
        }
        assertThat(heads).hasSize(1);
        assertThat(heads.get(0)).startsWith("GET /v1.42/info HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1", "1.", "-1.40", "1.40/../.."})
    void t15AVersionThatIsNoneIsRefusedByItsName(String version) {
        Endpoint nowhere = new Endpoint("argument", "unix:///nowhere.sock", null);
        try (Wire wire = nowhere.connect(Map.of())) {
            assertThatThrownBy(() -> new Rest(wire, version))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining(
                            "invalid value \"" + version + "\" for DOCKER_API_VERSION")
                    .hasMessageContaining("such as 1.41");
        }
    }

    @Test
    void t21AContextThatDoesNotExistIsNeverTheLocalSocket() throws IOException {
        config("{\"currentContext\":\"gone\"}");
        assertThatThrownBy(() -> endpoints(Map.of()).find())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("there is no docker context \"gone\" in " + home)
                .hasMessageContaining("docker context ls");
        assertThatThrownBy(() -> endpoints(Map.of("DOCKER_CONTEXT", "away")).find())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("there is no docker context \"away\"");
        // what is named otherwise is not asked for it
        assertThat(endpoints(Map.of("DOCKER_HOST", "unix:///a.sock")).find().host())
                .isEqualTo("unix:///a.sock");
        assertThat(endpoints(Map.of()).of("unix:///b.sock").host()).isEqualTo("unix:///b.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}"})
    void t22AConfigurationThatSaysNothingIsOne(String text) throws IOException {
        config(text);
        assertThat(endpoints(Map.of("DOCKER_CONTEXT", "default")).find().source())
                .isEqualTo("default");
        assertThat(endpoints(Map.of("DOCKER_HOST", "a:1")).find().host()).isEqualTo("tcp://a:1");
        assertThat(endpoints(Map.of()).find().source()).doesNotContain("context");
    }

    @Test
    void d9AnyValueOfTheVariableForTlsIsYesButNone() {
        for (String yes : new String[] {"1", "true", "0", "no"}) {
            Map<String, String> asking = Map.of("DOCKER_TLS_VERIFY", yes, "DOCKER_HOST", "a");
            Endpoint found = endpoints(asking).find();
            assertThat(found.certificates()).as(yes).isNotNull();
            assertThat(found.host()).isEqualTo("tcp://a:2376");
        }
        assertThat(
                        endpoints(Map.of("DOCKER_TLS_VERIFY", "", "DOCKER_HOST", "a"))
                                .find()
                                .certificates())
                .isNull();
    }
}
