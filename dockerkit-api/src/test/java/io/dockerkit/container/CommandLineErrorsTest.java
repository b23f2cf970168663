package io.dockerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads whose line is wrong. */
class CommandLineErrorsTest {
    private static RunSpec parse(String line) {
        return new ContainerCommands(new Recorder()).parse(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "docker run -rm alpine ! did you mean --rm?",
                "docker run -network=host alpine ! did you mean --network?",
                "docker run --volum /a:/b alpine ! did you mean --volume?",
                "docker run -x alpine ! of one letter it has",
                "docker create -d alpine ! docker run has it",
                "docker create --detach-keys x alpine ! docker run has it",
                "docker run \u2014rm alpine ! word processor",
                "docker run -e \u201cA=b c\u201d alpine ! word processor",
                "docker run --env-file none alpine ! there is no such file",
                "docker run --env-file . alpine ! it is a directory",
                "docker compose up ! accepted form: docker run",
                "docker run ! docker run needs an image",
            })
    void theMessageSaysWhatToDo(String line, String advice) {
        assertThatThrownBy(() -> parse(line).create())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void twoCommandsAreNotOne() {
        assertThatThrownBy(() -> parse("docker run alpine\ndocker run ubuntu"))
                .hasMessageContaining("a second command begins at position 18");
        assertThat(parse("docker run\n  --rm\n  alpine\n").toCommandLine())
                .isEqualTo("docker run --rm alpine");
    }

    @Test
    void theContinuationsOfWindowsAreNamed() {
        assertThatThrownBy(() -> parse("docker run `\n -it alpine"))
                .hasMessageContaining("PowerShell");
        assertThatThrownBy(() -> parse("docker run ^\n -it alpine"))
                .hasMessageContaining("Windows");
    }

    @Test
    void anErrorOfATerminalCarriesTheLineWithoutItsSecrets() {
        DockerException failed =
                catchThrowableOfType(
                        DockerException.class,
                        () -> parse("docker run -e PW=geheim --env-file none alpine").create());
        assertThat(failed.commandLine())
                .contains("docker run --env 'PW=***' --env-file none alpine");
    }

    @Test
    void passwordsInOtherFlagsAreNotShownWhereTheyAreNamedSo() {
        RunSpec spec =
                parse(
                        "docker run --log-opt splunk-token=geheim"
                                + " --mount 'type=volume,dst=/a,\"volume-opt=o=username=x,password=geheim\"' alpine");
        assertThat(spec.toString()).doesNotContain("geheim").contains("splunk-token=***");
        assertThat(spec.toCommandLine()).contains("splunk-token=geheim");
        assertThatThrownBy(() -> parse("docker run --mount type=x,password=geheim alpine"))
                .hasMessageNotContaining("geheim");
    }
}
