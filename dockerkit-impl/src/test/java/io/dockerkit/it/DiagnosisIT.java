package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Diagnosis;
import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.Docker;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.engine.Diagnoses;
import io.dockerkit.lab.AsksForTheEngine;
import io.dockerkit.lab.Authority;
import io.dockerkit.lab.ChildJvm;
import io.dockerkit.lab.PrivateEngine;
import io.dockerkit.lab.Relay;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Diagnoses of real engines: one that answers, one that hangs, one without TLS, one that is somebody else's. */
@Timeout(120)
class DiagnosisIT {
    @TempDir Path directory;

    @Test
    void theEngineOfTheTestsAnswersWithItsVersion() {
        Diagnosis found = Docker.diagnose();
        Diagnosis.Place used = found.usable().orElseThrow();
        assertThat(used.finding()).isEqualTo(Finding.ENGINE);
        assertThat(used.remedy()).isEmpty();
        assertThat(found.advice()).isEmpty();
        try (Docker docker = Docker.connect()) {
            assertThat(used.host()).isEqualTo(docker.host());
            assertThat(used.answer()).isEqualTo("engine " + docker.engine().version().version());
            assertThat(docker).hasToString("Docker at " + used.host() + " (" + used.source() + ")");
        }
    }

    @Test
    void anEngineThatHangsIsSaidToAndAnswersAgainAfter() {
        try (PrivateEngine engine = PrivateEngine.start()) {
            Endpoints endpoints = new Endpoints(Map.of("DOCKER_HOST", engine.address()), directory);
            engine.suspend();
            long start = System.nanoTime();
            Diagnosis.Place place = Diagnoses.of(endpoints).places().get(0);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
            engine.resume();
            assertThat(place.finding()).isEqualTo(Finding.TIMED_OUT);
            assertThat(place.remedy()).contains("the engine hangs");
            assertThat(Diagnoses.of(endpoints).places().get(0).finding()).isEqualTo(Finding.ENGINE);
        }
    }

    @Test
    void tlsToAPortWithoutItIsSaidToBeThat() throws Exception {
        Path client = Authority.create(directory, "authority").client("client", 2);
        try (Docker docker = Docker.connect();
                Relay relay = new Relay(Path.of(docker.host().substring("unix://".length())))) {
            Endpoints endpoints =
                    new Endpoints(
                            Map.of(
                                    "DOCKER_HOST",
                                    "tcp://127.0.0.1:" + relay.port(),
                                    "DOCKER_TLS_VERIFY",
                                    "1",
                                    "DOCKER_CERT_PATH",
                                    client.toString()),
                            directory);
            Diagnosis.Place place = Diagnoses.of(endpoints).places().get(0);
            assertThat(place.finding()).isEqualTo(Finding.TLS);
            assertThat(place.answer()).isEqualTo("what listens there does not speak TLS");
            assertThat(place.remedy()).contains("leave out DOCKER_TLS_VERIFY");
        }
    }

    @Test
    void aSocketOfSomebodyElseIsSaidNotToBeOpenToTheUser() throws Exception {
        Path socket = directory.resolve("engine.sock");
        try (ServerSocketChannel engine =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket))) {
            assertThat(engine.isOpen()).isTrue();
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            Path readable = Files.createDirectories(directory.resolve("readable"));
            String said =
                    new ChildJvm(Map.of("DOCKER_HOST", "unix://" + socket))
                            .asNobody(readable)
                            .run(AsksForTheEngine.class);
            assertThat(said)
                    .contains("NotConnectedException")
                    .contains("cannot connect to the Docker engine at unix://" + socket)
                    .contains("permission denied for user")
                    .contains("sudo usermod -aG docker")
                    .contains("or use a rootless engine")
                    .contains("[none] DOCKER_HOST: unix://" + socket + ": permission denied");
        }
    }

    @Test
    void anOrdinaryCallNamesHostCauseRemedyAndTheDiagnosis() throws Exception {
        String host = "unix://" + directory.resolve("none.sock");
        assertThat(new ChildJvm(Map.of("DOCKER_HOST", host)).run(AsksForTheEngine.class))
                .contains(
                        "cannot connect to the Docker engine at "
                                + host
                                + ": there is no such socket; start the engine")
                .contains("Docker.diagnose() tells what answers where");
    }
}
