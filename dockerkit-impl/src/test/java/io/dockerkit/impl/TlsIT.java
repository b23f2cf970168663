package io.dockerkit.impl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.Diagnosis.Place;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.Session;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.engine.Diagnoses;
import io.dockerkit.lab.AsksForTheEngine;
import io.dockerkit.lab.Authority;
import io.dockerkit.lab.ChildJvm;
import io.dockerkit.lab.Ports;
import io.dockerkit.lab.PrivateEngine;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine that wants mutual TLS, with certificates made here, and each of the things that can be wrong with them. */
@Timeout(120)
class TlsIT {
    @TempDir static Path certificates;
    private static Authority authority;
    private static Authority stranger;
    private static Path client;
    private static PrivateEngine engine;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        authority = Authority.create(certificates, "authority");
        stranger = Authority.create(certificates, "stranger");
        client = authority.client("client", 2);
        port = Ports.free();
        engine = start(port, authority.server("server", 2, "DNS:localhost"));
    }

    private static PrivateEngine start(int port, Path server) {
        return PrivateEngine.start(
                "-H",
                "tcp://127.0.0.1:" + port,
                "--tlsverify",
                "--tlscacert=" + server.resolve("ca.pem"),
                "--tlscert=" + server.resolve("cert.pem"),
                "--tlskey=" + server.resolve("key.pem"));
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private static Endpoints endpoints(Map<String, String> environment) {
        return new Endpoints(environment, certificates);
    }

    private static Map<String, String> environment(String host, int port, Path files) {
        Map<String, String> all = new HashMap<>();
        all.put("DOCKER_HOST", "tcp://" + host + ":" + port);
        all.put("DOCKER_TLS_VERIFY", "1");
        all.put("DOCKER_CERT_PATH", files.toString());
        return all;
    }

    private static DockerBackend connect() {
        return new EngineProvider(endpoints(environment("localhost", port, client))).connect(null);
    }

    private static Container sleeper(DockerBackend docker) {
        return new ContainerCommands(docker.containers())
                .run(PrivateEngine.IMAGE)
                .network("none")
                .detached()
                .command("sleep", "600")
                .start();
    }

    @Test
    void runsAndCommandsLoseNothingAndSeeTheEndOfTheirInput() throws IOException {
        try (DockerBackend docker = connect()) {
            assertThat(docker.host()).isEqualTo("tcp://localhost:" + port);
            assertThat(docker.engine().ping().osType()).isEqualTo("linux");
            assertThat(
                            new ContainerCommands(docker.containers())
                                    .run(PrivateEngine.IMAGE)
                                    .network("none")
                                    .rm()
                                    .interactive()
                                    .stdin("a\nb\n")
                                    .command("wc", "-l")
                                    .execute()
                                    .stdout()
                                    .trim())
                    .isEqualTo("2");
            Container sleeper = sleeper(docker);
            assertThat(sleeper.exec("cat").stdin("the end is seen").execute().stdout())
                    .isEqualTo("the end is seen");
            try (Session shell = sleeper.exec("sh").interactive().attach()) {
                shell.stdin().write("echo $((6 * 7))\n".getBytes(UTF_8));
                shell.closeStdin();
                assertThat(shell.await(Duration.ofSeconds(20))).isZero();
                assertThat(new String(shell.stdout().readAllBytes(), UTF_8)).isEqualTo("42\n");
            }
            sleeper.remove(options -> options.force());
        }
    }

    @Test
    void megabytesOfInputAndOutputGoThroughWhole() throws IOException {
        byte[] much = new byte[5_000_003];
        new Random(42).nextBytes(much);
        try (DockerBackend docker = connect()) {
            Container sleeper = sleeper(docker);
            byte[] back = sleeper.exec("cat").stdin(much).execute().stdoutBytes();
            assertThat(Arrays.equals(back, much)).isTrue();
            Path file = Files.write(certificates.resolve("much"), much);
            sleeper.copyTo(file, "/much");
            Path copy = certificates.resolve("copy");
            sleeper.copyFrom("/much", copy);
            assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
            sleeper.remove(options -> options.force());
        }
    }

    @Test
    void followedLogsEndWithTheContainer() {
        try (DockerBackend docker = connect()) {
            Container counter =
                    new ContainerCommands(docker.containers())
                            .run(PrivateEngine.IMAGE)
                            .network("none")
                            .detached()
                            .command("sh", "-c", "for i in 1 2 3; do echo $i; done")
                            .start();
            try (Stream<LogLine> lines = counter.logs().follow().lines()) {
                assertThat(lines.map(LogLine::text).toList()).containsExactly("1", "2", "3");
            }
            counter.remove(options -> options.force());
        }
    }

    @Test
    void dockerJavaGoesOverTheSameConnection() {
        try (DockerBackend docker = connect()) {
            DockerClient client = docker.unwrap(DockerClient.class).orElseThrow();
            assertThat(client.versionCmd().exec().getVersion())
                    .isEqualTo(docker.engine().version().version());
            assertThat(client.listImagesCmd().exec()).isNotEmpty();
        }
    }

    @Test
    void aProgramNeedsNothingButTheEnvironment() throws Exception {
        assertThat(new ChildJvm(environment("localhost", port, client)).run(AsksForTheEngine.class))
                .contains("Docker at tcp://localhost:" + port + " (DOCKER_HOST)")
                .contains("version ");
    }

    @Test
    void aContextBringsItsOwnFiles() throws Exception {
        Path home = Files.createDirectories(certificates.resolve("home"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest("lab".getBytes(UTF_8));
        String id = String.format("%064x", new BigInteger(1, digest));
        Path meta = Files.createDirectories(home.resolve(".docker/contexts/meta").resolve(id));
        Path tls = home.resolve(".docker/contexts/tls").resolve(id).resolve("docker");
        Files.createDirectories(tls);
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.copy(client.resolve(file), tls.resolve(file));
        }
        for (boolean skipped : new boolean[] {false, true}) {
            // by the address, which the certificate does not have
            String host = skipped ? "127.0.0.1" : "localhost";
            Files.writeString(
                    meta.resolve("meta.json"),
                    "{\"Name\":\"lab\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://"
                            + (host + ":" + port)
                            + "\",\"SkipTLSVerify\":"
                            + skipped
                            + "}}}");
            Endpoints found = new Endpoints(Map.of("DOCKER_CONTEXT", "lab"), home);
            try (DockerBackend docker = new EngineProvider(found).connect(null)) {
                assertThat(docker.source()).isEqualTo("context \"lab\"");
                assertThat(docker.engine().version().version()).isNotEmpty();
            }
        }
    }

    @Test
    void dockerTlsAloneTakesWhoeverAnswers() {
        Map<String, String> careless = environment("127.0.0.1", port, client);
        careless.remove("DOCKER_TLS_VERIFY");
        careless.put("DOCKER_TLS", "1");
        try (DockerBackend docker = new EngineProvider(endpoints(careless)).connect(null)) {
            assertThat(docker.engine().version().version()).isNotEmpty();
        }
    }

    private static void assertRefused(
            Map<String, String> environment, String reason, String remedy) {
        try (DockerBackend docker = new EngineProvider(endpoints(environment)).connect(null)) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> docker.engine().version())
                        .isInstanceOf(DockerUnavailableException.class)
                        .hasMessageContaining(environment.get("DOCKER_HOST"))
                        .hasMessageContaining(reason)
                        .hasMessageContaining(remedy)
                        .hasMessageContaining("Docker.diagnose()");
            }
        }
        Place place = Diagnoses.of(endpoints(environment)).places().get(0);
        assertThat(place.finding()).isEqualTo(Finding.TLS);
        assertThat(place.answer()).contains(reason);
        assertThat(place.remedy()).contains(remedy);
    }

    private static Path mixed(String name, Path authority, Path identity) throws IOException {
        Path to = Files.createDirectories(certificates.resolve(name));
        Files.copy(authority.resolve("ca.pem"), to.resolve("ca.pem"));
        Files.copy(identity.resolve("cert.pem"), to.resolve("cert.pem"));
        Files.copy(identity.resolve("key.pem"), to.resolve("key.pem"));
        return to;
    }

    @Test
    void anEngineOfAnotherAuthorityIsSaidToBeOne() throws IOException {
        Path files = mixed("wrong-ca", stranger.directory(), client);
        assertRefused(
                environment("localhost", port, files),
                "the engine's certificate is not from the CA in " + files + "/ca.pem",
                "copy the ca.pem");
    }

    @Test
    void anotherHostNameIsNamedWithThoseOfTheCertificate() {
        assertRefused(
                environment("127.0.0.1", port, client),
                "the engine's certificate is for another host name",
                "subjectAltName");
    }

    @Test
    void aMissingClientCertificateIsAskedFor() {
        assertRefused(
                environment("localhost", port, authority.directory()),
                "the engine wants a client certificate, and there is none",
                "put cert.pem and key.pem into " + authority.directory());
    }

    @Test
    void aClientCertificateThatIsNotAcceptedIsSaidNotToBe() throws IOException {
        Path files = mixed("not-accepted", authority.directory(), stranger.client("stranger", 2));
        assertRefused(
                environment("localhost", port, files),
                "the client certificate is not accepted by the engine",
                "--tlscacert");
    }

    @Test
    void anExpiredClientCertificateIsNotAcceptedEither() {
        assertRefused(
                environment("localhost", port, authority.client("expired", -1)),
                "the client certificate ",
                "must be valid");
    }

    @Test
    void plainHttpToAPortWithTlsIsSaidToBeThat() {
        assertRefused(
                Map.of("DOCKER_HOST", "tcp://localhost:" + port),
                "the engine wants TLS there and was spoken to without",
                "DOCKER_TLS_VERIFY=1");
    }

    @Test
    void anExpiredCertificateOfTheEngineIsSaidToBeOne() throws IOException {
        int other = Ports.free();
        Path expired = authority.server("expired-server", -1, "DNS:localhost");
        try (PrivateEngine late = start(other, expired)) {
            assertThat(late.pid()).isPositive();
            assertRefused(
                    environment("localhost", other, client),
                    "the engine's certificate, or the CA's, has expired",
                    "--tlscert");
        }
    }
}
