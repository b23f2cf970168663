package io.dockerkit.compose.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoJsonTest {
    @Test
    void aTextIsEscapedAsGoDoes() {
        assertThat(GoJson.compact("a<b>&c\"\\\b\f\n\r\t\u0001\u2028\u2029é\u007f"))
                .isEqualTo(
                        "\"a\\u003cb\\u003e\\u0026c\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u2028\\u2029é\u007f\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,0.5",
        "1,1",
        "1000000,1000000",
        "0.1,0.1",
        "1e20,100000000000000000000",
        "1e21,1e+21",
        "1.5e21,1.5e+21",
        "0.000001,0.000001",
        "0.0000001,1e-7",
        "-2.5,-2.5"
    })
    void aNumberIsShort(double number, String expected) {
        assertThat(GoJson.compact(number)).isEqualTo(expected);
    }

    @Test
    void aNumberOf32BitsHasNoDigitsThatItDoesNotHold() {
        assertThat(GoJson.compact(0.1f)).isEqualTo("0.1");
        assertThat(GoJson.compact(16777216f)).isEqualTo("16777216");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatJsonDoesNotHaveIsRefused(double number) {
        assertThatThrownBy(() -> GoJson.compact(Map.of("a", number)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "invalid value \""
                                + number
                                + "\" for config: JSON has no such number; write it in quotes");
    }

    @Test
    void linesAreIndentedAndWhatIsEmptyStaysOnOne() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", new ArrayList<>(Arrays.asList(1L, null, true)));
        map.put("a", Map.of());
        map.put("c", List.of());
        map.put("d", Map.of("e", List.of("f")));
        assertThat(GoJson.indented(map))
                .isEqualTo(
                        "{\n  \"b\": [\n    1,\n    null,\n    true\n  ],\n  \"a\": {},\n  \"c\": [],\n"
                                + "  \"d\": {\n    \"e\": [\n      \"f\"\n    ]\n  }\n}");
        assertThat(GoJson.compact(map))
                .isEqualTo("{\"b\":[1,null,true],\"a\":{},\"c\":[],\"d\":{\"e\":[\"f\"]}}");
    }
}
