package io.dockerkit.impl.traps;

import static io.dockerkit.lab.Calls.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Credentials;
import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.Login;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Route;
import io.dockerkit.impl.transport.SocketHttpClient;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traps of what is asked for and what is made of the answer: rows T15, T16, T23, T24, T27 and T28. */
class RequestTrapsTest {
    private static final Pattern LOGIN = Pattern.compile("(?m)^X-Registry-Auth: (.*?)\\r?$");

    @TempDir Path directory;
    private ScriptedEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = new ScriptedEngine(directory);
        engine.on("POST /images/create", answers("200 OK", "{\"status\":\"Status: done\"}"));
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private Endpoints endpoints(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DOCKER_CONFIG", directory.toString());
        return new Endpoints(all, directory);
    }

    private void config(String json) throws IOException {
        Files.writeString(directory.resolve("config.json"), json);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the login that went out with the pull of an image; empty for none. */
    private String loginFor(String image, Map<String, String> environment) {
        engine.heads().clear();
        String name = image.replaceFirst("^docker.io/library/", "");
        engine.on(
                "GET /images/" + name + ":latest/json", answers("200 OK", "{\"Id\":\"sha256:1\"}"));
        engine.images(endpoints(environment).credentials()).pull(image).execute();
        return login(engine.heads().get(0));
    }

    private static String login(String head) {
        Matcher matcher = LOGIN.matcher(head);
        return matcher.find()
                ? new String(
                        Base64.getUrlDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8)
                : "";
    }

    @Test
    void t15TheVersionOfTheEnvironmentIsHonoured() throws IOException {
        assertThat(endpoints(Map.of("DOCKER_API_VERSION", "1.41")).apiVersion()).isEqualTo("1.41");
        List<String> heads = new CopyOnWriteArrayList<>();
        Path socket = Files.createDirectory(directory.resolve("pinned"));
        try (ScriptedEngine pinned =
                        new ScriptedEngine(
                                socket,
                                peer -> {
                                    heads.add(peer.request());
                                    answers("200 OK", "{}").serve(peer);
                                });
                Rest rest =
                        new Rest(
                                new SocketHttpClient(Route.toSocket(pinned.socket()), null),
                                endpoints(Map.of("DOCKER_API_VERSION", "1.41")).apiVersion())) {
            rest.get("info").read();
        }
        // the engine was not even asked for its own
        assertThat(heads).hasSize(1);
        assertThat(heads.get(0)).startsWith("GET /v1.41/info ");
    }

    @Test
    void t16ALoginIsGivenToItsOwnRegistryAlone() throws IOException {
        config("{\"auths\":{\"my.registry\":{\"auth\":\"" + base64("me:hunter2") + "\"}}}");
        assertThat(loginFor("docker.io/library/alpine", Map.of())).isEmpty();
        assertThat(loginFor("alpine", Map.of())).isEmpty();
        assertThat(loginFor("other.registry/team/app", Map.of())).isEmpty();
        assertThat(loginFor("my.registry/team/app", Map.of()))
                .contains("\"username\":\"me\"", "\"password\":\"hunter2\"", "my.registry");
    }

    @Test
    void t16HubsLoginIsGivenToHubAlone() throws IOException {
        config(
                "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\""
                        + base64("me:hunter2")
                        + "\"}}}");
        assertThat(loginFor("alpine", Map.of())).contains("hunter2");
        assertThat(loginFor("my.registry/team/app", Map.of())).isEmpty();
    }

    @Test
    void t16WhatTheCallerGivesGoesToTheImagesRegistryInPlaceOfTheConfigurations()
            throws IOException {
        config("{\"auths\":{\"my.registry\":{\"auth\":\"" + base64("me:hunter2") + "\"}}}");
        engine.on(
                "GET /images/my.registry/app:latest/json",
                answers("200 OK", "{\"Id\":\"sha256:1\"}"));
        engine.images(endpoints(Map.of()).credentials())
                .pull("my.registry/app")
                .credentials("you", "given")
                .execute();
        assertThat(login(engine.heads().get(0)))
                .isEqualTo(
                        "{\"username\":\"you\",\"password\":\"given\",\"serveraddress\":\"my.registry\"}");
        engine.images(endpoints(Map.of()).credentials())
                .pull("my.registry/app")
                .credentials(Credentials.identityToken("tok"))
                .execute();
        assertThat(login(engine.heads().get(2)))
                .isEqualTo("{\"identitytoken\":\"tok\",\"serveraddress\":\"my.registry\"}");
    }

    private EngineCommands engineOf(Map<String, String> environment) {
        return new EngineCommands(
                new EngineApi(engine.rest(), endpoints(environment).credentials()));
    }

    @Test
    void theTokenThatARegistryGivesInExchangeIsKeptAndNotThePassword() throws IOException {
        engine.on(
                "POST /auth",
                answers(
                        "200 OK",
                        "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"refresh-me\"}"));
        Login login = engineOf(Map.of()).login("my.registry", Credentials.of("me", "hunter2"));
        assertThat(login.username()).isEqualTo("me");
        assertThat(Files.readString(directory.resolve("config.json")))
                .contains("\"identitytoken\": \"refresh-me\"")
                .doesNotContain("hunter2", base64("me:hunter2"));
        assertThat(loginFor("my.registry/team/app", Map.of()))
                .isEqualTo(
                        "{\"username\":\"me\",\"identitytoken\":\"refresh-me\",\"serveraddress\":\"my.registry\"}");
        config("{\"credsStore\":\"test\"}");
        Map<String, String> path =
                helper("[ \"$1\" = store ] && cat > '" + directory.resolve("stored") + "'");
        engineOf(path).login("docker.io", Credentials.of("me", "hunter2"));
        assertThat(Files.readString(directory.resolve("stored")))
                .isEqualTo(
                        "{\"ServerURL\":\"https://index.docker.io/v1/\",\"Username\":\"<token>\","
                                + "\"Secret\":\"refresh-me\"}");
    }

    @Test
    void aHelpersTokenIsSentAsOne() throws IOException {
        config("{\"credsStore\":\"test\"}");
        Map<String, String> path = helper("echo '{\"Username\":\"<token>\",\"Secret\":\"tok\"}'");
        assertThat(loginFor("my.registry/app", path))
                .isEqualTo("{\"identitytoken\":\"tok\",\"serveraddress\":\"my.registry\"}");
    }

    @Test
    void noErrorOfAHelperShowsASecret() throws IOException {
        config("{\"credsStore\":\"test\"}");
        Map<String, String> garbage = helper("echo '{\"Username\":\"u\",\"Secret\":\"hunter2\"'");
        assertThatThrownBy(() -> loginFor("my.registry/app", garbage))
                .hasMessageContaining("it printed no JSON")
                .hasNoCause()
                .hasMessageNotContaining("hunter2");
        Map<String, String> both =
                helper(
                        "echo '{\"Secret\":\"hunter2\"}'; echo 'the keychain is locked' >&2; exit 3");
        assertThatThrownBy(() -> loginFor("my.registry/app", both))
                .hasMessageContaining("code 3: the keychain is locked;")
                .hasMessageNotContaining("hunter2");
        engine.on("POST /auth", answers("200 OK", "{\"Status\":\"Login Succeeded\"}"));
        Map<String, String> echoing = helper("echo \"cannot keep $(cat)\" >&2; exit 1");
        EngineCommands commands = engineOf(echoing);
        assertThatThrownBy(() -> commands.login("my.registry", Credentials.of("me", "hunter2")))
                .hasMessageContaining("failed to store")
                .hasMessageContaining("***")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theEnvironmentsLoginsComeFirst() throws IOException {
        config("{\"auths\":{\"my.registry\":{\"auth\":\"" + base64("me:old") + "\"}}}");
        String own = "{\"auths\":{\"https://my.registry/v2/\":{\"identitytoken\":\"tok\"}}}";
        assertThat(loginFor("my.registry/team/app", Map.of("DOCKER_AUTH_CONFIG", own)))
                .contains("\"identitytoken\":\"tok\"")
                .doesNotContain("old");
    }

    private Map<String, String> helper(String script) throws IOException {
        Path file = directory.resolve("docker-credential-test");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return Map.of("PATH", directory + ":" + System.getenv("PATH"));
    }

    @Test
    void t23TheHelperIsRunAndItsAnswerSent() throws IOException {
        config("{\"credHelpers\":{\"my.registry\":\"test\"}}");
        Map<String, String> path =
                helper(
                        "[ \"$1\" = get ] && read -r server;"
                                + " echo '{\"Username\":\"u-'${server#https:}'\",\"Secret\":\"s\"}'");
        assertThat(loginFor("my.registry/team/app", path)).contains("u-my.registry");
        assertThat(loginFor("other.registry/team/app", path)).isEmpty();
        config("{\"credsStore\":\"test\"}");
        assertThat(loginFor("alpine", path)).contains("u-//index.docker.io/v1/");
    }

    @Test
    void t23AHelperWithoutALoginIsNoError() throws IOException {
        config("{\"credsStore\":\"test\"}");
        Map<String, String> path =
                helper("echo 'credentials not found in native keychain'; exit 1");
        assertThat(loginFor("my.registry/team/app", path)).isEmpty();
    }

    @Test
    void t23AHelperThatFailsIsTold() throws IOException {
        config("{\"credsStore\":\"test\"}");
        Map<String, String> path = helper("echo 'the keychain is locked'; exit 7");
        assertThatThrownBy(() -> loginFor("my.registry/team/app", path))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("docker-credential-test")
                .hasMessageContaining("the keychain is locked");
        config("{\"credsStore\":\"gone\"}");
        assertThatThrownBy(() -> loginFor("my.registry/team/app", path))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("docker-credential-gone")
                .hasMessageContaining("no such program");
    }

    @Test
    void t24APullWithoutATagAsksForLatestAlone() {
        loginFor("alpine", Map.of());
        assertThat(engine.heads().get(0)).contains("fromImage=alpine&tag=latest");
    }

    @Test
    void t27AnAddressIsFoundAtTheEndpoint() {
        engine.onContainer(
                "GET",
                "/json",
                answers(
                        "200 OK",
                        "{\"Id\":\"c\",\"NetworkSettings\":{\"Networks\":{\"mine\":{\"IPAddress\":\"172.20.0.2\"}}}}"));
        assertThat(engine.container().inspect().ipAddress()).contains("172.20.0.2");
    }

    @Test
    void t28TheStartOfARunningContainerIsFineAndTold() {
        Container container = engine.container();
        engine.onContainer("POST", "/start", answers("304 Not Modified", ""));
        assertThat(container.start()).isFalse();
        engine.onContainer("POST", "/start", answers("204 No Content", ""));
        assertThat(container.start()).isTrue();
    }
}
