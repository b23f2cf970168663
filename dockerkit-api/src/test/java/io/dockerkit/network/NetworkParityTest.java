package io.dockerkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.Recordings;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.spi.NetworkBackend;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What the CLI sent for {@code docker network create} and {@code connect} is what a spec with the same flags asks for. */
@Tag("locale")
class NetworkParityTest {
    private static Stream<JsonNode> lines(String command) {
        return Recordings.lines("neighbours.jsonl")
                .filter(recorded -> recorded.path("line").asText().startsWith(command + " "));
    }

    @TestFactory
    Stream<DynamicTest> create() {
        return lines("docker network create")
                .map(
                        r ->
                                DynamicTest.dynamicTest(
                                        r.path("line").asText(), () -> compareCreation(r)));
    }

    private static void compareCreation(JsonNode recorded) {
        if (recorded.has("error")) {
            assertThatThrownBy(() -> created(recorded))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("invalid value \"");
            return;
        }
        ObjectNode ours = created(recorded);
        // for engines before API 1.44; newer ones take no notice
        ours.remove("CheckDuplicate");
        assertThat(comparable(ours)).isEqualTo(comparable(recorded.path("body").deepCopy()));
    }

    /** The CLI sends several subnets in any order. */
    private static List<String> comparable(ObjectNode body) {
        JsonNode clean = Recordings.withoutZeros(body, "");
        List<String> subnets =
                StreamSupport.stream(clean.path("IPAM").path("Config").spliterator(), false)
                        .map(JsonNode::toString)
                        .sorted()
                        .toList();
        if (clean.path("IPAM") instanceof ObjectNode ipam) {
            ipam.remove("Config");
        }
        return List.of(clean.toString(), subnets.toString());
    }

    private static ObjectNode created(JsonNode recorded) {
        List<String> words = ShellWords.split(recorded.path("line").asText());
        FlagValues.Parsed parsed =
                FlagValues.parse(NetworkFlags.TABLE, words.subList(3, words.size()));
        Backend backend = new Backend();
        NetworkSpec spec = NetworkSpec.of(backend, parsed.rest().get(0));
        for (Flag flag : parsed.flags().flags()) {
            for (String value : parsed.flags().all(flag.name())) {
                spec = spec.flag(flag.name(), value);
            }
        }
        assertThatThrownBy(spec::execute)
                .satisfies(
                        e -> {
                            if (e instanceof InvalidOptionException refused) {
                                throw refused;
                            }
                        })
                .isInstanceOf(UnsupportedOperationException.class);
        return Recordings.tree(backend.body);
    }

    @TestFactory
    Stream<DynamicTest> connect() {
        return lines("docker network connect")
                .map(
                        r ->
                                DynamicTest.dynamicTest(
                                        r.path("line").asText(), () -> compareConnection(r)));
    }

    private static void compareConnection(JsonNode recorded) {
        if (recorded.has("error")) {
            assertThatThrownBy(() -> connected(recorded))
                    .isInstanceOf(InvalidOptionException.class);
            return;
        }
        JsonNode wanted = Recordings.withoutZeros(recorded.path("body").path("EndpointConfig"), "");
        assertThat(
                        Recordings.withoutZeros(Recordings.tree(connected(recorded).endpoint()), "")
                                .toString())
                .isEqualTo(wanted.toString());
    }

    private static ConnectSpec connected(JsonNode recorded) {
        List<String> words = ShellWords.split(recorded.path("line").asText());
        FlagValues.Parsed parsed =
                FlagValues.parse(ConnectSpec.TABLE, words.subList(3, words.size()));
        ConnectSpec spec = ConnectSpec.defaults();
        for (Flag flag : parsed.flags().flags()) {
            for (String value : parsed.flags().all(flag.name())) {
                spec = spec.flag(flag.name(), value);
            }
        }
        assertThat(spec.toCommandLine("n", "c"))
                .startsWith("docker network connect ")
                .endsWith(" n c");
        return spec;
    }

    /** Keeps what is asked for. */
    private static final class Backend implements NetworkBackend {
        private Map<String, Object> body = Map.of();

        @Override
        public Network create(
                String name,
                Map<String, Object> asked,
                Map<String, String> needs,
                String commandLine) {
            body = asked;
            throw new UnsupportedOperationException();
        }

        @Override
        public List<NetworkSummary> list(Filters filters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Network get(String reference) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PruneReport prune(Filters filters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PruneReport pruneDryRun(Filters filters) {
            throw new UnsupportedOperationException();
        }
    }
}
