package io.dockerkit.compose.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docker compose 2.40.3 makes of commands. */
class CommandWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "echo hello   world~echo,hello,world",
                "sh -c \"echo \\\"a b\\\" 'c d'\"~sh,-c,echo \"a b\" 'c d'",
                "echo $(date +x y) z~echo,$(date +x y),z",
                "a\\tb c\\nd~atb,cnd",
                "a`b c`d e~a`b c`d,e",
                "echo 2>x y~echo",
                "echo x2>y~echo,x2",
                "a # b~a,#,b",
                "\"a;b\" 'c|d' e\\;f g;h~a;b,c|d,e;f,g",
                "a 'b\\tc' d~a,b\\tc,d",
                "a\"\"b~ab",
                "a \\ b~a, b",
                "\"$(a b)\" c~$(a b),c",
                "$(a ; b) c~$(a ; b),c",
                "x\"y\"2>z~xy2"
            })
    void wordsEndAtBlanksThatAreNotQuoted(String command, String words) {
        assertThat(CommandWords.split(command)).isEqualTo(List.of(words.split(",", -1)));
    }

    @Test
    void emptyQuotesAreAWordAndNothingIsNone() {
        assertThat(CommandWords.split("a '' \"\"")).containsExactly("a", "", "");
        assertThat(CommandWords.split("")).isEmpty();
        assertThat(CommandWords.split("2>x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "a\\", "(x)", "x (y)", "a )b", "$(a", "$(a (b) c)", "`a"})
    void whatIsNotClosedIsRefused(String command) {
        assertThatThrownBy(() -> CommandWords.split(command))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
