package io.dockerkit.compose.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values from the tests of compose-go's package template. */
class TemplateTest {
    private static final Map<String, String> VARIABLES =
            Map.of("FOO", "first", "BAR", "", "JSON", "{\"json\":2}");

    private static String substitute(String text) {
        return Template.substitute(text, VARIABLES::get);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo|foo",
                "$${foo}|${foo}",
                "a $ string|a $ string",
                "^REGEX$|^REGEX$",
                "$}|$}",
                "$|$",
                "$1|$1",
                "$FOO-bar|first-bar",
                "This ${missing} var|This  var",
                "This $FOO var|This first var",
                "ok ${missing:-def}|ok def",
                "ok ${missing-def}|ok def",
                "ok ${BAR:-def}|ok def",
                "ok ${FOO:-def}|ok first",
                "ok ${BAR-def}|`ok `",
                "ok ${UNSET_VAR:+presence_value}|`ok `",
                "ok ${UNSET_VAR+presence_value}|`ok `",
                "ok ${FOO:+presence_value}|ok presence_value",
                "ok ${BAR+presence_value}|ok presence_value",
                "ok ${BAR:+presence_value}|`ok `",
                "ok ${BAR:-/non:-alphanumeric}|ok /non:-alphanumeric",
                "+ok ${UNSET:-${BAR-defaultValue}}|`+ok `",
                ":?ok ${BAR:-defaultValue}|:?ok defaultValue",
                "ok ${UNSET_VAR-$FOO}|ok first",
                "ok ${UNSET_VAR-${FOO} ${FOO}}|ok first first",
                "ok ${BAR+$FOO ${FOO:+second}}|ok first second",
                "${UNSET:-a} and ${UNSET-b} and ${FOO}|a and b and first",
                "${UNSET:-}}|}",
                "ok ${FOO:?err}|ok first",
                "ok ${BAR?err}|`ok `",
                "ok ${BAR:-${JSON}}|ok {\"json\":2}",
                "${UNSET:-{\"a\":{}}}|{\"a\":{}}",
            })
    void putsVariablesIn(String text, String expected) {
        assertThat(substitute(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${}", "${ }", "${ foo}", "${foo }", "${foo!}", "${A:-x\ny}"})
    void aMalformedVariableIsRefused(String text) {
        assertThatThrownBy(() -> substitute(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("malformed variable; accepted form: $NAME, ${NAME}");
    }

    @Test
    void aRequiredVariableThatIsMissingIsRefused() {
        assertThatThrownBy(() -> substitute("not ok ${UNSET_VAR:?Variable ${FOO}}"))
                .hasMessage("the required variable UNSET_VAR is not set: Variable first");
        assertThatThrownBy(() -> substitute("not ok ${BAR:?}"))
                .hasMessage("the required variable BAR is empty");
        assertThatThrownBy(() -> substitute("not ok ${UNSET_VAR?}"))
                .hasMessage("the required variable UNSET_VAR is not set");
    }
}
