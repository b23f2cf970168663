package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.Recordings;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.container.flags.RunFlags;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.UpdateBackend;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the CLI sent for {@code docker update} is what a line that is read asks for. */
@Tag("locale")
class UpdateParityTest {
    private final List<Map<String, Object>> asked = new ArrayList<>();

    private UpdateSpec update() {
        return UpdateSpec.of(
                (body, needs, line) -> {
                    asked.add(body);
                    return List.of();
                },
                "c");
    }

    @TestFactory
    Stream<DynamicTest> line() {
        return Recordings.lines("neighbours.jsonl")
                .filter(recorded -> recorded.path("line").asText().startsWith("docker update"))
                .map(r -> DynamicTest.dynamicTest(r.path("line").asText(), () -> compare(r)));
    }

    private UpdateSpec parse(String line) {
        return UpdateSpec.of(
                (ContainerBackend)
                        Proxy.newProxyInstance(
                                UpdateParityTest.class.getClassLoader(),
                                new Class<?>[] {ContainerBackend.class},
                                (proxy, method, arguments) ->
                                        (UpdateBackend)
                                                (body, needs, text) -> {
                                                    if (arguments[0].equals("gone")) {
                                                        throw new NotFoundException(
                                                                "gone", 404, "gone", "");
                                                    }
                                                    asked.add(body);
                                                    return List.of("of " + arguments[0]);
                                                }),
                CommandLine.parse(line, RunFlags.UPDATE));
    }

    private void compare(JsonNode recorded) {
        UpdateSpec spec = parse(recorded.path("line").asText());
        assertThat(parse(spec.toCommandLine())).isEqualTo(spec);
        assertThat(spec.execute()).containsExactly("of c");
        assertThat(
                        Recordings.withoutZeros(Recordings.tree(asked.get(asked.size() - 1)), "")
                                .toPrettyString())
                .isEqualTo(Recordings.withoutZeros(recorded.path("body"), "").toPrettyString());
    }

    @Test
    void eachContainerOfALineIsTriedAndAllThatFailedIsReported() {
        UpdateSpec spec = parse("docker update a --memory 512m gone b");
        assertThatThrownBy(spec::execute).isInstanceOf(NotFoundException.class);
        assertThat(asked).hasSize(2);
        assertThat(parse("docker update a -m 1g b").execute()).containsExactly("of a", "of b");
    }

    @Test
    void aLineThatChangesNothingIsRefused() {
        assertThatThrownBy(parse("docker update c")::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("nothing is set");
        assertThatThrownBy(() -> parse("docker update -m 1g"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("container [container…]");
    }

    @Test
    void theOptionsSayTheSame() {
        assertThat(
                        update().memory("512m")
                                .memoryReservation("64m")
                                .memorySwap("-1")
                                .cpus(1.5)
                                .cpuShares(512)
                                .cpusetCpus("0")
                                .pidsLimit(100)
                                .blkioWeight(300)
                                .restart("on-failure:3")
                                .toCommandLine())
                .isEqualTo(
                        "docker update --memory 512m --memory-reservation 64m --memory-swap -1 --cpus 1.5"
                                + " --cpu-shares 512 --cpuset-cpus 0 --pids-limit 100 --blkio-weight 300"
                                + " --restart on-failure:3 c");
    }

    @Test
    void aFlagOfRunAloneIsRefused() {
        assertThatThrownBy(() -> update().flag("publish", "80"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("docker update")
                .hasMessageContaining("--publish");
    }
}
