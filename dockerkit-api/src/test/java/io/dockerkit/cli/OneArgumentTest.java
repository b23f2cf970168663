package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole command line given as one argument. */
class OneArgumentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ls -l; exec(\"ls\", \"-l\")",
                "sh -c 'echo a b'; exec(\"sh\", \"-c\", \"echo a b\")",
                "grep \"a b\" x; exec(\"grep\", \"a b\", \"x\")",
                "printf a\\\\\\\\b; exec(\"printf\", \"a\\\\\\\\b\")",
                "ls | wc -l; exec(\"sh\", \"-c\", \"ls | wc -l\")",
                "echo $HOME; exec(\"sh\", \"-c\", \"echo $HOME\")",
                "echo 'x; exec(\"sh\", \"-c\", \"echo 'x\")"
            })
    void theAdviceIsTheCallToWrite(String line, String call) {
        assertThat(OneArgument.advice(line, "exec"))
                .contains("is one argument, and docker does not split it at spaces")
                .endsWith("; write " + call);
    }

    @Test
    void anEntrypointTakesOneProgram() {
        assertThat(OneArgument.advice("sleep 5 m", "entrypoint"))
                .endsWith("; write entrypoint(\"sleep\").command(\"5\", \"m\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ls", " ls ", "no-such"})
    void aProgramWithoutASpaceNeedsNoAdvice(String program) {
        assertThat(OneArgument.advice(program, "exec")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OCI runtime exec failed: exec failed: unable to start container process: exec: \"ls -l\":"
                        + " executable file not found in $PATH: unknown",
                "OCI runtime exec failed: exec failed: container_linux.go:380: starting container process caused:"
                        + " exec: \"ls -l\": executable file not found in $PATH: unknown",
                "crun: executable file `ls -l` not found in $PATH: No such file or directory: OCI runtime attempted to"
                        + " invoke a command that was not found",
                "exec: \"ls -l\": stat ls -l: no such file or directory"
            })
    void theProgramIsTakenFromTheEnginesWords(String words) {
        assertThat(OneArgument.adviceFor(words, "command"))
                .endsWith("write command(\"ls\", \"-l\")");
    }

    @Test
    void quotesInTheEnginesWordsAreThoseOfTheProgram() {
        assertThat(
                        OneArgument.adviceFor(
                                "exec: \"sh -c \\\"a b\\\"\": executable file not found in $PATH",
                                "exec"))
                .endsWith("write exec(\"sh\", \"-c\", \"a b\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec: \"nosuch\": executable file not found in $PATH",
                "exec: \"/my dir/run\": permission denied",
                "sh: no such program: not found",
                ""
            })
    void otherFailuresGetNone(String words) {
        assertThat(OneArgument.adviceFor(words, "exec")).isEmpty();
    }
}
