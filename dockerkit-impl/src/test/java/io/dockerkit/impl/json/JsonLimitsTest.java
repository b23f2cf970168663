package io.dockerkit.impl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers may be as large as engines make them. */
class JsonLimitsTest {
    private static JsonNode read(String text) throws IOException {
        return JsonText.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aNameOfManyCharactersIsRead() throws IOException {
        String name = "k".repeat(60_000);
        assertThat(read("{\"" + name + "\":\"v\"}").path(name).asText()).isEqualTo("v");
    }

    @Test
    void aTextOfManyMegabytesIsRead() throws IOException {
        String text = "v".repeat(25_000_000);
        assertThat(read("{\"k\":\"" + text + "\"}").path("k").asText()).hasSize(25_000_000);
    }

    @Test
    void aNumberOfManyDigitsIsRead() throws IOException {
        assertThat(read("1" + "0".repeat(2_000)).asText()).hasSize(2_001);
    }

    @Test
    void nestingIsReadAndWrittenAsDeepAsEnginesGo() throws IOException {
        String deep =
                "{\"a\":".repeat(4_999) + "[".repeat(5_001) + "]".repeat(5_001) + "}".repeat(4_999);
        // not compared by AssertJ, which would describe it
        assertThat(JsonText.text(read(deep)).equals(deep)).isTrue();
    }

    @Test
    void deeperNestingIsAnErrorAndNoStackOverflow() {
        String tooDeep = "[".repeat(100_000);
        assertThatThrownBy(() -> read(tooDeep)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void whatIsReadIsWrittenAgain() throws IOException {
        String text =
                "{\"a\":[1,-2.5,true,false,null,\"x\\n\",{},[]],\"b\":{\"c\":{\"d\":9223372036854775808}},\"e\":[[\"f\"]]}";
        assertThat(JsonText.text(read(text))).isEqualTo(text);
        assertThat(JsonText.write(Map.of("a", 1)))
                .isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }
}
