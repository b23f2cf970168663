package io.dockerkit.impl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list is the same whether its items share a part or not. */
class SharedPartTest {
    private static final String SPEC = "{\"Image\":\"b}]\\\"\u00fc\",\"Args\":[{\"a\":[]},1.50]}";

    private static JsonNode shared(String text) throws IOException {
        return JsonText.readList(new ByteArrayInputStream(bytes(text)), "Spec");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itemsWithTheSamePartShareIt() throws IOException {
        String text = "[{\"ID\":\"1\",\"Spec\":" + SPEC + "},{\"Spec\":" + SPEC + ",\"ID\":\"2\"}]";
        JsonNode list = shared(text);
        assertThat(list).isEqualTo(JsonText.read(text));
        assertThat(list.get(0).get("Spec")).isSameAs(list.get(1).get("Spec"));
        assertThat(JsonText.text(list)).isEqualTo(JsonText.text(JsonText.read(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "[{\"ID\":\"1\"}]",
                "[{\"Spec\":SPEC}]",
                "[{\"Spec\":SPEC},{\"Spec\":{\"Image\":\"other\"}},{\"Spec\":SPEC}]",
                "[{\"Spec\":SPEC},{\"Spec\":0},{\"Spec\":SPEC}]",
                "[{\"Spec\":SPEC},{\"Spec\":0.5},{\"Spec\":SPEC}]",
                "[{\"Spec\":SPEC},{\"Spec\":null},{\"Spec\":\"x\"},{\"Spec\":SPEC}]",
                "[{\"Spec\":SPEC},{\"Spec\":SPEC,\"Inner\":{\"Spec\":SPEC}}]",
                "[{\"Spec\":SPEC},[{\"Spec\":SPEC}],{\"Spec\":SPEC}]",
                "[{\"Spec\":SPEC},{\"Spec\": SPEC},{\"Spec\":SPEC }]",
                "[{\"Spec\":SPEC},{\"Note\":\"\\\"Spec\\\":SPEC\",\"Spec\":SPEC}]",
                "[{\"Spec\":{\"Spec\":SPEC}},{\"Spec\":{\"Spec\":SPEC}}]",
                "{\"a\":{\"Spec\":SPEC},\"b\":{\"Spec\":SPEC}}",
                "[{\"Spec\":[1]},{\"Spec\":SPEC},{\"Spec\":SPEC}]",
                "[{\"Spec\":{}},{\"Spec\":{}}]"
            })
    void theListIsThatOfItsText(String form) throws IOException {
        String text = form.replace("\\\"Spec\\\":SPEC", "\\\"Spec\\\":{}").replace("SPEC", SPEC);
        assertThat(shared(text)).isEqualTo(JsonText.read(text));
    }

    @Test
    void aTextThatEndsAnywhereIsAnErrorWithItsPlace() throws IOException {
        String text = "[{\"Spec\":{\"a\":1},\"b\":2},{\"Spec\":{\"a\":1}}]";
        for (int length = 1; length < text.length(); length++) {
            String part = text.substring(0, length);
            assertThatThrownBy(() -> shared(part))
                    .as(part)
                    .isInstanceOfSatisfying(
                            JsonProcessingException.class,
                            e ->
                                    assertThatThrownBy(() -> JsonText.read(bytes(part)))
                                            .hasMessage(e.getMessage()));
        }
    }
}
