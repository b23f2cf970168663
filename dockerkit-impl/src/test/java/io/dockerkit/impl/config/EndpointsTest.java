package io.dockerkit.impl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    @TempDir Path home;

    private Endpoints endpoints(Map<String, String> environment) {
        return new Endpoints(environment, home);
    }

    private void config(String json) throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), json);
    }

    private void context(String name, String host) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        Path meta =
                home.resolve(".docker/contexts/meta")
                        .resolve(String.format("%064x", new BigInteger(1, digest)));
        Files.createDirectories(meta);
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\""
                        + name
                        + "\",\"Endpoints\":{\"docker\":{\"Host\":\""
                        + host
                        + "\"}}}");
    }

    @Test
    void theVariableWinsOverTheContexts() throws Exception {
        context("remote", "tcp://remote:2375");
        config("{\"currentContext\":\"remote\"}");
        Endpoint found =
                endpoints(Map.of("DOCKER_HOST", "unix:///mine.sock", "DOCKER_CONTEXT", "remote"))
                        .find();
        assertThat(found).isEqualTo(new Endpoint("DOCKER_HOST", "unix:///mine.sock", null));
    }

    @Test
    void theNamedContextWinsOverTheCurrentOne() throws Exception {
        context("remote", "tcp://remote:2375");
        context("other", "unix:///other.sock");
        config("{\"currentContext\":\"remote\"}");
        assertThat(endpoints(Map.of("DOCKER_CONTEXT", "other")).find().host())
                .isEqualTo("unix:///other.sock");
        assertThat(endpoints(Map.of()).find().host()).isEqualTo("tcp://remote:2375");
        assertThat(endpoints(Map.of("DOCKER_CONTEXT", "default")).find().source())
                .isEqualTo("default");
    }

    @Test
    void t21AContextThatDoesNotExistIsAnErrorAndNeverTheLocalEngine() throws IOException {
        assertThatThrownBy(() -> endpoints(Map.of("DOCKER_CONTEXT", "gone")).find())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("there is no docker context \"gone\"")
                .hasMessageContaining("docker context ls");
        config("{\"currentContext\":\"gone\"}");
        assertThatThrownBy(() -> endpoints(Map.of()).find())
                .isInstanceOf(DockerUnavailableException.class);
    }

    @Test
    void withoutAnythingItIsTheDefault() {
        assertThat(endpoints(Map.of()).find().source()).isEqualTo("default");
        assertThat(endpoints(Map.of("DOCKER_HOST", " ")).find().source()).isEqualTo("default");
    }

    @Test
    void t22AnEmptyConfigurationIsOneThatSaysNothing() throws IOException {
        config("");
        assertThat(endpoints(Map.of()).find().source()).isEqualTo("default");
    }

    @Test
    void aBrokenConfigurationIsNamed() throws IOException {
        config("{ this is no json");
        assertThatThrownBy(() -> endpoints(Map.of()).find())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("config.json");
    }

    @Test
    void certificatesCountWhereTheVariableAsksForThem() {
        String host = "tcp://remote:2376";
        assertThat(endpoints(Map.of("DOCKER_HOST", host)).find().certificates()).isNull();
        assertThat(
                        endpoints(
                                        Map.of(
                                                "DOCKER_HOST",
                                                host,
                                                "DOCKER_TLS_VERIFY",
                                                "1",
                                                "DOCKER_CERT_PATH",
                                                "/certs"))
                                .find())
                .isEqualTo(new Endpoint("DOCKER_HOST", host, Path.of("/certs")));
        assertThat(
                        endpoints(Map.of("DOCKER_HOST", host, "DOCKER_TLS_VERIFY", "yes"))
                                .find()
                                .certificates())
                .isEqualTo(home.resolve(".docker"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "http://x",
                "ssh://",
                "ssh://user@",
                "ssh://user:secret@host",
                "ssh://host?query",
                "ssh://host#fragment",
                "ssh://-oProxyCommand=true",
                "ssh://-l@host",
                "ssh://a$(b)@host",
                "ssh://host:ssh",
                "unix://relative.sock",
                "tcp://",
                "tcp://a b"
            })
    void anAddressOfAnotherFormIsRefused(String host) {
        assertThatThrownBy(() -> Wires.to(new Endpoint("argument", host, null)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"" + host + "\"")
                .hasMessageContaining("accepted form: unix:///path");
    }

    @Test
    void sshIsCalledAsTheCliCallsIt() {
        assertThat(ssh("ssh://host")).isEqualTo("ssh host docker system dial-stdio");
        assertThat(ssh("ssh://me@my_host:2222/"))
                .isEqualTo("ssh -l me -p 2222 my_host docker system dial-stdio");
        assertThat(ssh("ssh://a%40b@[::1]:22/run/user/1/docker.sock"))
                .isEqualTo(
                        "ssh -l a@b -p 22 ::1 docker --host=unix:///run/user/1/docker.sock system"
                                + " dial-stdio");
        assertThat(ssh("ssh://host/a%20b;c"))
                .isEqualTo("ssh host docker '--host=unix:///a b;c' system dial-stdio");
    }

    private static String ssh(String address) {
        return Wires.ssh(new Endpoint("argument", address, null))
                .command(address, Map.of())
                .toString();
    }

    @Test
    void proxiesAreThoseOfTheEngineOrTheDefault() throws IOException {
        assertThat(endpoints(Map.of()).proxies("unix:///a.sock")).isEmpty();
        config(
                "{\"proxies\":{\"default\":{\"httpProxy\":\"http://p:3128\",\"noProxy\":\"local\"},"
                        + "\"tcp://b:2375\":{\"httpsProxy\":\"https://q\"}}}");
        assertThat(endpoints(Map.of()).proxies("unix:///a.sock"))
                .containsOnly(
                        Map.entry("HTTP_PROXY", "http://p:3128"),
                        Map.entry("http_proxy", "http://p:3128"),
                        Map.entry("NO_PROXY", "local"),
                        Map.entry("no_proxy", "local"));
        assertThat(endpoints(Map.of()).proxies("tcp://b:2375"))
                .containsOnlyKeys("HTTPS_PROXY", "https_proxy");
    }
}
