package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Recordings;
import io.dockerkit.spi.CreateRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the docker CLI 28.2.2 sent for each line, recorded, is what a parsed line asks for: query and body are equal once
 * zero values are dropped. A line that the CLI refuses is refused.
 */
@Tag("locale")
class ParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path parent;

    private static Path directory;

    @BeforeEach
    void writeTheFilesOfTheRecording() throws IOException {
        directory = ParityFiles.in(parent.resolve("cwd"));
    }

    @TestFactory
    Stream<DynamicTest> given() {
        return Recordings.lines("given.jsonl").map(ParityTest::test);
    }

    @TestFactory
    Stream<DynamicTest> ours() {
        return Recordings.lines("ours.jsonl").map(ParityTest::test);
    }

    @Test
    void thereAreAsManyLinesAsPromised() {
        assertThat(Recordings.lines("given.jsonl")).hasSize(108);
        assertThat(Recordings.lines("ours.jsonl")).hasSizeGreaterThanOrEqualTo(250);
    }

    private static DynamicTest test(JsonNode recorded) {
        return DynamicTest.dynamicTest(recorded.path("line").asText(), () -> compare(recorded));
    }

    private static void compare(JsonNode recorded) {
        String line = recorded.path("line").asText();
        HostContext host = new HostContext(directory, Map.of("FROM_HOST", "inherited value"));
        CreateRequest request;
        try {
            request = Recorder.of(line, host);
        } catch (InvalidOptionException refused) {
            if (!recorded.has("error")) {
                fail("the CLI accepts it, and here: " + refused.getMessage());
            }
            assertThat(refused.getMessage()).contains("invalid value \"").contains("\" for ");
            return;
        }
        if (request.needs().containsValue("windows")) {
            assertThat(recorded.path("error").asText())
                    .contains("only supported on a Docker daemon running on windows");
            return;
        }
        if (recorded.has("error")) {
            fail("the CLI refuses it: " + recorded.path("error").asText());
        }
        JsonNode body = JSON.valueToTree(request.body());
        String ours =
                body.toString()
                        .replace(directory.toString(), "@CWD@")
                        .replace(parent.toString(), "@PARENT@");
        assertThat(clean(Recordings.read(ours)).toPrettyString())
                .isEqualTo(clean(recorded.path("body")).toPrettyString());
        assertThat(request.query()).isEqualTo(JSON.convertValue(recorded.path("query"), Map.class));
    }

    private static JsonNode clean(JsonNode body) {
        ObjectNode copy = body.deepCopy();
        // the CLI keeps both in a map, so that each of its runs has them in another order
        sort(copy, "Env");
        sort(copy.path("HostConfig"), "Binds");
        // for older engines alone; the implementation drops both for the API 1.50 of the recording
        copy.remove("MacAddress");
        if (copy.path("HostConfig") instanceof ObjectNode host) {
            host.remove("ConsoleSize");
            host.remove("KernelMemory");
            if (host.path("MemorySwappiness").asInt() == -1) {
                host.remove("MemorySwappiness");
            }
            if (host.path("NetworkMode").asText().equals("default")) {
                host.remove("NetworkMode");
            }
            if (host.path("RestartPolicy").path("Name").asText().equals("no")) {
                host.remove("RestartPolicy");
            }
        }
        if (copy.path("NetworkingConfig").path("EndpointsConfig") instanceof ObjectNode endpoints
                && Recordings.withoutZeros(endpoints.path("default"), "").isEmpty()) {
            endpoints.remove("default");
        }
        return Recordings.withoutZeros(copy, "");
    }

    private static void sort(JsonNode parent, String field) {
        if (parent.path(field) instanceof ArrayNode list) {
            List<JsonNode> items = new ArrayList<>();
            list.forEach(items::add);
            items.sort(Comparator.comparing(JsonNode::asText));
            list.removeAll();
            items.forEach(list::add);
        }
    }
}
