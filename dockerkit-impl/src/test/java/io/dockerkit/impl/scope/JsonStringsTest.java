package io.dockerkit.impl.scope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.impl.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class JsonStringsTest {
    private static List<String> read(InputStream in) throws IOException {
        List<String> found = new ArrayList<>();
        JsonStrings.read(
                in,
                new JsonStrings.Sink() {
                    @Override
                    public boolean wants(List<String> path) {
                        return true;
                    }

                    @Override
                    public void text(List<String> path, String value) {
                        found.add(path + "=" + value);
                    }

                    @Override
                    public void end(List<String> path) {
                        found.add("end of " + path);
                    }
                });
        return found;
    }

    private static List<String> read(String json) throws IOException {
        return read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }

    private static void collect(JsonNode node, List<String> path, List<String> to) {
        if (node.isTextual()) {
            to.add(path + "=" + node.textValue());
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, below(path, "[]"), to));
        } else if (node.isObject()) {
            JsonText.fields(node)
                    .forEach(field -> collect(field.getValue(), below(path, field.getKey()), to));
            to.add("end of " + path);
        }
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static String word(Random random) {
        StringBuilder text = new StringBuilder();
        String alphabet = "aZ09 \"\\/\b\f\n\r\t{}[]:,\u0000\u00e4\u20ac\ud83d\ude00";
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = random.nextInt(alphabet.length());
            // the two halves of a pair stay together
            text.append(at >= alphabet.length() - 2 ? "\ud83d\ude00" : alphabet.charAt(at));
        }
        return text.toString();
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble() * 1e300;
            case 3, 4 -> word(random);
            case 5 -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(word(random), value(random, depth + 1));
                }
                yield map;
            }
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
        };
    }

    @Test
    void itFindsTheTextsThatJacksonFinds() throws IOException {
        Random random = new Random(7);
        int texts = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] json =
                    JsonText.write(List.of(value(random, 0), value(random, 0), value(random, 0)));
            JsonNode tree = JsonText.read(json);
            List<String> expected = new ArrayList<>();
            collect(tree, List.of(), expected);
            assertThat(read(new ByteArrayInputStream(json))).isEqualTo(expected);
            assertThat(read(JsonText.pretty(tree))).isEqualTo(expected);
            texts += expected.size();
        }
        assertThat(texts).isGreaterThan(5000);
    }

    @Test
    void escapesAndPiecesOfAnySizeAreRead() throws IOException {
        String json =
                "{\"\\u00e4\\ud83d\\ude00\": [\"\\\"\\\\\\/\\b\\f\\n\\r\\t\", null, -1.5E+3]}";
        InputStream drop =
                new InputStream() {
                    private final InputStream all = new ByteArrayInputStream(json.getBytes(UTF_8));

                    @Override
                    public int read() throws IOException {
                        return all.read();
                    }

                    @Override
                    public int read(byte[] to, int from, int length) throws IOException {
                        return all.read(to, from, Math.min(1, length));
                    }
                };
        assertThat(read(drop))
                .containsExactly("[\u00e4\ud83d\ude00, []]=\"\\/\b\f\n\r\t", "end of []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"\\u\uff10041\"]",
                "",
                " ",
                "{",
                "[",
                "[1",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "\"a",
                "\"\\",
                "\"\\u12",
                "{a:1}",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "<html>",
                "\"\\x\"",
                "\"\\u12g4\""
            })
    void whatIsNoJsonIsAnError(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void endlessNestingIsAnErrorAndNoStackOverflow() {
        assertThatThrownBy(() -> read("[".repeat(1_000_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("200");
    }

    @Test
    void aTextOfManyMegabytesIsNotKept() throws IOException {
        String json = "{\"a\":\"" + "x".repeat(30_000_000) + "\",\"b\":\"y\"}";
        List<String> found = read(json);
        assertThat(found).hasSize(3).contains("[b]=y");
        assertThat(found.get(0).length()).isLessThan(100_000);
    }
}
