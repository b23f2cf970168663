package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.dockerkit.Docker;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.LogLine;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Docker over a client of docker-java that the program has. */
class WrappedClientTest {
    private ScriptedEngine engine;
    private String host;
    private DockerHttpClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        engine = new ScriptedEngine(directory);
        engine.on(
                "GET /version",
                Calls.answers("200 OK", "{\"Version\":\"28.2.2\",\"ApiVersion\":\"1.47\"}"));
        host = "unix://" + engine.socket();
        client = new ZerodepDockerHttpClient.Builder().dockerHost(URI.create(host)).build();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        engine.close();
    }

    private static String version(Docker docker) {
        return docker.engine().version().version();
    }

    @Test
    void aTransportCarriesTheCallsAndStaysOpen() {
        for (int i = 0; i < 2; i++) {
            try (Docker docker = Docker.wrap(client, host)) {
                assertThat(version(docker)).isEqualTo("28.2.2");
                assertThat(docker).hasToString("Docker at " + host + " (argument)");
            }
        }
    }

    @Test
    void aClientThatWasMadeOfATransportIsAcceptedAndStaysOpen() {
        DockerClient whole =
                DockerClientImpl.getInstance(
                        DefaultDockerClientConfig.createDefaultConfigBuilder()
                                .withDockerHost(host)
                                .withDockerTlsVerify(false)
                                .build(),
                        client);
        try (Docker docker = Docker.wrap(whole, host)) {
            assertThat(version(docker)).isEqualTo("28.2.2");
        }
        assertThat(whole.versionCmd().exec().getVersion()).isEqualTo("28.2.2");
    }

    @Test
    void whatAnotherDockerGaveIsAccepted() {
        try (Docker first = Docker.connect(host);
                Docker second = Docker.wrap(first.unwrap(DockerClient.class), host)) {
            assertThat(version(second)).isEqualTo("28.2.2");
        }
    }

    @Test
    void anythingElseIsRefusedWithTheTypesThatAreAccepted() {
        Object someDockerClient =
                Proxy.newProxyInstance(
                        DockerClient.class.getClassLoader(),
                        new Class<?>[] {DockerClient.class},
                        (proxy, method, arguments) -> null);
        for (Object other : new Object[] {"unix:///x", new Object(), someDockerClient}) {
            assertThatThrownBy(() -> Docker.wrap(other, host))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("client")
                    .hasMessageContaining(other.getClass().getName())
                    .hasMessageContaining(
                            "accepted: a com.github.dockerjava.transport.DockerHttpClient")
                    .hasMessageContaining("com.github.dockerjava.api.DockerClient");
        }
    }

    @Test
    void theAddressIsCheckedLikeAnyOther() {
        assertThatThrownBy(() -> Docker.wrap(client, "vsock://2"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the scheme vsock is not supported");
    }

    @Test
    void closingEndsTheCallThatWaits() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        engine.on(
                "GET /info",
                peer -> {
                    asked.countDown();
                    peer.awaitEnd();
                });
        Docker docker = Docker.wrap(client, host);
        CompletableFuture<Throwable> ended =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> docker.engine().info()));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        docker.close();
        assertThat(ended.get(10, TimeUnit.SECONDS))
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("was closed while waiting for the answer to");
        assertThatThrownBy(() -> docker.engine().info())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void closingEndsTheStreamThatWaits() throws Exception {
        engine.on(
                "GET /containers/c/json",
                Calls.answers("200 OK", "{\"Id\":\"c\",\"Config\":{\"Tty\":true}}"));
        engine.on(
                "GET /containers/c/logs",
                peer -> {
                    byte[] line = "first\n".getBytes(StandardCharsets.UTF_8);
                    peer.send(
                            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(line.length)
                                    + "\r\nfirst\n\r\n");
                    peer.awaitEnd();
                });
        Docker docker = Docker.wrap(client, host);
        try (Stream<LogLine> lines = docker.containers().get("c").logs().follow().lines()) {
            Iterator<LogLine> each = lines.iterator();
            assertThat(each.next().text()).isEqualTo("first");
            CompletableFuture<Throwable> ended =
                    CompletableFuture.supplyAsync(() -> catchThrowable(each::hasNext));
            // it waits for the next line by then, or finds the end when it comes to ask
            docker.close();
            assertThat(ended.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining("was closed while reading the answer to");
        }
    }
}
