package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class ChecksTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.5S, 0.5 s",
        "PT0.000000001S, 0.000000001 s",
        "PT1S, 1 s",
        "PT10S, 10 s",
        "PT1M, 1 min",
        "PT1M30.25S, 1 min 30.25 s",
        "PT2H, 2 h",
        "PT26H3M4S, 26 h 3 min 4 s",
        "PT-5S, -5 s",
        "PT-0.5S, -0.5 s"
    })
    void timesReadAsPeopleWriteThem(Duration time, String text) {
        assertThat(Checks.human(time)).isEqualTo(text);
    }

    @Test
    void theLongestTimesCanBeWrittenToo() {
        assertThat(Checks.human(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))).endsWith(" s");
        assertThat(Checks.human(Duration.ofSeconds(Long.MIN_VALUE))).startsWith("-");
    }

    @Test
    void lessThanAUnitIsRoundedUp() {
        assertThat(Checks.seconds("--x", Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Checks.seconds("--x", Duration.ofMillis(500))).isEqualTo(1);
        assertThat(Checks.seconds("--x", Duration.ofMillis(1500))).isEqualTo(2);
        assertThat(Checks.seconds("--x", Duration.ZERO)).isZero();
        assertThat(Checks.millis("--x", Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Checks.millis("--x", Duration.ofSeconds(3))).isEqualTo(3000);
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheRange() {
        assertThatThrownBy(() -> Checks.seconds("--x", Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("accepted range: 0 s to 876000 h");
        assertThatThrownBy(() -> Checks.seconds("--x", Duration.ofSeconds(-5)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"-5 s\" for --x: the time must not be negative");
        assertThatThrownBy(() -> Checks.nanos("--x", Duration.ZERO, Duration.ofMillis(1)))
                .hasMessageContaining("accepted range: 0.001 s to 876000 h");
    }

    @Test
    void aSizeInBytesIsToldBack() {
        assertThatThrownBy(() -> Checks.bytes("--memory", 512, 6 << 20))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("you asked for 512 bytes")
                .hasMessageContaining("6291456 bytes (6m)")
                .hasMessageContaining("\"512m\"");
    }

    @Test
    void processorsHaveNineDecimalPlaces() {
        assertThat(Checks.processors("--cpus", 1.0 / 3)).isEqualTo("0.333333334");
        assertThat(Checks.processors("--cpus", 2)).isEqualTo("2");
        assertThat(Checks.processors("--cpus", Double.MIN_VALUE)).isEqualTo("0.000000001");
        for (double senseless : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e30}) {
            assertThatThrownBy(() -> Checks.processors("--cpus", senseless))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--cpus");
        }
    }

    @Test
    void aKeyHasNoEqualsSignAndItsSecretIsNotShown() {
        assertThat(Checks.pair("--env", "name", "A", "b=c")).isEqualTo("A=b=c");
        assertThatThrownBy(() -> Checks.pair("--env", "name", "A=hunter2", "c"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"A=***\" for --env: the name must not have a \"=\"");
        assertThatThrownBy(() -> Checks.pair("--env", "name", "A", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
    }

    @Test
    void aNullElementIsNamedByItsPlace() {
        assertThatThrownBy(() -> Checks.elements("command", Arrays.asList("a", null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("command[1]");
        assertThatThrownBy(() -> Checks.entries("labels", Collections.singletonMap("a", null)))
                .hasMessage("the value of \"a\" in labels");
    }
}
