package io.dockerkit.impl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that is older than its engine. */
class LateWireTest {
    private static final String PONG =
            "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nOstype: linux\r\nContent-Length: 0\r\n\r\n";

    @TempDir Path directory;

    private FoundEngine found() {
        return new Endpoints(
                        Map.of("XDG_RUNTIME_DIR", directory.resolve("run").toString()),
                        directory.resolve("home"),
                        directory.resolve("root"))
                .engine();
    }

    private static void pong(Peer peer) throws IOException {
        while (true) {
            peer.request();
            peer.send(PONG);
        }
    }

    private Path link(String path, Path to) throws IOException {
        Path link = directory.resolve(path);
        Files.createDirectories(link.getParent());
        return Files.createSymbolicLink(link, to);
    }

    @Test
    void anEngineThatComesLaterIsFoundAndKept() throws IOException {
        FoundEngine found = found();
        String none = "unix://" + directory.resolve("root/var/run/docker.sock");
        try (Rest rest = new Rest(found.wire(), null)) {
            assertThat(found.endpoint().get().host()).isEqualTo(none);
            assertThatThrownBy(rest::ping)
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining(none);
            try (ScriptedEngine engine = new ScriptedEngine(directory, LateWireTest::pong)) {
                Path colima = link("home/.colima/default/docker.sock", engine.socket());
                assertThat(rest.ping().apiVersion()).isEqualTo("1.41");
                assertThat(rest.address()).isEqualTo("unix://" + colima);
                assertThat(found.endpoint().get().source()).startsWith("Colima, found since");

                link("root/var/run/docker.sock", engine.socket());
                assertThat(rest.ping().apiVersion()).isEqualTo("1.41");
                assertThat(rest.address()).isEqualTo("unix://" + colima);
            }
        }
    }

    @Test
    void theDefaultSocketIsTakenWhenItComes() throws IOException {
        FoundEngine found = found();
        try (Rest rest = new Rest(found.wire(), null);
                ScriptedEngine engine = new ScriptedEngine(directory, LateWireTest::pong)) {
            assertThatThrownBy(rest::ping).isInstanceOf(DockerUnavailableException.class);
            link("root/var/run/docker.sock", engine.socket());
            assertThat(rest.ping().apiVersion()).isEqualTo("1.41");
            assertThat(found.endpoint().get().source()).isEqualTo("default");
        }
    }

    @Test
    void aClosedConnectionLooksForNothing() throws IOException {
        FoundEngine found = found();
        Rest rest = new Rest(found.wire(), null);
        rest.close();
        try (ScriptedEngine engine = new ScriptedEngine(directory, LateWireTest::pong)) {
            link("root/var/run/docker.sock", engine.socket());
            assertThatThrownBy(rest::ping).isInstanceOf(RuntimeException.class);
            assertThat(engine.connections()).isZero();
        }
    }
}
