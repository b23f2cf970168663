package io.dockerkit.impl;

import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ImageNotFoundException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.ScriptedEngine;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a registry prefix, images of Docker Hub come from the mirror and have the name that the program asked for. */
@Timeout(30)
class MirroredPullsTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    private static final String MIRROR = "mirror.example:5000/hub/";
    private static final String CREATE = "POST /images/create";
    private static final String DONE =
            "{\"status\":\"Pulling from hub/x\",\"id\":\"1\"}{\"status\":\"Pulling from hub/x\",\"id\":\"2\"}{\"status\":\"Status: Downloaded\"}";

    @TempDir Path home;

    private ScriptedEngine engine;
    private DockerBackend docker;

    @BeforeEach
    void start() throws IOException {
        engine = new ScriptedEngine(home);
        engine.on(CREATE, answers("200 OK", DONE))
                .onOthers(answers("201 Created", "{\"Id\":\"sha256:1\"}"));
        connect(Map.of("DOCKERKIT_REGISTRY_PREFIX", MIRROR));
    }

    @AfterEach
    void stop() throws IOException {
        docker.close();
        engine.close();
    }

    private void connect(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("DOCKER_HOST", engine.host());
        environment.put("DOCKER_API_VERSION", ScriptedEngine.API_VERSION);
        docker = new EngineProvider(new Endpoints(environment, home)).connect(null);
    }

    private ImageCommands images() {
        return new ImageCommands(docker.images());
    }

    private List<String> calls() {
        return engine.calls().stream()
                .filter(call -> !call.startsWith("GET /_ping") && !call.contains("/version"))
                .map(call -> URLDecoder.decode(call, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aPullAsksTheMirrorAndNamesTheImage() {
        Image image = images().pull("x:1").execute();
        assertThat(image.reference()).isEqualTo("x:1");
        assertThat(calls())
                .containsExactly(
                        "POST /images/create?fromImage=mirror.example:5000/hub/x&tag=1",
                        "POST /images/mirror.example:5000/hub/x:1/tag?repo=x&tag=1",
                        "GET /images/x:1/json");
    }

    @Test
    void allTagsAreNamed() {
        List<Image> all = images().pull("team/x").allTags().execute();
        assertThat(all).extracting(Image::reference).containsExactly("team/x:1", "team/x:2");
        assertThat(calls())
                .contains(
                        "POST /images/create?fromImage=mirror.example:5000/hub/team/x",
                        "POST /images/mirror.example:5000/hub/team/x:1/tag?repo=team/x&tag=1",
                        "POST /images/mirror.example:5000/hub/team/x:2/tag?repo=team/x&tag=2");
    }

    @Test
    void anImageNamedByItsDigestKeepsTheNameOfTheMirror() {
        Image image = images().pull("x@" + DIGEST).execute();
        assertThat(image.reference()).isEqualTo(MIRROR + "x@" + DIGEST);
        assertThat(calls())
                .containsExactly(
                        "POST /images/create?fromImage=mirror.example:5000/hub/x&tag=" + DIGEST,
                        "GET /images/" + MIRROR + "x@" + DIGEST + "/json");
    }

    @Test
    void otherRegistriesAreAskedAsBefore() {
        images().pull("ghcr.io/o/x:1").execute();
        assertThat(calls())
                .containsExactly(
                        "POST /images/create?fromImage=ghcr.io/o/x&tag=1",
                        "GET /images/ghcr.io/o/x:1/json");
    }

    @Test
    void aRunPullsFromTheMirrorAndCreatesFromTheNameThatItWasGiven() {
        ContainerCommands containers = new ContainerCommands(docker.containers());
        containers.run("x:1").pull("always").create();
        assertThat(calls())
                .contains(
                        "POST /images/create?fromImage=mirror.example:5000/hub/x&tag=1",
                        "POST /images/mirror.example:5000/hub/x:1/tag?repo=x&tag=1");
        assertThat(engine.heads().get(engine.heads().size() - 1)).contains("\"Image\":\"x:1\"");
    }

    @Test
    void aRunOfADigestCreatesFromTheNameOfTheMirror() {
        ContainerCommands containers = new ContainerCommands(docker.containers());
        containers.run("x@" + DIGEST).pull("always").create();
        assertThat(engine.heads().get(engine.heads().size() - 1))
                .contains("\"Image\":\"" + MIRROR + "x@" + DIGEST + "\"");
    }

    @Test
    void thePrefixCanBeSetInCode() {
        connect(Map.of());
        images().pull("x:1").execute();
        assertThat(calls()).first().asString().contains("fromImage=x&");
        new ImageCommands(docker.withRegistryPrefix("other.example").images())
                .pull("x:1")
                .execute();
        assertThat(calls()).anyMatch(call -> call.contains("fromImage=other.example/x&tag=1"));
        assertThatThrownBy(() -> docker.withRegistryPrefix("https://other.example"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("for registry prefix");
    }

    @Test
    void aMalformedPrefixIsRefusedWhenTheProgramConnects() {
        assertThatThrownBy(() -> connect(Map.of("DOCKERKIT_REGISTRY_PREFIX", "mirror")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("DOCKERKIT_REGISTRY_PREFIX");
    }

    @Test
    void theLoginIsThatOfTheMirrorAndCredentialsForDockerHubStayHere() throws IOException {
        String pair =
                Base64.getEncoder()
                        .encodeToString("robot:mirrors-own".getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                Files.createDirectories(home.resolve(".docker")).resolve("config.json"),
                "{\"auths\":{\"mirror.example:5000\":{\"auth\":\"" + pair + "\"}}}");
        images().pull("x:1").credentials("me", "of-docker-hub").execute();
        String head =
                engine.heads().stream()
                        .filter(sent -> sent.contains("/images/create"))
                        .findFirst()
                        .orElseThrow();
        String login =
                new String(
                        Base64.getUrlDecoder()
                                .decode(head.replaceAll("(?s).*X-Registry-Auth: (\\S+).*", "$1")),
                        StandardCharsets.UTF_8);
        assertThat(login)
                .contains("\"serveraddress\":\"mirror.example:5000\"")
                .contains("mirrors-own")
                .doesNotContain("of-docker-hub");
    }

    @Test
    void anErrorNamesTheImageAndTheMirror() {
        engine.on(CREATE, answers("404 Not Found", "{\"message\":\"manifest unknown\"}"));
        assertThatThrownBy(() -> images().pull("x:1").execute())
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("cannot pull image x:1 from mirror.example:5000/hub/x:1: ");
        assertThat(calls()).hasSize(1);
    }

    /** Returns the changes that a build asks for that begins with an image of Docker Hub and one of another registry. */
    private List<String> changesOfABuild(String loginAt) throws IOException {
        String auths = "{\"auths\":{\"" + loginAt + "\":{\"auth\":\"dTpw\"}}}";
        connect(Map.of("DOCKERKIT_REGISTRY_PREFIX", MIRROR, "DOCKER_AUTH_CONFIG", auths));
        String found = "GET /images/x:1/json";
        engine.on(found, answers("404 Not Found", "{\"message\":\"no such image\"}"))
                .on(
                        CREATE,
                        peer -> {
                            engine.on(found, answers("200 OK", "{\"Id\":\"sha256:1\"}"));
                            answers("200 OK", DONE).serve(peer);
                        })
                .on("POST /build", answers("200 OK", "{\"aux\":{\"ID\":\"sha256:5\"}}"));
        images().build(Dockerfile.inline("FROM x:1\nFROM ghcr.io/o/x:1\n")).execute();
        return calls().stream()
                .filter(call -> call.startsWith("POST "))
                .map(call -> call.replaceFirst("(/build)\\?.*", "$1"))
                .toList();
    }

    /** Without a session, bases of a registry with a login are pulled before the build. */
    @Test
    void theBasesThatAreWantedForALoginAtDockerHubComeFromTheMirror() throws IOException {
        assertThat(changesOfABuild("https://index.docker.io/v1/"))
                .containsExactly(
                        "POST /images/create?fromImage=mirror.example:5000/hub/x&tag=1",
                        "POST /images/mirror.example:5000/hub/x:1/tag?repo=x&tag=1",
                        "POST /build");
    }

    @Test
    void otherBasesArePulledByTheEngineItselfWhichKnowsNoPrefix() throws IOException {
        assertThat(changesOfABuild("mirror.example:5000")).containsExactly("POST /build");
    }
}
