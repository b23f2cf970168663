package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.lab.RecordingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flags before the command of a line must name the engine that the connection has. */
class EngineOfALineTest {
    @TempDir Path directory;

    private RecordingEngine engine;
    private Docker docker;

    @BeforeEach
    void connect() throws IOException {
        engine = new RecordingEngine(directory);
        docker = Docker.connect(engine.host());
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        engine.close();
    }

    private record Line(String command, Consumer<Use> execute) {
        @Override
        public String toString() {
            return command;
        }
    }

    private record Use(Docker docker, String line) {}

    static Stream<Line> lines() {
        return Stream.of(
                new Line(
                        "create alpine",
                        use -> use.docker().containers().parse(use.line()).create()),
                new Line(
                        "run alpine",
                        use -> use.docker().containers().parse(use.line()).detached().start()),
                new Line(
                        "exec c ls",
                        use -> use.docker().containers().parseExec(use.line()).execute()),
                new Line(
                        "update -m 1g c",
                        use -> use.docker().containers().parseUpdate(use.line()).execute()),
                new Line(
                        "network create n",
                        use -> use.docker().networks().parse(use.line()).execute()),
                new Line(
                        "network connect n c",
                        use -> use.docker().networks().parseConnect(use.line()).execute()),
                new Line(
                        "volume create v1",
                        use -> use.docker().volumes().parse(use.line()).execute()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theConnectionsOwnEngineMayBeNamed(Line line) {
        engine.reset(true);
        line.execute().accept(new Use(docker, "docker -H " + engine.host() + " " + line.command()));
        assertThat(engine.requests()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void anotherEngineIsRefusedBeforeAnythingIsSent(Line line) {
        engine.reset(true);
        assertThatThrownBy(
                        () ->
                                line.execute()
                                        .accept(
                                                new Use(
                                                        docker,
                                                        "docker -H build:2375 " + line.command())))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"build:2375\" for --host")
                .hasMessageContaining("it stands for tcp://build:2375")
                .hasMessageContaining("this connection is to " + engine.host())
                .hasMessageContaining("Docker.connect(\"tcp://build:2375\")");
        assertThat(engine.requests()).isEmpty();
    }

    @Test
    void aContextThatDoesNotExistIsNamed() {
        assertThatThrownBy(
                        () ->
                                docker.containers()
                                        .parse("docker --context no-such-context create alpine")
                                        .create())
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("no-such-context");
    }

    @Test
    void aSpecMovesToTheConnectionThatItsLineNames() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("other"));
        try (RecordingEngine other = new RecordingEngine(elsewhere);
                Docker there = Docker.connect(other.host())) {
            var spec = docker.containers().parse("docker -H " + other.host() + " create alpine");
            assertThatThrownBy(spec::create).isInstanceOf(InvalidOptionException.class);
            spec.on(there.containers()).create();
            assertThat(other.requests()).isNotEmpty();
        }
        assertThat(List.copyOf(engine.requests())).isEmpty();
    }
}
