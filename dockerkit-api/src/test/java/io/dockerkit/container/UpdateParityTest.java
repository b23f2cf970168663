package io.dockerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Recordings;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the CLI sent for {@code docker update} is what a spec with the same flags asks for. */
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

    private void compare(JsonNode recorded) {
        List<String> words = ShellWords.split(recorded.path("line").asText());
        FlagValues.Parsed parsed =
                FlagValues.parse(UpdateSpec.TABLE, words.subList(2, words.size()));
        UpdateSpec spec = update();
        for (Flag flag : parsed.flags().flags()) {
            for (String value : parsed.flags().all(flag.name())) {
                spec = spec.flag(flag.name(), value);
            }
        }
        spec.execute();
        assertThat(
                        Recordings.withoutZeros(Recordings.tree(asked.get(asked.size() - 1)), "")
                                .toPrettyString())
                .isEqualTo(Recordings.withoutZeros(recorded.path("body"), "").toPrettyString());
        assertThat(parsed.rest()).containsExactly("c");
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
