package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
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
        assertThat(ShellWords.split("# c\n\n  a#b '#' # d\n# e\n \n")).containsExactly("a#b", "#");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "-e KEY=<your key> x ! <your key>",
                "-e A=<a|b> x ! <a|b>",
                "-v </path/to/x>:/y x ! </path/to/x>",
                "-e TZ=<your tz, eg Europe/London> x ! <your tz, eg Europe/London>",
                "-v <path (absolute)>:/y x ! <path (absolute)>",
                "-v ‹path›:/y x ! ‹path›",
                "-e \"KEY=<KEY>\" x ! <KEY>",
                "-e KEY=\"<KEY>\" x ! <KEY>",
                "-v \"</path/to/x>:/y\" x ! </path/to/x>",
                "-v \"‹path›\":/y x ! ‹path›",
                "x sh -c \"curl -u me:<YOUR_KEY> host\" ! <YOUR_KEY>"
            })
    void aPlaceholderOfAReadmeIsNamed(String line, String placeholder) {
        assertThatThrownBy(() -> ShellWords.split("docker run " + line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("invalid value \"" + placeholder + "\"")
                .hasMessageContaining("put that in its place")
                .hasMessageNotContaining("operator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'KEY=<KEY>'",
                "\"<b>bold</b>\"",
                "\"cat <in >out\"",
                "\"cat <<EOF>out\"",
                "\"Me <me@example.org>\"",
                "\"a <b and c> d\"",
                "\"<html>\"",
                "\"if a <= b && c >= d\"",
                "\\<KEY\\>"
            })
    void whatIsQuotedAndNoPlaceholderPasses(String word) {
        assertThat(ShellWords.split("docker run x " + word)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '_',
            value = {
                "-v ~/.m2:/x ! ~ ! home directory",
                "-w ~ ! ~ ! home directory",
                "-v ~:/x ! ~ ! home directory",
                "--env-file ~/x ! ~ ! home directory",
                "-v ~me/a:/x ! ~me ! home directory",
                "-e A=~/x ! ~ ! home directory",
                "-e P=/a:~/b ! ~ ! home directory",
                "--device /dev/{a,b} ! {a,b} ! braces",
                "x touch f{1..3} ! {1..3} ! braces",
                "-e J={\"a\":\"geheim\",\"b\":2} ! {…} ! braces",
                "x ls *.txt ! *.txt ! names of the files",
                "x cat /etc/*-release ! /etc/*-release ! names of the files",
                "x echo * ! * ! names of the files",
                "x ls src/**/*.java ! src/**/*.java ! names of the files",
                "x cat /etc/host? ! /etc/host? ! names of the files",
                "x cat f[0-9].txt ! f[0-9].txt ! names of the files",
            })
    void whatAShellWouldReplaceWithoutADollarIsRefusedAndNamed(
            String line, String expansion, String remedy) {
        assertThatThrownBy(() -> ShellWords.split("docker run " + line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("invalid value \"" + expansion + "\" for command line")
                .hasMessageContaining("is not carried out")
                .hasMessageContaining(remedy)
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'~/x'",
                "\"~/x\"",
                "\\~/x",
                "--env-file=~/x",
                "/a:~/b",
                "a~b",
                "--mount=type=bind,src=~/a",
                "'{a,b}'",
                "{a}",
                "{{.Name}},{{.ID}}",
                "a\\{b,c}",
                "{\"a,b\"}",
                "'*'",
                "\"*.txt\"",
                "A=*",
                "--x=*.txt",
                "*:80:80",
                "user:*",
                "2*3",
                "[::1]:80:80",
                "[2001:db8::1]::80",
                "how?",
                "http://h/a?b=*",
                "a[0]",
                "^a.*",
                "+%Y%m%d",
                "+%FT%T%z",
                "a%20b%20c",
                "'%cd%'",
                "\"like '%ABC%' or\"",
                "100%"
            })
    void whatAShellWouldLeaveAsItIsPasses(String word) {
        assertThat(ShellWords.split("docker run x " + word)).hasSize(4);
    }

    @Test
    void thePositionIsThatInTheLine() {
        assertThatThrownBy(() -> ShellWords.split("x 'a b' P=\"/a\":~/b"))
                .hasMessageContaining("expansion at position 15 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%cd%:/x", "\"%cd%:/x\"", "%VAR%", "\"%USERPROFILE%\\x\"", "A=%My_VAR%"})
    void whatOnlyWindowsWouldReplaceIsRefused(String word) {
        if (word.contains("My")) {
            // no shell and no command prompt is that sure of it
            assertThat(ShellWords.split(word)).containsExactly(word);
            return;
        }
        assertThatThrownBy(() -> ShellWords.split("docker run -v " + word + " x"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("Windows")
                .hasMessageContaining("put the value in its place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker run x\nls", "docker run \n--rm x", "a b\r\n c", "a # b\nc"})
    void aLineEndEndsTheCommandAsInAShell(String line) {
        assertThatThrownBy(() -> ShellWords.split(line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("ends the command")
                .hasMessageContaining("put \\ in front of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker run \\ \n x", "docker run \\\t\r\n x", "docker run x \\ "})
    void aBlankBehindTheBackslashAtALineEndIsNamed(String line) {
        assertThatThrownBy(() -> ShellWords.split(line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("there is a blank")
                .hasMessageContaining("remove the blank");
    }

    @ParameterizedTest
    @CsvSource({"docker 'run, single", "docker \"run, double"})
    void aQuoteThatIsNotClosedIsToldWithItsPlace(String line, String which) {
        assertThatThrownBy(() -> ShellWords.split(line))
                .hasMessageContaining("the " + which + " quote at position 7 is not closed");
    }
}
