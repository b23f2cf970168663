package io.dockerkit.impl.build.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerUnavailableException.MalformedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of protocol buffers, held against bytes that protoc's own encoding makes, and against broken ones. */
class ProtoReaderTest {
    private static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "1, 08 01",
        "150, 08 96 01",
        "2147483648, 08 80 80 80 80 08",
        "-1, 08 ff ff ff ff ff ff ff ff ff 01",
        "9223372036854775807, 08 ff ff ff ff ff ff ff ff 7f"
    })
    void numbersAreEncodedAsProtocolBuffersHaveThem(long value, String bytes) {
        byte[] expected = bytes.isEmpty() ? new byte[0] : hex(bytes);
        assertThat(new ProtoWriter().number(1, value).toBytes()).isEqualTo(expected);
        ProtoReader reader = new ProtoReader(expected);
        if (value != 0) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.number()).isEqualTo(value);
        }
        assertThat(reader.next()).isFalse();
    }

    @Test
    void textsMessagesAndMapsAreWrittenAndRead() {
        byte[] bytes =
                new ProtoWriter()
                        .text(2, "testing")
                        .text(3, "")
                        .element(4, "")
                        .message(5, new ProtoWriter().number(1, 7))
                        .entries(7, new TreeMap<>(Map.of("a", "b", "ä", "")))
                        .flag(2047, true)
                        .toBytes();
        assertThat(bytes)
                .isEqualTo(
                        hex(
                                "12 07 74 65 73 74 69 6e 67 22 00 2a 02 08 07 3a 06 0a 01 61 12 01 62"
                                        + " 3a 04 0a 02 c3 a4 f8 7f 01"));
        ProtoReader reader = new ProtoReader(bytes);
        Map<String, String> map = new TreeMap<>();
        List<Integer> fields = new ArrayList<>();
        while (reader.next()) {
            fields.add(reader.field());
            switch (reader.field()) {
                case 2 -> assertThat(reader.text()).isEqualTo("testing");
                case 4 -> assertThat(reader.bytes()).isEmpty();
                case 5 -> {
                    ProtoReader inner = reader.message();
                    assertThat(inner.next()).isTrue();
                    assertThat(inner.number()).isEqualTo(7);
                    assertThat(inner.next()).isFalse();
                }
                case 7 -> reader.entryInto(map);
                case 2047 -> assertThat(reader.flag()).isTrue();
                default -> throw new AssertionError(reader.field());
            }
        }
        assertThat(fields).containsExactly(2, 4, 5, 7, 7, 2047);
        assertThat(map).containsExactly(Map.entry("a", "b"), Map.entry("ä", ""));
    }

    @Test
    void fieldsOfAllTypesThatAreNotKnownArePassedOver() {
        byte[] bytes = hex("0d 01 00 00 00 11 02 00 00 00 00 00 00 00 1a 01 78 20 05");
        ProtoReader reader = new ProtoReader(bytes);
        List<Integer> fields = new ArrayList<>();
        while (reader.next()) {
            fields.add(reader.field());
        }
        assertThat(fields).containsExactly(1, 2, 3, 4);
        assertThat(reader.number()).isEqualTo(5);
    }

    @Test
    void namesKeepBytesThatAreNotUtf8() {
        byte[] bytes =
                new ProtoWriter()
                        .bytes(1, "f\u00e4".getBytes(StandardCharsets.ISO_8859_1))
                        .toBytes();
        ProtoReader reader = new ProtoReader(bytes);
        assertThat(reader.next()).isTrue();
        assertThat(reader.byteName()).isEqualTo("f\u00e4");
        assertThat(reader.text()).isEqualTo("f\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a number that is cut, also within the tag
                "08",
                "08 80",
                "80",
                // eleven bytes
                "08 ff ff ff ff ff ff ff ff ff ff 01",
                "ff ff ff ff ff ff ff ff ff ff ff 01",
                // bytes that are cut, more than there are, more than 2^31, a negative length
                "0a 05 61",
                "0a ff ff ff ff 07",
                "0a ff ff ff ff 0f",
                "0a ff ff ff ff ff ff ff ff ff 01",
                // numbers of fixed size that are cut
                "09 00 00",
                "0d 00 00",
                // groups, and types that do not exist
                "0b",
                "0c",
                "0e",
                "0f",
                // the field 0, and one beyond the largest
                "00 01",
                "f8 ff ff ff ff 0f 01"
            })
    void bytesThatAreNoMessageAreRefused(String bytes) {
        assertThatThrownBy(
                        () -> {
                            ProtoReader reader = new ProtoReader(hex(bytes));
                            while (reader.next()) {
                                // to the end
                            }
                        })
                .isInstanceOf(MalformedAnswer.class)
                .hasMessageContaining("a message of BuildKit cannot be read");
    }

    @Test
    void aFieldOfAnotherTypeThanExpectedIsRefused() {
        ProtoReader number = new ProtoReader(hex("08 01"));
        assertThat(number.next()).isTrue();
        assertThatThrownBy(number::text).isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(number::bytes).isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(number::message).isInstanceOf(MalformedAnswer.class);
        ProtoReader text = new ProtoReader(hex("0a 01 61"));
        assertThat(text.next()).isTrue();
        assertThatThrownBy(text::number).isInstanceOf(MalformedAnswer.class);
        assertThatThrownBy(text::flag).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void readingEndsWhateverTheBytesAre() {
        byte[] good =
                new ProtoWriter()
                        .text(1, "sha256:0123456789")
                        .message(2, new ProtoWriter().number(1, -5).text(2, "x"))
                        .number(3, 300)
                        .toBytes();
        Random random = new Random(18);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                readAll(new ProtoReader(bytes), 0);
            } catch (MalformedAnswer wrong) {
                refused++;
            }
        }
        assertThat(refused).isBetween(2_000, 19_999);
    }

    private static void readAll(ProtoReader reader, int depth) {
        int fields = 0;
        while (reader.next()) {
            assertThat(++fields).isLessThan(100);
            if (reader.field() == 2 && depth < 5) {
                readAll(reader.message(), depth + 1);
            } else if (reader.field() == 3) {
                reader.number();
            }
        }
    }
}
