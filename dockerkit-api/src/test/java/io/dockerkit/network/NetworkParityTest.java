package io.dockerkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.Recordings;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.NetworkBackend;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
        Backend backend = new Backend();
        NetworkCommands networks = new NetworkCommands(backend);
        NetworkSpec spec = networks.parse(recorded.path("line").asText());
        assertThat(networks.parse(spec.toCommandLine())).isEqualTo(spec);
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
        NetworkCommands networks = new NetworkCommands(new Backend());
        ConnectSpec.Command command = networks.parseConnect(recorded.path("line").asText());
        assertThat(networks.parseConnect(command.toCommandLine())).isEqualTo(command);
        assertThat(command.toCommandLine())
                .isEqualTo(command.options().toCommandLine(command.network(), command.container()));
        assertThat(command.network()).isEqualTo("n");
        assertThat(command.container()).isEqualTo("c");
        return command.options();
    }

    @Test
    void flagsMayStandBehindTheOperands() {
        NetworkCommands networks = new NetworkCommands(new Backend());
        assertThat(networks.parse("docker network create n --internal -d bridge").toCommandLine())
                .isEqualTo("docker network create --internal --driver bridge n");
        assertThat(networks.parseConnect("docker network connect n --alias db c").toCommandLine())
                .isEqualTo("docker network connect --alias db n c");
        assertThat(networks.parse("docker network create -- -n").toCommandLine())
                .isEqualTo("docker network create -- -n");
        assertThatThrownBy(() -> networks.parse("docker network create a b"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("an operand too many");
        assertThatThrownBy(() -> networks.parseConnect("docker network connect a"))
                .hasMessageContaining("docker network connect [options] network container");
        assertThatThrownBy(() -> networks.parse("docker network connect n c"))
                .hasMessageContaining("\"network connect\"")
                .hasMessageContaining("Networks.parseConnect(…) reads it");
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

    @Test
    void anExplicitFalseIsInTheLineOfTheSpec() {
        for (String flag : List.of("--ipv6=false", "--ipv4=false", "--internal=false")) {
            String line = "docker network create " + flag + " n";
            boolean kept = !flag.startsWith("--internal");
            assertThat(new NetworkCommands(new Backend()).parse(line).toCommandLine())
                    .isEqualTo(kept ? line : "docker network create n");
        }
    }
}
