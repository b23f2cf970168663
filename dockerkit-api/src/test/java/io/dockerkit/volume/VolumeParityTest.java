package io.dockerkit.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.Recordings;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.VolumeBackend;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the CLI sent for {@code docker volume create} is what a spec with the same flags asks for. */
@Tag("locale")
class VolumeParityTest {
    @TestFactory
    Stream<DynamicTest> line() {
        return Recordings.lines("neighbours.jsonl")
                .filter(
                        recorded ->
                                recorded.path("line").asText().startsWith("docker volume create"))
                .map(r -> DynamicTest.dynamicTest(r.path("line").asText(), () -> compare(r)));
    }

    private static void compare(JsonNode recorded) {
        if (recorded.has("error")) {
            assertThatThrownBy(() -> spec(recorded, new Backend()))
                    .isInstanceOf(InvalidOptionException.class);
            return;
        }
        Backend backend = new Backend();
        VolumeSpec spec = spec(recorded, backend);
        assertThatThrownBy(spec::execute).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Recordings.withoutZeros(Recordings.tree(backend.body), "").toPrettyString())
                .isEqualTo(Recordings.withoutZeros(recorded.path("body"), "").toPrettyString());
    }

    private static VolumeSpec spec(JsonNode recorded, VolumeBackend backend) {
        VolumeCommands volumes = new VolumeCommands(backend);
        VolumeSpec spec = volumes.parse(recorded.path("line").asText());
        assertThat(volumes.parse(spec.toCommandLine())).isEqualTo(spec);
        return spec;
    }

    @Test
    void theNameMayBeAFlagAndFlagsMayStandBehindIt() {
        VolumeCommands volumes = new VolumeCommands(new Backend());
        assertThat(volumes.parse("docker volume create --name data").toCommandLine())
                .isEqualTo("docker volume create data");
        assertThat(volumes.parse("docker volume create data --label a=b").toCommandLine())
                .isEqualTo("docker volume create --label a=b data");
        assertThat(volumes.parse("docker volume create").name()).isEmpty();
        assertThatThrownBy(() -> volumes.parse("docker volume create --name a b"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--name");
        assertThat(volumes.create("x").labels(Map.of("a", "b")).toCommandLine())
                .isEqualTo("docker volume create --label a=b x");
    }

    @Test
    void optionsAreSilentInTextAndNotInTheCommandLine() {
        VolumeSpec spec = VolumeSpec.of(new Backend(), "data").opt("password", "hunter2");
        assertThat(spec.toString()).contains("password=***").doesNotContain("hunter2");
        assertThat(spec.toCommandLine()).contains("password=hunter2");
    }

    @Test
    void whatTheCliWouldDropIsRefused() {
        VolumeSpec spec = VolumeSpec.of(new Backend(), "data").flag("topology-required", "zone=z1");
        assertThatThrownBy(spec::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--topology-required")
                .hasMessageContaining("cluster volume");
    }

    /** Keeps what is asked for. */
    private static final class Backend implements VolumeBackend {
        private Map<String, Object> body = Map.of();

        @Override
        public Volume create(
                Map<String, Object> asked, Map<String, String> needs, String commandLine) {
            body = asked;
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Volume> list(Filters filters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Volume get(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void update(String name, String availability, String commandLine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PruneReport prune(Filters filters, boolean all) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PruneReport pruneDryRun(Filters filters, boolean all) {
            throw new UnsupportedOperationException();
        }
    }
}
