package io.dockerkit.compose.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.compose.yaml.YamlReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaJsonTest {
    @Test
    void readsTheSchemaAsTheReaderOfYamlDoes() throws Exception {
        String text;
        try (InputStream in = ComposeSchema.class.getResourceAsStream("compose-spec.json")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(SchemaJson.read(text))
                .isEqualTo(withDoubles(YamlReader.read("schema", text).plain()));
    }

    private static Object withDoubles(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> next = new LinkedHashMap<>();
            map.forEach((key, inner) -> next.put(key, withDoubles(inner)));
            return next;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SchemaJsonTest::withDoubles).toList();
        }
        return value instanceof Long number ? (Object) number.doubleValue() : value;
    }

    @Test
    void readsAllKindsOfValues() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", List.of(true, false, 1.5, -2.0, "x \"y\"\\\n"));
        expected.put("b", null);
        expected.put("c", Map.of());
        expected.put("d", List.of());
        assertThat(
                        SchemaJson.read(
                                "{\"a\": [true,false , 1.5, -2, \"x \\\"y\\\"\\\\\\n\"],\n \"b\":null, \"c\": {}, \"d\": [ ]}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"a\" 1}", "{\"a\": \"\\u0041\"}"})
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> SchemaJson.read(text)).isInstanceOf(IllegalStateException.class);
    }
}
