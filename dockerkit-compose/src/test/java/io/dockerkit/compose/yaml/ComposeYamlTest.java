package io.dockerkit.compose.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeYamlTest {
    private static List<YamlDocument> read(String text) throws YamlException {
        return YamlReader.readCompose("f.yaml", text);
    }

    private static Object value(String scalar) throws YamlException {
        return read("k: " + scalar + "\n").get(0).root().get("k").value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "no",
                "on",
                "off",
                "y",
                "22:22",
                "1:30",
                "0x",
                "1.2.3",
                "0b",
                "1e999",
                "._5",
                ".5_0",
                "_1",
                "2001-13-01",
                "2001-1",
                "1 2",
                "+.nan",
                "0o8"
            })
    void isText(String text) throws Exception {
        assertThat(value(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "022,18",
        "0o22,18",
        "0x1F,31",
        "0b101,5",
        "-0b11,-3",
        "1_000,1000",
        "+5,5",
        "0,0",
        "-7,-7",
        "9223372036854775807,9223372036854775807"
    })
    void isAnInteger(String text, long number) throws Exception {
        assertThat(value(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,1.5",
        "1e3,1000",
        "1_000.5,1000.5",
        ".5,0.5",
        "08,8",
        "1.,1",
        ".inf,Infinity",
        "-.Inf,-Infinity",
        ".nan,NaN",
        "-.5e-1,-0.05",
        "1e30,1e30",
        "99999999999999999999,1e20"
    })
    void isANumber(String text, double number) throws Exception {
        assertThat(value(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "2001-12-14,2001-12-14T00:00:00Z",
        "2001-1-2,2001-01-02T00:00:00Z",
        "2001-12-14T21:59:43.10-05:00,2001-12-14T21:59:43.1-05:00",
        "2001-12-14t1:2:3Z,2001-12-14T01:02:03Z",
        "2001-12-14 21:59:43,2001-12-14T21:59:43Z"
    })
    void isATimestamp(String text, String printed) throws Exception {
        YamlNode node = read("k: " + text + "\n").get(0).root().get("k");
        assertThat(node.value()).isInstanceOf(OffsetDateTime.class);
        assertThat(node.text()).isEqualTo(printed);
        assertThat(node.kind()).isEqualTo("timestamp");
    }

    @Test
    void tagsCount() throws Exception {
        assertThat(
                        read("[!!str 5, !!int '5', !!float 5, !!bool 'true', !!binary aGk=, !own 5, !!null '', \"1\"]")
                                .get(0)
                                .root()
                                .plain())
                .isEqualTo(Arrays.asList("5", 5L, 5.0, true, "hi", "5", null, "1"));
        assertThatThrownBy(() -> value("!!int x"))
                .hasMessage("\"x\" is not of the type that its tag !!int says");
    }

    @Test
    void allDocumentsAreRead() throws Exception {
        assertThat(read("a: 1\n---\nb: 2\n")).hasSize(2);
        assertThat(read("")).isEmpty();
        assertThat(read("# nothing\n")).isEmpty();
        assertThat(read("---\n").get(0).root().isNull()).isTrue();
    }

    @Test
    void resetAndOverrideAreNotedWithTheirKeys() throws Exception {
        YamlDocument document =
                read("a: {b: !reset [1], c: !override [2], d: 3}\ne: !reset\nf: [!reset x, y]\n")
                        .get(0);
        assertThat(document.root().plain())
                .isEqualTo(Map.of("a", Map.of("c", List.of(2L), "d", 3L), "f", List.of("y")));
        assertThat(document.cleared())
                .containsExactly(List.of("a", "b"), List.of("a", "c"), List.of("e"));
    }

    @Test
    void overrideInAnAnchorCountsWhereverItIsMerged() throws Exception {
        YamlDocument document = read("x: &x {p: !override [1], q: !reset 1}\ns: {<<: *x}\n").get(0);
        assertThat(document.cleared())
                .containsExactly(List.of("x", "p"), List.of("x", "q"), List.of("s", "p"));
        assertThat(document.root().get("s").plain()).isEqualTo(Map.of("p", List.of(1L)));
    }

    @Test
    void valuesAreWhereTheirKeysAre() throws Exception {
        YamlNode root = read("a:\n  b:\n    - 1\n    -   c: x\n").get(0).root();
        assertThat(root.get("a").get("b").place()).hasToString("f.yaml, line 2, column 3");
        assertThat(root.get("a").get("b").list().get(0).place())
                .hasToString("f.yaml, line 3, column 7");
        assertThat(root.get("a").get("b").list().get(1).get("c").place())
                .hasToString("f.yaml, line 4, column 9");
    }

    @Test
    void manyAliasesAreAllowed() throws Exception {
        StringBuilder text = new StringBuilder("x: &x {a: 1}\n");
        for (int i = 0; i < 200; i++) {
            text.append("k").append(i).append(": *x\n");
        }
        assertThat(read(text.toString()).get(0).root().map()).hasSize(201);
    }

    @Test
    void tabsMaySeparate() throws Exception {
        assertThat(
                        read("{\n\t\"a\":\t\"x\ty\\\"\t\",\n\t\"b\": [\n\t\t1\n\t]\n}\n")
                                .get(0)
                                .root()
                                .plain())
                .isEqualTo(Map.of("a", "x\ty\"\t", "b", List.of(1L)));
        assertThat(read("a:\t1\nb:\n  -\t2\n").get(0).root().plain())
                .isEqualTo(Map.of("a", 1L, "b", List.of(2L)));
        assertThatThrownBy(() -> read("a:\n\tb: 1\n")).isInstanceOf(YamlException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\na: 2\n",
                "1: x\n",
                "~: x\n",
                "<<: {a: 1}\n<<: {b: 1}\n",
                "a: &a\n  b: *a\n"
            })
    void isRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(YamlException.class);
    }
}
