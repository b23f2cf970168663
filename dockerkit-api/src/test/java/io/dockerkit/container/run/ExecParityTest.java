package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NoEngine;
import io.dockerkit.Recordings;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Session;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.ExecRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the CLI sent for {@code docker exec} is what a line that is read asks for. */
@Tag("locale")
class ExecParityTest {
    @TempDir static Path directory;

    private static final List<ExecRequest> ASKED = new ArrayList<>();

    private static ContainerCommands containers() {
        return new ContainerCommands(
                (ContainerBackend)
                        Proxy.newProxyInstance(
                                ExecParityTest.class.getClassLoader(),
                                new Class<?>[] {ContainerBackend.class},
                                (proxy, method, arguments) -> new Backend()));
    }

    private static ExecSpec parse(String line) {
        return containers()
                .parseExec(
                        line, new HostContext(directory, Map.of("FROM_HOST", "inherited value")));
    }

    @TestFactory
    Stream<DynamicTest> line() throws IOException {
        ParityFiles.in(directory);
        return Recordings.lines("neighbours.jsonl")
                .filter(recorded -> recorded.path("line").asText().startsWith("docker exec"))
                .map(
                        recorded ->
                                DynamicTest.dynamicTest(
                                        recorded.path("line").asText(), () -> compare(recorded)));
    }

    private static void compare(JsonNode recorded) {
        String line = recorded.path("line").asText();
        if (recorded.has("error")) {
            assertThatThrownBy(() -> body(line)).isInstanceOf(InvalidOptionException.class);
            return;
        }
        ObjectNode wanted = (ObjectNode) recorded.path("body");
        // the implementation adds the outputs to what is not detached
        wanted.remove(List.of("AttachStdout", "AttachStderr", "ConsoleSize"));
        JsonNode cleaned = Recordings.withoutZeros(wanted, "");
        assertThat(Recordings.withoutZeros(body(line), "").toPrettyString())
                .isEqualTo(cleaned.toPrettyString());
        // and what the line is written as asks for the same
        String again = parse(line).toCommandLine();
        assertThat(parse(again)).isEqualTo(parse(line));
        assertThat(Recordings.withoutZeros(body(again), "")).isEqualTo(cleaned);
    }

    private static JsonNode body(String line) {
        ExecSpec spec = parse(line);
        ASKED.clear();
        if (spec.isDetached()) {
            spec.start();
        } else {
            spec.execute();
        }
        return Recordings.tree(ASKED.get(0).body());
    }

    @Test
    void aDetachedLineIsStartedAndNotExecuted() {
        ExecSpec detached = parse("docker exec -dit web sleep 1");
        assertThatThrownBy(detached::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start()");
        assertThatThrownBy(detached::attach).isInstanceOf(IllegalStateException.class);
        assertThat(detached.isDetached()).isTrue();
        assertThat(parse("docker exec -it web sh").isDetached()).isFalse();
        assertThatThrownBy(() -> parse("docker exec web sh").flag("detach", "true"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("start()");
    }

    @Test
    void anotherCommandIsNamedAndItsReaderToo() {
        assertThatThrownBy(() -> parse("docker run alpine"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"run\"")
                .hasMessageContaining("Containers.parse(…) reads it")
                .hasMessageContaining("docker exec …");
        assertThatThrownBy(
                        () ->
                                new ContainerCommands(NoEngine.backend(ContainerBackend.class))
                                        .parse("docker exec web ls"))
                .hasMessageContaining("Containers.parseExec(…) reads it");
    }

    @Test
    void aMissingOperandIsNamed() {
        assertThatThrownBy(() -> parse("docker exec web"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("docker exec [options] container command");
    }

    /** Keeps what is asked for. */
    private static final class Backend implements ExecBackend {
        @Override
        public ExecResult execute(ExecRequest request) {
            ASKED.add(request);
            return new ExecResult("", 0, new byte[0], new byte[0]);
        }

        @Override
        public Exec start(ExecRequest request) {
            ASKED.add(request);
            return NoEngine.backend(Exec.class);
        }

        @Override
        public Session attach(ExecRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}
