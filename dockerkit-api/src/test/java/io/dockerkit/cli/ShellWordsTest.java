package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
    @Test
    void quotesBackslashesAndContinuationsAreReadAsAShellReadsThem() {
        assertThat(ShellWords.split("a\\ b 'c d' \"e f\" g\"h i\"j '' un\\\nquoted 'it'\\''s'"))
                .containsExactly("a b", "c d", "e f", "gh ij", "", "unquoted", "it's");
        assertThat(ShellWords.split("\"a\\nb\" a\\nb \"\\$x\" '$x' $ a$ \"b$ c\" 100%"))
                .containsExactly("a\\nb", "anb", "$x", "$x", "$", "a$", "b$ c", "100%");
    }

    @Test
    void aCommentEndsTheLineAndAHashInsideAWordDoesNot() {
        assertThat(ShellWords.split("a#b # c\n# d\ne '#'")).containsExactly("a#b", "e", "#");
    }

    @Test
    void theLinesOfWindowsFilesContinueToo() {
        assertThat(ShellWords.split("a \\\r\n  b\r\n")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "-v $PWD:/x ! $PWD",
                "-v \"$(pwd)\":/x ! $(pwd)",
                "-v `pwd`:/x ! `pwd`",
                "-u $(id -u):$(id -g) ! $(id -u)",
                "-e A=\"${B:-c}\" ! ${B:-c}",
                "echo $1 ! $1",
                "echo $((1+1)) ! $((1+1)",
                "echo $'a\\tb' ! $'…'"
            })
    void whatAShellWouldReplaceIsRefusedAndNamed(String line, String expansion) {
        assertThatThrownBy(() -> ShellWords.split("docker run " + line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("invalid value \"" + expansion + "\" for command line")
                .hasMessageContaining("is not carried out")
                .hasMessageContaining("single quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a | b", "a > b", "a && b", "a;", "a &", "a < b", "(a)"})
    void whatAShellWouldActUponIsRefused(String line) {
        assertThatThrownBy(() -> ShellWords.split("-e P=secret " + line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("operator of the shell")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aPlaceholderOfAReadmeIsNamed() {
        assertThatThrownBy(() -> ShellWords.split("docker run -e KEY=<your key> x"))
                .hasMessageContaining("\"<your key>\"")
                .hasMessageContaining("put that in its place");
    }

    @ParameterizedTest
    @CsvSource({"docker 'run, single", "docker \"run, double"})
    void aQuoteThatIsNotClosedIsToldWithItsPlace(String line, String which) {
        assertThatThrownBy(() -> ShellWords.split(line))
                .hasMessageContaining("the " + which + " quote at position 7 is not closed");
    }
}
