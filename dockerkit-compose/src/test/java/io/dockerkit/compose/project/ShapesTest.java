package io.dockerkit.compose.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.yaml.YamlException;
import io.dockerkit.compose.yaml.YamlNode;
import io.dockerkit.compose.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written for values: the JSON of docker compose 2.40.3. */
class ShapesTest {
    private static YamlNode node(String yaml) {
        try {
            YamlNode value = YamlReader.read("f", "v: " + yaml).get("v");
            return value == null ? new YamlNode(null, new YamlNode.Place("f", 1)) : value;
        } catch (YamlException e) {
            throw new AssertionError(e);
        }
    }

    private static String json(Shape shape, String yaml) {
        return GoJson.compact(shape.write(node(yaml), "key", Form.JSON));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1m30s;\"1m30s\"",
                "90s;\"1m30s\"",
                "1.5h;\"1h30m0s\"",
                "1d;\"24h0m0s\"",
                "-1d;\"-24h0m0s\"",
                "1w2d3h;\"219h0m0s\"",
                "500ms;\"500ms\"",
                "0s;\"0s\"",
                "null;null"
            })
    void aTimeIsWrittenInItsLargestUnits(String yaml, String expected) {
        assertThat(json(Quantities.OPTIONAL_TIME, yaml)).isEqualTo(expected);
        boolean isZero = expected.equals("\"0s\"");
        assertThat(json(Quantities.TIME, yaml)).isEqualTo(isZero ? "null" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1g;\"1073741824\"",
                "1024;\"1024\"",
                "-1;\"-1\"",
                "1.5k;\"1536\"",
                "0;null",
                "1.5;null"
            })
    void aSizeIsWrittenInBytes(String yaml, String expected) {
        assertThat(json(Quantities.BYTES, yaml)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0440,\"0440\"", "288,\"0440\"", "'\"0440\"','\"0440\"'", "null,null"})
    void aModeIsWrittenInOctal(String yaml, String expected) {
        assertThat(json(Quantities.MODE, yaml))
                .isEqualTo(expected.equals("null") ? "null" : "\"0440\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "5;5",
                "{soft: 1, hard: 2};{\"soft\":1,\"hard\":2}",
                "{soft: 0, hard: 2};{\"hard\":2}",
                "0;{}"
            })
    void aLimitIsOneNumberOrTwo(String yaml, String expected) {
        assertThat(json(Quantities.ULIMIT, yaml)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"all,-1", "ALL,-1", "2,2", "'\"2\"',2", "0,null"})
    void allDevicesAreMinusOne(String yaml, String expected) {
        assertThat(json(Quantities.DEVICE_COUNT, yaml)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5", "'\"0.1\"',0.1", "2,2", "0,null"})
    void aRatioHas32Bits(String yaml, String expected) {
        assertThat(json(Quantities.RATIO, yaml)).isEqualTo(expected);
    }

    @Test
    void whatSaysNoMoreThanAMissingKeyIsLeftOut() {
        assertThat(json(Shapes.TEXT, "\"\"")).isEqualTo("null");
        assertThat(json(Shapes.TEXTS, "[]")).isEqualTo("null");
        assertThat(json(Shapes.PAIRS, "{}")).isEqualTo("null");
        assertThat(json(Shapes.FLAG, "false")).isEqualTo("null");
        assertThat(json(Quantities.WHOLE, "0")).isEqualTo("null");
        assertThat(json(Shapes.OPTIONAL_FLAG, "false")).isEqualTo("false");
        assertThat(json(Quantities.OPTIONAL_WHOLE, "0")).isEqualTo("0");
        assertThat(json(Shapes.COMMAND, "[]")).isEqualTo("[]");
        assertThat(json(Shapes.COMMAND, "\"\"")).isEqualTo("[]");
        assertThat(json(Shapes.COMMAND, "null")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{b: 1.5, a: true, c: };{\"a\":\"true\",\"b\":\"1.5\",\"c\":\"\"}",
                "[b=2, a, c=];{\"a\":\"\",\"b\":\"2\",\"c\":\"\"}"
            })
    void pairsAreTextsInTheOrderOfTheirKeys(String yaml, String expected) {
        assertThat(json(Shapes.PAIRS, yaml)).isEqualTo(expected);
        assertThat(json(Shapes.VARIABLES, yaml))
                .isEqualTo(
                        yaml.startsWith("[")
                                ? expected.replace("\"a\":\"\"", "\"a\":null")
                                : expected.replace("\"c\":\"\"", "\"c\":null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "['a:1.2.3.4', 'b=::1', 'c=[::2]', 'a=5.6.7.8,9.9.9.9'];[\"a=1.2.3.4\",\"a=5.6.7.8\",\"a=9.9.9.9\",\"b=::1\",\"c=::2\"]",
                "{b: '::1', a: [1.2.3.4, 5.6.7.8]};[\"a=1.2.3.4\",\"a=5.6.7.8\",\"b=::1\"]"
            })
    void hostsAreAListInOrder(String yaml, String expected) {
        assertThat(json(Shapes.HOSTS, yaml)).isEqualTo(expected);
    }

    @Test
    void theOrderOfKeysIsThatOfBytesInJsonAndThatOfNumbersInYaml() {
        YamlNode pairs = node("{a10: x, a9: x, B: x, é: x, \"😀\": x, \"\uff5e\": x}");
        assertThat(GoJson.compact(Shapes.PAIRS.write(pairs, "key", Form.JSON)))
                .isEqualTo(
                        "{\"B\":\"x\",\"a10\":\"x\",\"a9\":\"x\",\"é\":\"x\",\"\uff5e\":\"x\",\"😀\":\"x\"}");
        assertThat(GoJson.compact(Shapes.PAIRS.write(node("{a10: x, a9: x}"), "key", Form.YAML)))
                .isEqualTo("{\"a9\":\"x\",\"a10\":\"x\"}");
    }

    @Test
    void whatAKeyDoesNotTakeIsRefusedWithItsPlace() {
        refused(Shapes.TEXT, "true", "must be a string, but it is a boolean");
        refused(Shapes.FLAG, "perhaps", "must be true or false");
        refused(Shapes.COMMAND, "\"a 'b\"", "a quote or a parenthesis is not closed");
        refused(Shapes.VARIABLES, "['A =1']", "the name of the variable has a blank behind it");
        refused(Shapes.HOSTS, "[name]", "the address is missing; accepted form: host=address");
        refused(Quantities.WHOLE, "a", "must be a whole number that 64 bits hold");
        refused(Quantities.COUNT, "-1", "must not be negative");
        refused(Quantities.RATIO, "a", "must be a number");
        refused(
                Quantities.BYTES,
                "1x",
                "accepted form: bytes, or a number with b, k, m, g, t or p");
        refused(Quantities.TIME, "10", "not a duration; accepted form: numbers with ns, us");
        refused(Quantities.MODE, "\"9\"", "must be a number in octal");
    }

    private static void refused(Shape shape, String yaml, String reason) {
        assertThatThrownBy(() -> json(shape, yaml))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("for key in f, line 1")
                .hasMessageContaining(reason);
    }
}
