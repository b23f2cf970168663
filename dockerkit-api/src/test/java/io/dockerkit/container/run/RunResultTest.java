package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a foreground run returns besides its output. */
class RunResultTest {
    private static RunResult result(List<String> warnings) {
        return new RunResult("id", "docker run x", 0, new byte[0], new byte[0], false, warnings);
    }

    @Test
    void theWarningsOfTheCreationAreKeptAsTheyWere() {
        List<String> said = new ArrayList<>(List.of("no swap limit"));
        RunResult result = result(said);
        said.add("later");
        assertThat(result.warnings()).containsExactly("no swap limit").isUnmodifiable();
        assertThat(result.requireSuccess().warnings()).hasSize(1);
        assertThat(result(List.of()).warnings()).isEmpty();
    }
}
