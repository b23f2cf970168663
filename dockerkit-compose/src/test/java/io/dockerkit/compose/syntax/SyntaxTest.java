package io.dockerkit.compose.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.syntax.Interpolation.Cast;
import io.dockerkit.compose.yaml.YamlReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {
    private static final Interpolation VARIABLES =
            new Interpolation(
                    Map.of("A", "x", "EMPTY", "", "N", "3", "ON", "yes"),
                    Map.of("s.*.n", Cast.INTEGER, "s.*.l.[]", Cast.BOOLEAN, "f", Cast.NUMBER));

    private static Object interpolated(String yaml) throws Exception {
        return VARIABLES.apply(YamlReader.read("f.yaml", yaml)).plain();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$A;x",
                "${A};x",
                "$A/$A;x/x",
                "$B-${A};${A}",
                "${A:-y};x",
                "${B:-y};y",
                "${B-};''",
                "${EMPTY:-y};y",
                "${EMPTY-y};''",
                "${A:?no};x",
                "${EMPTY?no};''",
                "$$A;$A",
                "$$$A;$x",
                "$B;''",
                "${a};''",
                "${B:-a-b:c};a-b:c"
            })
    void variablesArePutIn(String text, String expected) throws Exception {
        assertThat(interpolated("k: '" + text + "'")).isEqualTo(Map.of("k", expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${A", "$", "a$ b", "${1}", "${A:+x}", "${}"})
    void whatIsNoVariableIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> interpolated("a:\n  - '" + text + "'"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(
                        "invalid value \""
                                + text
                                + "\" for a[0] in f.yaml, line 2: malformed variable")
                .hasMessageContaining("write $$ for a dollar");
    }

    @Test
    void aMissingVariableThatIsRequiredIsNamedWithItsMessage() {
        assertThatThrownBy(() -> interpolated("k: ${B?set B}$A"))
                .hasMessageContaining("the variable B is not set: set B");
        assertThatThrownBy(() -> interpolated("k: ${EMPTY:?}"))
                .hasMessageEndingWith("the variable EMPTY is empty");
    }

    @Test
    void valuesThatVariablesMakeHaveTheTypeOfTheirKey() throws Exception {
        assertThat(interpolated("s: {a: {n: $N, l: [$ON], o: $N}}\nf: '$N'\n"))
                .isEqualTo(
                        Map.of(
                                "s",
                                Map.of(
                                        "a",
                                        Map.of("n", 3L, "l", java.util.List.of(true), "o", "3")),
                                "f",
                                3.0));
        assertThatThrownBy(() -> interpolated("s: {a: {n: $A}}"))
                .hasMessage(
                        "invalid value \"x\" for s.a.n in f.yaml, line 1: must be a whole number once variables are in it");
    }

    @ParameterizedTest
    @CsvSource({
        "80,[0:80/tcp]",
        "8080:80,[8080:80/tcp]",
        "53:53/UDP,[53:53/udp]",
        "7000-7001,'[0:7000/tcp, 0:7001/tcp]'",
        "9-10:9-10,'[10:10/tcp, 9:9/tcp]'",
        "8000-8001:80,'[8000:80/tcp, 8001:80/tcp]'",
        "127.0.0.1:81:80,[81:80/tcp]",
        "'[::1]:81:80',[81:80/tcp]",
        "127.0.0.1::80,[0:80/tcp]"
    })
    void portsAreRead(String text, String expected) {
        assertThat(
                        PortSyntax.parse(text).stream()
                                .map(
                                        port ->
                                                port.published()
                                                        + ":"
                                                        + port.target()
                                                        + "/"
                                                        + port.protocol())
                                .toList())
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "80:", "70000", "2-1", "1-3:1-2", "80/icmp", "a:1:1", "1:2:3:4"})
    void whatIsNoPortIsRefused(String text) {
        assertThatThrownBy(() -> PortSyntax.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/a,volume,,/a,false",
        "d:/a,volume,,d:/a,false",
        "data:/a:ro,volume,data,/a,true",
        "data:/a:ro,volume,data,/a,true",
        "./x:/a,bind,./x,/a,false",
        "C:\\x:/a,bind,C:\\x,/a,false",
        "\\\\.\\pipe\\p:\\\\.\\pipe\\p,bind,\\\\.\\pipe\\p,\\\\.\\pipe\\p,false",
        "data:/a:ro;rw,volume,data,/a,false"
    })
    void mountsAreRead(String text, String type, String source, String target, boolean readOnly) {
        VolumeSyntax volume = VolumeSyntax.parse(text.replace(';', ','));
        assertThat(volume.type()).isEqualTo(type);
        assertThat(volume.source()).isEqualTo(source == null ? "" : source);
        assertThat(volume.target()).isEqualTo(target);
        assertThat(volume.isReadOnly()).isEqualTo(readOnly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aa::b", "aa:bb:cc:dd", "aa:bb:"})
    void whatIsNoMountIsRefused(String text) {
        assertThatThrownBy(() -> VolumeSyntax.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0s",
        "1,1ns",
        "1500,1.5µs",
        "500000000,500ms",
        "1500000000,1.5s",
        "60000000000,1m0s",
        "5400000000000,1h30m0s",
        "-1000000000,-1s"
    })
    void durationsAreWrittenAsGoDoes(long nanos, String expected) {
        assertThat(GoDurations.print(nanos)).isEqualTo(expected);
    }
}
