package io.dockerkit.impl.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class ProgressTerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "dumb"})
    void aTerminalOfNoOrADumbKindHasNoBars(String kind) {
        assertThat(
                        ProgressTerminal.find(
                                Map.of("TERM", kind),
                                () -> {
                                    throw new AssertionError("asked");
                                },
                                () -> true))
                .isEmpty();
        assertThat(ProgressTerminal.find(Map.of(), () -> "24 80", () -> true)).isEmpty();
    }

    @Test
    void standardErrorThatIsNoTerminalHasNoBarsEvenWithAConsole() {
        assertThat(ProgressTerminal.find(XTERM, () -> "no", () -> true)).isEmpty();
    }

    @Test
    void standardErrorThatIsATerminalHasBarsEvenWithoutAConsole() {
        assertThat(ProgressTerminal.find(XTERM, () -> "50 132", () -> false))
                .contains(new ProgressTerminal(132, 50));
    }

    @Test
    void whereTheShellCannotBeAskedTheConsoleCounts() {
        assertThat(ProgressTerminal.find(XTERM, () -> "", () -> true))
                .contains(new ProgressTerminal(80, 24));
        assertThat(ProgressTerminal.find(XTERM, () -> "", () -> false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100, 40, 100, 40",
        "' 100 ', '', 100, 50",
        "0, -1, 132, 50",
        "many, 1, 132, 50",
        "99999999999, 7, 132, 7"
    })
    void theEnvironmentGoesBeforeTheMeasure(
            String columns, String lines, int expectedColumns, int expectedRows) {
        Map<String, String> env = Map.of("TERM", "xterm", "COLUMNS", columns, "LINES", lines);
        assertThat(ProgressTerminal.find(env, () -> "50 132", () -> false))
                .contains(new ProgressTerminal(expectedColumns, expectedRows));
    }

    @Test
    void aTerminalThatDoesNotKnowItsSizeIsTakenForTheUsualOne() {
        assertThat(ProgressTerminal.find(XTERM, () -> "0 0", () -> false))
                .contains(new ProgressTerminal(80, 24));
    }
}
