package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Recordings;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.container.Session;
import io.dockerkit.container.flags.ExecFlags;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.ExecRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the CLI sent for {@code docker exec} is what a spec with the same flags asks for. */
@Tag("locale")
class ExecParityTest {
    @TempDir static Path directory;

    @TestFactory
    Stream<DynamicTest> line() throws IOException {
        // the recording's file, without the variable that it inherits: an exec inherits from this
        // process
        Files.writeString(directory.resolve("env.list"), "# comment\nA=1\nB=two words\n\nC=\n");
        return Recordings.lines("neighbours.jsonl")
                .filter(recorded -> recorded.path("line").asText().startsWith("docker exec"))
                .map(
                        recorded ->
                                DynamicTest.dynamicTest(
                                        recorded.path("line").asText(), () -> compare(recorded)));
    }

    private static void compare(JsonNode recorded) {
        if (recorded.has("error")) {
            assertThatThrownBy(() -> body(recorded)).isInstanceOf(InvalidOptionException.class);
            return;
        }
        ObjectNode wanted =
                (ObjectNode)
                        Recordings.read(
                                recorded.path("body")
                                        .toString()
                                        .replace("FROM_HOST=inherited value", "FROM_HOST"));
        // the implementation adds the outputs to what is not detached
        wanted.remove(List.of("AttachStdout", "AttachStderr", "ConsoleSize"));
        if (recorded.path("line").asText().contains("env.list")) {
            assertThat(wanted.path("Env").toString()).contains("FROM_HOST");
            wanted.set(
                    "Env",
                    Recordings.tree(
                                    java.util.Map.of(
                                            "e", List.of("A=1", "B=two words", "C=", "A=9")))
                            .get("e"));
        }
        assertThat(Recordings.withoutZeros(body(recorded), "").toPrettyString())
                .isEqualTo(Recordings.withoutZeros(wanted, "").toPrettyString());
    }

    private static JsonNode body(JsonNode recorded) {
        String line =
                recorded.path("line")
                        .asText()
                        .replace("env.list", directory.resolve("env.list").toString());
        List<String> words = ShellWords.split(line);
        FlagValues.Parsed parsed =
                FlagValues.parse(ExecFlags.TABLE, words.subList(2, words.size()));
        AtomicReference<ExecRequest> asked = new AtomicReference<>();
        List<String> rest = parsed.rest();
        ExecSpec spec = ExecSpec.of(new Backend(asked), rest.get(0), rest.subList(1, rest.size()));
        boolean detached = false;
        for (Flag flag : parsed.flags().flags()) {
            for (String value : parsed.flags().all(flag.name())) {
                detached |= flag.name().equals("detach");
                spec = flag.name().equals("detach") ? spec : spec.flag(flag.name(), value);
            }
        }
        if (detached) {
            spec.start();
        } else {
            spec.execute();
        }
        assertThat(
                        FlagValues.parse(
                                        ExecFlags.TABLE,
                                        ShellWords.split(spec.toCommandLine())
                                                .subList(
                                                        2,
                                                        ShellWords.split(spec.toCommandLine())
                                                                .size()))
                                .rest())
                .isEqualTo(rest);
        return Recordings.tree(asked.get().body());
    }

    /** Keeps what is asked for. */
    private record Backend(AtomicReference<ExecRequest> asked) implements ExecBackend {
        @Override
        public ExecResult execute(ExecRequest request) {
            asked.set(request);
            return new ExecResult("", 0, new byte[0], new byte[0]);
        }

        @Override
        public void start(ExecRequest request) {
            asked.set(request);
        }

        @Override
        public Session attach(ExecRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}
