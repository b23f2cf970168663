package io.dockerkit.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
    private static String written(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k", value);
        String text = YamlWriter.write(map);
        return text.substring(2).strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two words",
                "-f",
                "a#b",
                "http://a:80/x",
                "$HOME",
                "a, b",
                "1000:1000",
                "-",
                "<<x",
                "0x",
                "1.2.3"
            })
    void aTextThatIsReadAsItselfHasNoQuotes(String text) throws Exception {
        boolean dash = text.equals("-");
        assertThat(written(text)).isEqualTo(dash ? "'-'" : text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "true;\"true\"",
                "yes;\"yes\"",
                "off;\"off\"",
                "null;\"null\"",
                "1;\"1\"",
                "0.5;\"0.5\"",
                "0x1f;\"0x1f\"",
                "1:30;\"1:30\"",
                "2024-01-02;\"2024-01-02\"",
                "#a;'#a'",
                "a: b;'a: b'",
                "a #b;'a #b'",
                "{{.X}};'{{.X}}'",
                "*x;'*x'",
                "\"q\";'\"q\"'",
                "'q';'''q'''",
                "@x;'@x'",
                "? x;'? x'"
            },
            delimiter = ';')
    void aTextThatWouldBeReadAsSomethingElseHasQuotes(String text, String expected) {
        assertThat(written(text)).isEqualTo(expected);
    }

    @Test
    void blanksAtTheEndsAndSignsThatCannotBeWrittenAreQuoted() {
        assertThat(written("")).isEqualTo("\"\"");
        assertThat(written(" a")).isEqualTo("' a'");
        assertThat(written("a\tb")).isEqualTo("\"a\\tb\"");
        assertThat(written("\u0001\ud83d\ude00\u00e9")).isEqualTo("\"\\x01\\U0001F600\u00e9\"");
    }

    @Test
    void linesAreABlock() {
        assertThat(YamlWriter.write(Map.of("k", "a\nb\n"))).isEqualTo("k: |\n  a\n  b\n");
        assertThat(YamlWriter.write(Map.of("k", "a\nb"))).isEqualTo("k: |-\n  a\n  b\n");
        assertThat(YamlWriter.write(Map.of("k", "a\n\n"))).isEqualTo("k: |+\n  a\n\n");
    }

    @Test
    void listsAreIndentedInMapsAndNested() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("a", 1L);
        inner.put("b", List.of("x"));
        assertThat(YamlWriter.write(Map.of("k", List.of(inner, List.of(1L, 2L), List.of()))))
                .isEqualTo("k:\n  - a: 1\n    b:\n      - x\n  - - 1\n    - 2\n  - []\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,0.5",
        "1,1",
        "0.1,0.1",
        "1000000,1e+06",
        "1234567,1.234567e+06",
        "0.00001,1e-05"
    })
    void numbersOf32BitsAreWrittenAsGoDoes(float number, String expected) {
        assertThat(written(number)).isEqualTo(expected);
    }

    @Test
    void numbersInKeysCountAsNumbers() {
        List<String> keys =
                new ArrayList<>(List.of("a10", "a2", "b", "B", "a", "_", "a-1", "10", "9", "a01"));
        keys.sort(YamlWriter.ORDER);
        assertThat(keys).containsExactly("_", "9", "10", "B", "a", "a-1", "a01", "a2", "a10", "b");
    }
}
