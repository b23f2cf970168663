package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values from the tests of compose-go's package dotenv. */
class EnvironmentFileTest {
    private static Map<String, String> parse(String text) {
        return EnvironmentFile.parse(text, ".env", name -> null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FOO=bar|FOO|bar",
                "FOO =bar|FOO|bar",
                "FOO= bar|FOO|bar",
                "FOO=\"bar\"|FOO|bar",
                "FOO='bar'|FOO|bar",
                "FOO=\"escaped\\\"bar\"|FOO|escaped\"bar",
                "FOO=\"\\\"quoted\\\"\"|FOO|\"quoted\"",
                "FOO=\"'d'\"|FOO|'d'",
                "OPTION_A: 1|OPTION_A|1",
                "OPTION_A: Foo=bar|OPTION_A|Foo=bar",
                "OPTION_A=1:B|OPTION_A|1:B",
                "export OPTION_A=2|OPTION_A|2",
                "export OPTION_B='\\n'|OPTION_B|\\n",
                "export exportFoo=2|exportFoo|2",
                "exportFOO=2|exportFOO|2",
                "export_FOO =2|export_FOO|2",
                "export.FOO= 2|export.FOO|2",
                "export\tOPTION_A=2|OPTION_A|2",
                "  export OPTION_A=2|OPTION_A|2",
                "export OPTION_A=\"export A\"|OPTION_A|export A",
                "FOO=a\\tb|FOO|a\\tb",
                "FOO.BAR=foobar|FOO.BAR|foobar",
                "FOO=foobar=|FOO|foobar=",
                "FOO=bar |FOO|bar",
                "FOO=bar # this is foo|FOO|bar",
                "FOO=bar #this is foo|FOO|bar",
                "FOO=bar #|FOO|bar",
                "FOO=123#not-an-inline-comment|FOO|123#not-an-inline-comment",
                "FOO=\"bar#baz\"#|FOO|bar#baz",
                "FOO=\"bar#baz#bang\" # comment|FOO|bar#baz#bang",
                "FOO='ba#r'|FOO|ba#r",
                "KEY=\"\\0123\"|KEY|S",
                "KEY=\"\\x07\"|KEY|\\x07",
                "KEY=\"\\u12e4\"|KEY|\\u12e4",
                "KEY='Let\\'s go!'|KEY|Let's go!",
                "a[1]=c|a[1]|c",
                "árvíztűrő-TÜKÖRFÚRÓGÉP=ÁRVÍZTŰRŐ|árvíztűrő-TÜKÖRFÚRÓGÉP|ÁRVÍZTŰRŐ",
            })
    void readsALine(String line, String key, String value) {
        assertThat(parse(line)).isEqualTo(Map.of(key, value));
    }

    @Test
    void doubleQuotesKnowEscapes() {
        assertThat(parse("KEY=\"Z\\aZ\\bZ\\fZ\\nZ\\rZ\\tZ\\vZ\\\\Z\\0123Z\""))
                .containsEntry("KEY", "Z\u0007Z\bZ\fZ\nZ\rZ\tZ\u000bZ\\ZSZ");
        assertThat(parse("FOO=\"bar\\\\\\n\\ b\\az\"")).containsEntry("FOO", "bar\\\n\\ b\u0007z");
        assertThat(parse("FOO=\"bar\\\\r\\ b\\az\"")).containsEntry("FOO", "bar\\r\\ b\u0007z");
    }

    @Test
    void quotedValuesSpanLines() {
        assertThat(parse("J = 'first line\nsecond line'\nK=\"a\nb\" # comment\nL=1"))
                .containsExactly(
                        Map.entry("J", "first line\nsecond line"),
                        Map.entry("K", "a\nb"),
                        Map.entry("L", "1"));
    }

    @Test
    void putsVariablesInButNotInSingleQuotes() {
        assertThat(
                        parse(
                                "A=test\nB=$A\nC=${A}bar\nD=$NONE\nE=\"quote $A\"\nF='quote $A'\nG=\"foo\\${A} ${A}\"\nH=a$$b\nI=${NONE:-x y}"))
                .containsExactly(
                        Map.entry("A", "test"),
                        Map.entry("B", "test"),
                        Map.entry("C", "testbar"),
                        Map.entry("D", ""),
                        Map.entry("E", "quote test"),
                        Map.entry("F", "quote $A"),
                        Map.entry("G", "foo${A} test"),
                        Map.entry("H", "a$b"),
                        Map.entry("I", "x y"));
    }

