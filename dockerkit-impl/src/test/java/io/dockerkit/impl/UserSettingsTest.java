package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.RecordingEngine;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user's config.json and environment say has effect in the requests, as with the CLI. */
class UserSettingsTest {
    @TempDir Path home;

    private RecordingEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = new RecordingEngine(home);
        Files.writeString(home.resolve("Dockerfile"), "FROM scratch\n");
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private void config(String json) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve(".docker")).resolve("config.json"), json);
    }

    private void with(Map<String, String> variables, Consumer<DockerBackend> action) {
        Map<String, String> environment = new LinkedHashMap<>(variables);
        environment.put("DOCKER_HOST", engine.host());
        try (DockerBackend docker =
                new EngineProvider(new Endpoints(environment, home)).connect(null)) {
            action.accept(docker);
        }
    }

    private RecordingEngine.Request asked(String method, String pathEnd) {
        return engine.requests().stream()
                .filter(r -> r.method().equals(method) && r.path().endsWith(pathEnd))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void detachKeysCountForRunExecAttachAndStartUnlessTheCallNamesOthers() throws IOException {
        config("{\"detachKeys\":\"ctrl-x,y\"}");
        with(
                Map.of(),
                docker -> {
                    ContainerCommands containers = new ContainerCommands(docker.containers());
                    containers.run("alpine").interactive().tty().attach().close();
                    assertThat(asked("POST", "/attach").query().get("detachKeys"))
                            .containsExactly("ctrl-x,y");
                    Container c = containers.get("c");
                    c.exec("sh").interactive().tty().attach().close();
                    assertThat(asked("POST", "/exec").body().path("DetachKeys").asText())
                            .isEqualTo("ctrl-x,y");
                    engine.reset(true);
                    c.attach().close();
                    assertThat(asked("POST", "/attach").query().get("detachKeys"))
                            .containsExactly("ctrl-x,y");
                    engine.reset(false);
                    c.startAttached(options -> options.detachKeys("ctrl-a")).close();
                    assertThat(asked("POST", "/attach").query().get("detachKeys"))
                            .containsExactly("ctrl-a");
                });
    }

    @Test
    void headersOfTheConfigurationAreInEachRequest() throws IOException {
        config("{\"HttpHeaders\":{\"X-Team\":\"blue\",\"Host\":\"evil\",\"bad name\":\"x\"}}");
        with(Map.of(), docker -> new EngineCommands(docker.engine()).info());
        assertThat(asked("GET", "/info").headers())
                .containsEntry("x-team", "blue")
                .containsEntry("host", "docker")
                .doesNotContainKey("bad name");
    }

    @Test
    void headersOfTheEnvironmentTakeTheirPlace() throws IOException {
        config("{\"HttpHeaders\":{\"X-Team\":\"blue\",\"X-Old\":\"1\"}}");
        with(
                Map.of("DOCKER_CUSTOM_HEADERS", "x-team=red,\"X-Two= a,b\""),
                docker -> new EngineCommands(docker.engine()).info());
        assertThat(asked("GET", "/info").headers())
                .containsEntry("x-team", "red")
                .containsEntry("x-two", "a,b")
                .doesNotContainKey("x-old");
        for (String malformed : List.of("novalue", "=x", "a b=c", "\"")) {
            assertThatThrownBy(() -> with(Map.of("DOCKER_CUSTOM_HEADERS", malformed), docker -> {}))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("DOCKER_CUSTOM_HEADERS");
        }
    }

    @Test
    void proxiesAreArgumentsOfBuildsAndVariablesOfContainers() throws IOException {
        config("{\"proxies\":{\"default\":{\"httpProxy\":\"http://p:1\",\"noProxy\":\"x\"}}}");
        with(
                Map.of(),
                docker -> {
                    new ImageCommands(docker.images())
                            .build(home)
                            .buildArg("HTTP_PROXY", "http://own")
                            .execute();
                    assertThat(asked("POST", "/build").query().get("buildargs").get(0))
                            .contains(
                                    "\"HTTP_PROXY\":\"http://own\"",
                                    "\"http_proxy\":\"http://p:1\"",
                                    "\"NO_PROXY\":\"x\"",
                                    "\"no_proxy\":\"x\"");
                    new ContainerCommands(docker.containers()).run("alpine").create();
                    assertThat(asked("POST", "/containers/create").body().path("Env").toString())
                            .contains("HTTP_PROXY=http://p:1", "no_proxy=x");
                });
    }

    @Test
    void theDefaultPlatformCountsForPullsAndBuilds() {
        with(
                Map.of("DOCKER_DEFAULT_PLATFORM", "linux/arm64"),
                docker -> {
                    ImageCommands images = new ImageCommands(docker.images());
                    images.build(home).execute();
                    images.pull("alpine").execute();
                    assertThat(asked("POST", "/build").query().get("platform"))
                            .containsExactly("linux/arm64");
                    assertThat(asked("POST", "/images/create").query().get("platform"))
                            .containsExactly("linux/arm64");
                    engine.reset(true);
                    images.pull("alpine").platform("linux/amd64").execute();
                    assertThat(asked("POST", "/images/create").query().get("platform"))
                            .containsExactly("linux/amd64");
                });
    }

    @Test
    void aBrokenConfigurationStopsNothing() throws IOException {
        for (String broken :
                List.of(
                        "{ no json",
                        "[]",
                        "{\"auths\":{\"docker.io\":{\"auth\":\"%%%\"}}}",
                        "{\"HttpHeaders\":3}")) {
            config(broken);
            engine.reset(true);
            with(
                    Map.of(),
                    docker -> {
                        new ContainerCommands(docker.containers()).run("alpine").create();
                        ImageCommands images = new ImageCommands(docker.images());
                        images.pull("alpine").execute();
                        images.build(home).execute();
                    });
            assertThat(asked("POST", "/build").path()).isEqualTo("/build");
        }
    }

    @Test
    void theEnginesSocketNeedsAnEngineAtASocket() {
        DockerBackend docker =
                new EngineProvider(new Endpoints(Map.of(), home)).connect("tcp://127.0.0.1:1");
        assertThatThrownBy(
                        () ->
                                new ContainerCommands(docker.containers())
                                        .parse("docker run --use-api-socket alpine")
                                        .create())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--use-api-socket")
                .hasMessageContaining("tcp://127.0.0.1:1");
        docker.close();
    }
}
