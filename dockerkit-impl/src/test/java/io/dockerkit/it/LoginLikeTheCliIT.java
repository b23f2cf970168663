package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.Credentials;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineVersion;
import io.dockerkit.engine.Login;
import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import io.dockerkit.spi.DockerBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The docker CLI of this machine and DockerKit keep the same of a login, send the same, and describe the same client. */
@Timeout(60)
class LoginLikeTheCliIT {
    @TempDir Path directory;
    private ScriptedEngine scripted;
    private Path ours;
    private Path theirs;
    private DockerBackend connection;
    private EngineCommands engine;

    @BeforeEach
    void start() throws Exception {
        scripted = new ScriptedEngine(directory);
        scripted.on("HEAD /_ping", Calls.answers("200 OK", "", "Api-Version: 1.47"));
        answer("{\"Status\":\"Login Succeeded\"}");
        ours = Files.createDirectories(directory.resolve("ours"));
        theirs = Files.createDirectories(directory.resolve("theirs"));
        connection =
                new EngineProvider(
                                new Endpoints(
                                        Map.of(
                                                "DOCKER_HOST",
                                                scripted.host(),
                                                "DOCKER_CONFIG",
                                                ours.toString()),
                                        directory))
                        .connect(null);
        engine = new EngineCommands(connection.engine());
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        scripted.close();
    }

    private void answer(String json) {
        scripted.on("POST /auth", Calls.answers("200 OK", json));
    }

    private String cli(String input, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("docker"));
        line.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().put("DOCKER_HOST", scripted.host());
        builder.environment().put("DOCKER_CONFIG", theirs.toString());
        builder.redirectError(directory.resolve("stderr").toFile());
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(line + Files.readString(directory.resolve("stderr")))
                .isZero();
        return out;
    }

    private static String config(Path of) throws Exception {
        return Files.readString(of.resolve("config.json")).strip();
    }

    @Test
    void withoutAServerItIsDockerHub() throws Exception {
        Login login = engine.login(Credentials.of("me", "secret"));
        cli("secret", "login", "--username", "me", "--password-stdin");
        assertThat(login.server()).isEqualTo("https://index.docker.io/v1/");
        assertThat(config(ours)).isEqualTo(config(theirs)).contains("index.docker.io");
        assertThat(engine.logout()).isTrue();
        cli("", "logout");
        assertThat(config(ours).replaceAll("\\s", ""))
                .isEqualTo(config(theirs).replaceAll("\\s", ""));
        assertThat(engine.logout()).isFalse();
    }

    @Test
    void anIdentityTokenIsKeptBesideTheNameAndSentAsTheCliSendsIt() throws Exception {
        answer("{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"token-1\"}");
        Credentials read =
                Credentials.read(
                        "me",
                        new ByteArrayInputStream("secret\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(engine.login("my.registry:5000", read).username()).isEqualTo("me");
        cli("secret\r\n", "login", "--username", "me", "--password-stdin", "my.registry:5000");
        assertThat(config(ours)).isEqualTo(config(theirs)).doesNotContain("secret");

        scripted.on("POST /images/my.registry:5000/x/push", Calls.answers("200 OK", "{}"));
        cli("", "push", "--quiet", "my.registry:5000/x:1");
        assertThat(header(scripted.heads().get(scripted.heads().size() - 1)))
                .isEqualTo(ownHeader());
    }

    private String ownHeader() {
        return new String(
                        Base64.getUrlDecoder()
                                .decode(
                                        new Endpoints(
                                                        Map.of("DOCKER_CONFIG", ours.toString()),
                                                        directory)
                                                .credentials()
                                                .of("my.registry:5000", null)
                                                .header()
                                                .orElseThrow()),
                        StandardCharsets.UTF_8)
                .transform(LoginLikeTheCliIT::sorted);
    }

    private static String header(String head) {
        String value =
                head.lines()
                        .filter(
                                line ->
                                        line.toLowerCase(Locale.ROOT)
                                                .startsWith("x-registry-auth:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElseThrow();
        return sorted(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
    }

    private static String sorted(String json) {
        try {
            Map<String, String> fields = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : JsonText.fields(JsonText.read(json))) {
                fields.put(field.getKey(), field.getValue().asText());
            }
            return fields.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStoredLoginIsCheckedAgain() throws Exception {
        assertThatThrownBy(() -> engine.login("my.registry"))
                .isInstanceOf(AuthenticationRequiredException.class)
                .hasMessageContaining("no login for my.registry is stored");
        assertThat(scripted.calls()).noneMatch(call -> call.contains("/auth"));
        engine.login("my.registry", Credentials.of("me", "secret"));
        String before = config(ours);
        assertThat(engine.login("my.registry").username()).isEqualTo("me");
        assertThat(config(ours)).isEqualTo(before);
        answer("{\"IdentityToken\":\"token-2\"}");
        engine.login("my.registry");
        assertThat(config(ours)).contains("token-2");
        scripted.on(
                "POST /auth",
                Calls.answers(
                        "401 Unauthorized",
                        "{\"message\":\"Get https://my.registry/v2/: unauthorized: incorrect username or password\"}"));
        String kept = config(ours);
        assertThatThrownBy(() -> engine.login("my.registry"))
                .isInstanceOf(AuthenticationRequiredException.class);
        assertThat(config(ours)).isEqualTo(kept);
    }

    @Test
    void theClientsHalfOfTheVersionIsThatOfThisConnection() throws Exception {
        EngineVersion.Client before = engine.client();
        assertThat(before.apiVersion()).isEmpty();
        assertThat(scripted.connections()).isZero();
        engine.ping();
        scripted.on("GET /version", Calls.answers("200 OK", "{\"Version\":\"1\"}"));
        var theirs = JsonText.read(cli("", "version", "--format", "json")).path("Client");
        EngineVersion.Client client = engine.client();
        assertThat(client.apiVersion())
                .hasValue(theirs.path("ApiVersion").asText())
                .hasValue("1.47");
        assertThat(client.os()).isEqualTo(theirs.path("Os").asText());
        assertThat(client.arch()).isEqualTo(theirs.path("Arch").asText());
        assertThat(client.context())
                .isEqualTo(theirs.path("Context").asText())
                .isEqualTo("default");
        assertThat(client.javaVersion()).isEqualTo(System.getProperty("java.version"));
        assertThat(client.defaultApiVersion()).isEqualTo("1.51");
    }

    @Test
    void theContextOfAConnectionIsItsClients() {
        Map<String, String> environment = Map.of("DOCKER_CONFIG", ours.toString());
        EngineProvider provider = new EngineProvider(new Endpoints(environment, directory));
        provider.contexts().create("work", null, null, Map.of("host", scripted.host())).use();
        for (DockerBackend of :
                new DockerBackend[] {provider.connect(null), provider.connectContext("work")}) {
            try (of) {
                assertThat(of.engine().client().context()).isEqualTo("work");
                assertThat(of.host()).isEqualTo(scripted.host());
                assertThat(of.engine().ping().apiVersion()).isEqualTo("1.47");
            }
        }
        try (DockerBackend of = provider.connect(scripted.host())) {
            assertThat(of.engine().client().context()).isEqualTo("default");
        }
    }
}