    @Test
    void valuesFromOutsideCountBeforeThoseOfTheFile() {
        Map<String, String> outside = Map.of("OPTION_A", "5");
        assertThat(
                        EnvironmentFile.parse(
                                "OPTION_A=1\nOPTION_B=${OPTION_A}\nOPTION_C=$OPTION_B\nOPTION_D=${OPTION_A}_${OPTION_B}",
                                ".env",
                                outside::get))
                .isEqualTo(
                        Map.of(
                                "OPTION_A",
                                "1",
                                "OPTION_B",
                                "5",
                                "OPTION_C",
                                "5",
                                "OPTION_D",
                                "5_5"));
    }

    @Test
    void aNameAloneIsInherited() {
        Map<String, String> outside = Map.of("HOME_OF", "x", "LAST", "y");
        assertThat(
                        EnvironmentFile.parse(
                                "foo=bar\nHOME_OF\nNOT_FOUND\nbar=baz\nLAST", ".env", outside::get))
                .containsExactly(
                        Map.entry("foo", "bar"),
                        Map.entry("HOME_OF", "x"),
                        Map.entry("bar", "baz"),
                        Map.entry("LAST", "y"));
    }

    @Test
    void skipsCommentsBlankLinesAndAByteOrderMark() {
        assertThat(parse("\ufeffA=1\r\n\r\n\t # comment\n# B=2\n  \nC=3\r\n"))
                .containsExactly(Map.entry("A", "1"), Map.entry("C", "3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEY=\"",
                "KEY=\"value",
                "KEY=\"value\\\"",
                "KEY=\"value'",
                "KEY='",
                "KEY='value",
                "KEY='value\\'",
                "KEY='value\""
            })
    void anOpenQuoteIsRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> parse("A=1\n" + text))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(".env, line 2")
                .hasMessageContaining("KEY")
                .hasMessageContaining("never closed")
                .hasMessageNotContaining("value\\");
    }

    @Test
    void aMalformedNameIsRefused() {
        assertThatThrownBy(
                        () ->
                                parse(
                                        "# some comments\nfoo=\"\n  a\n  multine\n  value\n\"\nINVALID LINE\nzot=qix"))
                .hasMessageContaining("line 7")
                .hasMessageContaining("INVALID LINE")
                .hasMessageContaining("no spaces");
        assertThatThrownBy(() -> parse("lol$wut=secret"))
                .hasMessageContaining("\"lol$\"")
                .hasMessageContaining("NAME=value")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aRequiredVariableThatIsMissingIsRefused() {
        assertThatThrownBy(() -> parse("A=${B:?set B}"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("B is not set: set B");
    }

    @Test
    void readsSeveralFiles(@TempDir Path directory) throws Exception {
        Path base = directory.resolve("base.env");
        Files.writeString(base, "HOST=localhost\nURL=\"http://${HOST}\"\n");
        Path other = directory.resolve("other.env");
        Files.writeString(other, "HOST=dev.example.com\nURL=\"http://${HOST}\"\n");
        assertThat(EnvironmentFile.readAll(List.of(base, other), name -> null))
                .isEqualTo(Map.of("HOST", "dev.example.com", "URL", "http://dev.example.com"));
        Map<String, String> outside = Map.of("HOST", "host.local");
        assertThat(EnvironmentFile.readAll(List.of(base, other), outside::get))
                .isEqualTo(Map.of("HOST", "dev.example.com", "URL", "http://host.local"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path directory) {
        Path missing = directory.resolve("none.env");
        assertThatThrownBy(() -> EnvironmentFile.read(missing, name -> null))
                .isInstanceOf(LocalFileException.class)
                .hasMessage("there is no environment file " + missing);
        assertThatThrownBy(() -> EnvironmentFile.read(directory, name -> null))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("is a directory");
    }
}
