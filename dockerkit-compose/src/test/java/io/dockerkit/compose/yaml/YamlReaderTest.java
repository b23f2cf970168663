package io.dockerkit.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static YamlNode read(String text) throws YamlException {
        return YamlReader.read("f.yaml", text);
    }

    private static Object value(String scalar) throws YamlException {
        return ((Map<?, ?>) read("k: " + scalar).plain()).get("k");
    }

    @ParameterizedTest
    @CsvSource({"0400,256", "0o17,15", "0x1F,31", "0b101,5", "1_000,1000", "-7,-7", "+7,7"})
    void integersAreInTheBasesOfTheCli(String text, long number) throws Exception {
        assertThat(value(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yes", "no", "on", "off", "y", "2024-01-02", "1:30", "0x", "1.2.3", "a: b"})
    void whatOlderYamlTakesForSomethingElseIsText(String text) throws Exception {
        assertThat(value(text.contains(": ") ? "\"" + text + "\"" : text)).isEqualTo(text);
    }

    @Test
    void scalarsWithoutQuotesAreTyped() throws Exception {
        assertThat(read("[true, False, ~, null, 1.5, 1e3, \"1\", '~', !!str 5, !!int '5']").plain())
                .isEqualTo(Arrays.asList(true, false, null, null, 1.5, 1000.0, "1", "~", "5", 5L));
    }

    @Test
    void nodesKnowTheirLines() throws Exception {
        YamlNode read = read("a:\n  b:\n    - 1\n    - c: x\n");
        YamlNode list = read.get("a").get("b");
        assertThat(list.list().get(1).get("c").place()).hasToString("f.yaml, line 4");
    }

    @Test
    void anOwnKeyCountsMoreThanAMergedOneAndTheFirstMergedMoreThanTheNext() throws Exception {
        YamlNode read =
                read("x: &x {a: 1, b: 1}\ny: &y {a: 2, c: 2}\nz:\n  <<: [*x, *y]\n  b: own\n");
        assertThat(read.get("z").plain()).isEqualTo(Map.of("a", 1L, "b", "own", "c", 2L));
    }

    @Test
    void onlyTheFirstDocumentIsReadAndNoneIsNothing() throws Exception {
        assertThat(read("a: 1\n---\nb: 2\n").plain()).isEqualTo(Map.of("a", 1L));
        assertThat(read("").plain()).isNull();
        assertThat(read("# only a comment\n").isNull()).isTrue();
    }

    @Test
    void aKeyThatIsThereTwiceIsRefusedWithBothLines() {
        assertThatThrownBy(() -> read("a:\n  b: 1\n  c: 2\n  b: 3\n"))
                .isInstanceOf(YamlException.class)
                .hasMessage("the key \"b\" is already in line 2")
                .extracting(e -> ((YamlException) e).line())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1: one", "true: x", "~: x", "[a]: x"})
    void aKeyThatIsNoTextIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining("is not a string; put it in quotes");
    }

    @Test
    void whatIsNotYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("a: 1\nb: [1, 2\nc: 3\n"))
                .isInstanceOf(YamlException.class)
                .extracting(e -> ((YamlException) e).line())
                .isEqualTo(3);
    }

    @Test
    void aliasesThatMakeAFileHugeOrEndlessAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " ")
                    .append(List.of(alias, alias, alias, alias, alias))
                    .append('\n');
        }
        assertThatThrownBy(() -> read(bomb.toString())).hasMessageContaining("aliases");
        assertThatThrownBy(() -> read("a: &a\n  b: *a\n")).hasMessageContaining("alias of itself");
    }
}
