package io.dockerkit.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Diagnosis;
import io.dockerkit.Diagnosis.Finding;
import io.dockerkit.Diagnosis.Place;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Connections;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of place is found to be; those that an engine makes are in the tests with one. */
@Timeout(30)
class DiagnosesTest {
    private static final Duration LONGEST = Diagnoses.LONGEST;

    @TempDir Path directory;

    private Diagnosis diagnose(String host) {
        return diagnose(Map.of("DOCKER_HOST", host));
    }

    private Diagnosis diagnose(Map<String, String> environment) {
        return Diagnoses.of(new Endpoints(environment, directory), LONGEST);
    }

    private Place serving(Behaviour behaviour) throws IOException {
        return serving(behaviour, LONGEST);
    }

    private Place serving(Behaviour behaviour, Duration longest) throws IOException {
        try (ScriptedEngine server = new ScriptedEngine(directory, behaviour)) {
            Map<String, String> environment = Map.of("DOCKER_HOST", server.host());
            return Diagnoses.of(new Endpoints(environment, directory), longest).places().get(0);
        } finally {
            Files.deleteIfExists(directory.resolve("engine.sock"));
        }
    }

    private static void assertPlace(Place place, Finding finding, String answer, String remedy) {
        assertThat(place.finding()).as(place.toString()).isEqualTo(finding);
        assertThat(place.answers()).isFalse();
        assertThat(place.answer()).contains(answer);
        assertThat(place.remedy()).contains(remedy);
    }

    @Test
    void aMissingSocketIsSaidToBeMissing() {
        Diagnosis found = diagnose("unix://" + directory.resolve("none.sock"));
        Place place = found.places().get(0);
        assertThat(place.source()).isEqualTo("DOCKER_HOST");
        assertPlace(place, Finding.NO_FILE, "there is no such socket", "start the engine");
        assertThat(found.usable()).isEmpty();
        assertThat(found.advice()).isNotEmpty();
        assertThat(found.toString()).contains("[none] DOCKER_HOST: unix://" + directory);
    }

    @Test
    void aSocketThatAnEarlierEngineLeftIsRefused() throws IOException {
        Path left = directory.resolve("left.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(left))
                .close();
        assertThat(Files.exists(left)).isTrue();
        assertPlace(
                diagnose("unix://" + left).places().get(0),
                Finding.REFUSED,
                "nobody listens on it",
                "start the engine");
    }

    @Test
    void aPortOnWhichNobodyListensIsRefused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertPlace(
                diagnose("tcp://127.0.0.1:" + port).places().get(0),
                Finding.REFUSED,
                "nobody listens on the port",
                "open it in the firewall");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertPlace(
                diagnose("tcp://no-such-host.invalid:2375").places().get(0),
                Finding.UNKNOWN_HOST,
                "the host no-such-host.invalid is not known",
                "correct the host name");
    }

    @Test
    void aSilentEngineIsWaitedForNoLongerThanTheLimit() throws IOException {
        long start = System.nanoTime();
        Place place = serving(Connections.silent(), Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        assertPlace(place, Finding.TIMED_OUT, "no answer within 0.3 s", "the engine hangs");
    }

    @Test
    void theLimitIsThreeSeconds() {
        assertThat(LONGEST).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatSpeaksNoHttpIsNoEngine() throws IOException {
        assertPlace(
                serving(Connections.answersAndCloses("SSH-2.0-OpenSSH_9.2\r\n")),
                Finding.NOT_DOCKER,
                "expected an HTTP answer but received \"SSH-2.0-OpenSSH_9.2\"",
                "something else listens there");
        assertPlace(
                serving(Connections.closesWithoutAnAnswer()),
                Finding.NOT_DOCKER,
                "ended the connection before it answered",
                "something else listens there");
    }

    @Test
    void anotherHttpServerIsNoEngine() throws IOException {
        assertPlace(
                serving(Connections.answers("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
                Finding.NOT_DOCKER,
                "answers a ping with status 404",
                "correct the address");
        assertPlace(
                serving(Connections.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")),
                Finding.NOT_DOCKER,
                "without naming its API version",
                "correct the address");
        assertPlace(
                serving(
                        Connections.answers(
                                "HTTP/1.1 200 OK\r\nApi-Version: new\r\nContent-Length: 2\r\n\r\nOK")),
                Finding.NOT_DOCKER,
                "\"new\" for its API version",
                "correct the address");
    }

    @Test
    void missingCertificatesAreNamed() {
        Map<String, String> secure =
                Map.of(
                        "DOCKER_HOST",
                        "tcp://127.0.0.1:1",
                        "DOCKER_TLS_VERIFY",
                        "1",
                        "DOCKER_CERT_PATH",
                        directory.toString());
        assertPlace(
                diagnose(secure).places().get(0),
                Finding.TLS,
                directory.resolve("ca.pem") + " cannot be read: there is no such file",
                "DOCKER_CERT_PATH");
    }

    @Test
    void aBrokenConfigurationIsAPlaceToo() {
        assertPlace(
                diagnose("http://localhost").places().get(0),
                Finding.MISCONFIGURED,
                "docker writes tcp:// for it",
                "correct the address");
        Diagnosis gone = diagnose(Map.of("DOCKER_CONTEXT", "gone"));
        assertPlace(
                gone.places().get(0),
                Finding.MISCONFIGURED,
                "there is no docker context \"gone\"",
                "correct it");
        assertThat(gone.toString()).contains("[none] configuration: there is no docker context");
    }

    @Test
    void allTheUsualPlacesOfThisMachineAreLookedAtInOrder() {
        Diagnosis found = diagnose("unix:///nowhere.sock");
        assertThat(found.places())
                .extracting(Place::source)
                .startsWith("DOCKER_HOST", "default", "rootless", "Docker Desktop")
                .contains("Colima", "OrbStack", "Rancher Desktop", "podman");
        assertThat(found.places()).extracting(Place::host).doesNotHaveDuplicates();
    }

    @Test
    void anInterruptNeitherEndsItNorIsLost() {
        Thread.currentThread().interrupt();
        Diagnosis found = diagnose("unix:///nowhere.sock");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(found.places().get(0).finding()).isEqualTo(Finding.NO_FILE);
    }
}
