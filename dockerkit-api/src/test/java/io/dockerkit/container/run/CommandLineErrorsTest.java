package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.ContainerCommands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads whose line is wrong. */
@Tag("locale")
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
                "docker run -privileged alpine ! did you mean --privileged?",
                "docker run -memory=1g alpine ! did you mean --memory?",
                "docker run --it alpine ! did you mean -it?",
                "docker run --enviroment A=b alpine ! did you mean --env?",
                "docker run --detahc alpine ! did you mean --detach?",
                "docker run --interactiv alpine ! did you mean --interactive?",
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
        assertThat(parse("docker run \\\n  --rm \\\n  alpine\n").toCommandLine())
                .isEqualTo("docker run --rm alpine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "% docker run alpine",
                "$ sudo docker run alpine",
                "sudo -E docker run alpine",
                "sudo -u me -H docker run alpine",
                "time docker run alpine",
                "time -p sudo docker run alpine",
                "winpty docker run alpine",
                "MSYS_NO_PATHCONV=1 docker run alpine",
                "/usr/bin/docker container run alpine"
            })
    void whatStandsInFrontOfTheCommandIsLeftOut(String line) {
        assertThat(parse(line).toCommandLine()).isEqualTo("docker run alpine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "FOO=geheim docker run alpine ! \"FOO=…\" ! -e FOO=…",
                "DOCKER_HOST=x docker run alpine ! \"DOCKER_HOST=…\" ! Docker.connect",
                "sudo A=b docker run alpine ! \"A=…\" ! not set here",
                "PS docker run alpine ! \"PS\" ! accepted form: docker run",
                "# docker run alpine ! \"#\" ! leave the prompt out",
            })
    void anotherWordInFrontIsNamed(String line, String word, String advice) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("invalid value " + word + " for command line")
                .hasMessageContaining(advice)
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "docker --tlsverify run alpine ! --tlsverify ! DOCKER_CERT_PATH",
                "docker --config /tmp run alpine ! --config ! DOCKER_CONFIG",
                "docker -v run alpine ! --version ! runs nothing",
                "docker -l loud run alpine ! --log-level ! no such level",
                "docker --foo run alpine ! \"--foo\" ! docker has no such flag",
                "docker -H tcp://a:1 -H tcp://b:1 run alpine ! --host ! the CLI takes one only",
                "docker -c x -H tcp://b:1 run alpine ! --host ! not go together with --context",
                "docker --context x network run ! \"network\" ! accepted form: docker run …",
            })
    void aFlagBeforeTheCommandThatCannotBeHadIsNamed(String line, String flag, String advice) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(flag)
                .hasMessageContaining(advice);
    }

    @Test
    void flagsBeforeTheCommandStayInTheLine() {
        assertThat(parse("docker -D --log-level=warn -H tcp://b:1 run --rm alpine").toCommandLine())
                .isEqualTo("docker --debug --log-level warn --host tcp://b:1 run --rm alpine");
        assertThat(parse("docker --context b run alpine"))
                .isNotEqualTo(parse("docker run alpine"))
                .isEqualTo(parse("docker -c b run alpine"));
        assertThatThrownBy(() -> parse("docker -D -l warn run alpine").create())
                .isInstanceOf(Recorder.Recorded.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--foo", "--lxc-conf", "--port", "--zzz", "--x"})
    void noFarFlagIsSuggested(String flag) {
        assertThatThrownBy(() -> parse("docker run " + flag + " alpine"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"" + flag + "\"")
                .hasMessageContaining("no such flag")
                .hasMessageNotContaining("did you mean");
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
