package io.dockerkit.impl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class EndpointsTest {
    @TempDir Path home;

    private Endpoints endpoints(Map<String, String> environment) {
        // a root of its own, so that the sockets of this machine do not count
        return new Endpoints(environment, home, home.resolve("root"));
    }

    private void config(String json) throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), json);
    }

    private static String id(String name) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        return String.format("%064x", new BigInteger(1, digest));
    }

    private Path tls(String context) throws Exception {
        return home.resolve(".docker/contexts/tls").resolve(id(context)).resolve("docker");
    }

    private void context(String name, String host) throws Exception {
        context(name, host, false);
    }

    private void context(String name, String host, boolean skipsVerify) throws Exception {
        Path meta = home.resolve(".docker/contexts/meta").resolve(id(name));
        Files.createDirectories(meta);
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\""
                        + name
                        + "\",\"Endpoints\":{\"docker\":{\"Host\":\""
                        + host
                        + "\",\"SkipTLSVerify\":"
                        + skipsVerify
                        + "}}}");
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
    void aBrokenConfigurationSaysNothing() throws IOException {
        config("{ this is no json");
        assertThat(endpoints(Map.of()).find().source()).isEqualTo("default");
        assertThat(endpoints(Map.of()).proxies("unix:///x")).isEmpty();
        assertThat(endpoints(Map.of()).detachKeys()).isEmpty();
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
                .isEqualTo(
                        new Endpoint(
                                "DOCKER_HOST",
                                host,
                                new Certificates(Path.of("/certs"), true, true)));
        assertThat(
                        endpoints(Map.of("DOCKER_HOST", host, "DOCKER_TLS_VERIFY", "yes"))
                                .find()
                                .certificates())
                .isEqualTo(new Certificates(home.resolve(".docker"), true, true));
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
                "tcp://a b",
                "tcp://a:0",
                "tcp://a:65536",
                "tcp://a:x",
                "tcp://a:1?x=y"
            })
    void anAddressOfAnotherFormIsRefused(String host) {
        assertThatThrownBy(() -> new Endpoint("argument", host, null).connect(Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"" + host.replaceFirst(":[^:@/]+@", ":***@") + "\"")
                .hasMessageContaining("accepted form: unix:///path");
    }

    @Test
    void anUnverifiedConnectionIsWhatDockerTlsAloneAsksFor() {
        assertThat(
                        endpoints(
                                        Map.of(
                                                "DOCKER_HOST",
                                                "tcp://remote",
                                                "DOCKER_TLS",
                                                "0",
                                                "DOCKER_CERT_PATH",
                                                "/certs"))
                                .find())
                .isEqualTo(
                        new Endpoint(
                                "DOCKER_HOST",
                                "tcp://remote:2376",
                                new Certificates(Path.of("/certs"), false, true)));
        assertThat(endpoints(Map.of("DOCKER_TLS_VERIFY", "1")).find().host())
                .isEqualTo("tcp://localhost:2376");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, tcp://127.0.0.1:1",
        "127.0.0.1, tcp://127.0.0.1:2375",
        "my_host:5, tcp://my_host:5",
        "tcp://, tcp://localhost:2375",
        "tcp://:1, tcp://localhost:1",
        "tcp://::1, tcp://[::1]:2375",
        "tcp://[::1], tcp://[::1]:2375",
        "tcp://[fe80::1%eth0]:99, tcp://[fe80::1%eth0]:99",
        "tcp://a:1/pre/fix/, tcp://a:1/pre/fix",
        "unix://, unix:///var/run/docker.sock",
        "' unix:///x.sock ', unix:///x.sock",
        "npipe://, npipe:////./pipe/docker_engine",
        "http://a:1, http://a:1"
    })
    void anAddressIsCompletedAsTheCliDoesIt(String given, String complete) {
        assertThat(endpoints(Map.of("DOCKER_HOST", given)).find().host()).isEqualTo(complete);
        assertThat(endpoints(Map.of()).of(given).host()).isEqualTo(complete);
    }

    @Test
    void aPasswordInAnAddressIsNotRepeated() {
        assertThatThrownBy(() -> endpoints(Map.of()).of("tcp://me:secret@remote:2375"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("tcp has no user")
                .hasMessageContaining("@remote:2375")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void whatTheCliWritesOtherwiseIsSaid() {
        assertThatThrownBy(
                        () ->
                                endpoints(Map.of("DOCKER_HOST", "https://a:1"))
                                        .find()
                                        .connect(Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("(from DOCKER_HOST)")
                .hasMessageContaining(
                        "docker writes tcp:// for it, and DOCKER_TLS_VERIFY=1 for TLS");
    }

    @Test
    void aContextHasTheTlsOfItsOwnAndNoOther() throws Exception {
        context("plain", "tcp://remote:2375");
        context("careless", "tcp://remote:2376", true);
        context("secure", "tcp://remote:2376");
        Path tls = tls("secure");
        Files.createDirectories(tls);
        Map<String, String> asking = Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/other");
        assertThat(contextWith(asking, "plain").certificates()).isNull();
        assertThat(contextWith(asking, "secure").certificates())
                .isEqualTo(new Certificates(tls, true, false));
        assertThat(contextWith(Map.of(), "careless").certificates())
                .isEqualTo(new Certificates(tls("careless"), false, false));
    }

    private Endpoint contextWith(Map<String, String> environment, String name) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DOCKER_CONTEXT", name);
        return endpoints(all).find();
    }

    @Test
    void theContextsOfAnotherConfigurationAreFoundThere() throws Exception {
        context("remote", "tcp://remote:2375");
        config("{\"currentContext\":\"remote\"}");
        Path moved = Files.move(home.resolve(".docker"), home.resolve("moved"));
        assertThat(endpoints(Map.of("DOCKER_CONFIG", moved.toString())).find().host())
                .isEqualTo("tcp://remote:2375");
        assertThat(endpoints(Map.of()).find().source()).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({
        "rootless, run-me/docker.sock",
        "Docker Desktop, .docker/desktop/docker.sock",
        "Docker Desktop, .docker/run/docker.sock",
        "Colima, .colima/default/docker.sock",
        "OrbStack, .orbstack/run/docker.sock",
        "Rancher Desktop, .rd/docker.sock",
        "podman, run-me/podman/podman.sock",
        "podman of root, root/run/podman/podman.sock"
    })
    void anotherEngineOfThisMachineIsFoundWhereThereIsNoDefaultSocket(String name, String socket)
            throws IOException {
        Path path = home.resolve(socket);
        Files.createDirectories(path.getParent());
        Map<String, String> user = Map.of("XDG_RUNTIME_DIR", home.resolve("run-me").toString());
        try (ServerSocketChannel listening =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(path))) {
            assertThat(listening.isOpen()).isTrue();
            Endpoint found = endpoints(user).find();
            assertThat(found.host()).isEqualTo("unix://" + path);
            assertThat(found.source())
                    .isEqualTo(
                            name
                                    + ", found since there is no "
                                    + home.resolve("root/var/run/docker.sock"));
            assertThat(endpoints(Map.of("DOCKER_CONTEXT", "default")).find().source())
                    .isEqualTo("default");
        }
        // the file is there still, but nobody listens on it
        assertThat(Files.exists(path)).isTrue();
        assertThat(endpoints(user).find().source()).isEqualTo("default");
    }

    @Test
    void aDefaultSocketThatIsThereIsNeverReplaced() throws IOException {
        Path other = home.resolve(".rd/docker.sock");
        Files.createDirectories(other.getParent());
        Path usual = home.resolve("root/var/run/docker.sock");
        Files.createDirectories(usual.getParent());
        Files.createFile(usual);
        try (ServerSocketChannel listening =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(other))) {
            assertThat(listening.isOpen()).isTrue();
            assertThat(endpoints(Map.of()).find())
                    .isEqualTo(new Endpoint("default", "unix://" + usual, null));
        }
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

    @Test
    void aFlagOfTheCliStandsForTheAddressThatAConnectionHas() throws Exception {
        context("remote", "ssh://me@remote");
        Endpoints plain = endpoints(Map.of());
        for (String host :
                new String[] {
                    "unix:///run/other.sock",
                    "tcp://build:2375",
                    "build:2375",
                    "ssh://me@build",
                    "tcp://[::1]:2375"
                }) {
            String connected = plain.wireTo(plain.of(host)).address();
            assertThat(plain.hostOf("--host", host)).as(host).isEqualTo(connected);
        }
        Endpoints remote = endpoints(Map.of("DOCKER_CONTEXT", "remote"));
        assertThat(plain.hostOf("--context", "remote"))
                .isEqualTo(remote.wireTo(remote.find()).address());
        assertThat(plain.hostOf("--context", "default"))
                .isEqualTo(plain.wireTo(plain.defaultEndpoint()).address());
        assertThat(
                        endpoints(Map.of("DOCKER_HOST", "tcp://build:2375"))
                                .hostOf("--context", "default"))
                .isEqualTo("tcp://build:2375");
        assertThatThrownBy(() -> plain.hostOf("--context", "gone"))
                .hasMessageContaining("there is no docker context \"gone\"");
        assertThatThrownBy(() -> plain.hostOf("--host", "ftp://x"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--host");
    }
}
