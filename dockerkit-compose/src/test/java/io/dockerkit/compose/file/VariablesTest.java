package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("USER", "jenny", "INT", "12", "NUM", "0.5", "YES", "Yes", "EMPTY", "");

    @Test
    void variablesArePutIntoValuesButNotIntoKeys() {
        assertThat(
                        Documents.load(
                                ENVIRONMENT,
                                "services: {s: {image: 'img:$USER', labels: {$USER: '${USER}', b: '$$USER'}, dns: ['${NONE:-1.1.1.1}']}}"))
                .isEqualTo(
                        Documents.yaml(
                                "services: {s: {image: 'img:jenny', labels: {$USER: jenny, b: $USER}, dns: [1.1.1.1]}}"));
    }

    @Test
    void theProjectsNameIsAVariable() {
        assertThat(Documents.load("services: {s: {image: '${COMPOSE_PROJECT_NAME}'}}"))
                .isEqualTo(Documents.yaml("services: {s: {image: p}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "scale: '${INT}'|scale: 12",
                "scale: '+7'|scale: 7",
                "cpus: '$NUM'|cpus: 0.5",
                "cpus: '1e1'|cpus: 10.0",
                "privileged: $YES|privileged: true",
                "tty: 'off'|tty: false",
                "init: on|init: true",
                "ulimits: {nproc: '$INT', nofile: {soft: '1', hard: $INT}}|ulimits: {nproc: 12, nofile: {soft: 1, hard: 12}}",
                "deploy: {replicas: '$INT', update_config: {max_failure_ratio: '0.1'}}|deploy: {replicas: 12, update_config: {max_failure_ratio: 0.1}}",
                "healthcheck: {retries: $INT, disable: 'no'}|healthcheck: {retries: 12, disable: false}",
                "mem_limit: $INT|mem_limit: '12'",
                "hostname: '12'|hostname: '12'",
            })
    void textsBecomeWhatTheirKeysTake(String keys, String expected) {
        assertThat(Documents.load(ENVIRONMENT, "services: {s: {" + keys + "}}"))
                .isEqualTo(Documents.yaml("services: {s: {" + expected + "}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "scale: '$USER'|services.s.scale|must be a whole number once variables are in it",
                "scale: '1_0'|services.s.scale|must be a whole number",
                "scale: '99999999999999999999'|services.s.scale|must be a whole number",
                "cpus: 'x'|services.s.cpus|must be a number",
                "tty: '$EMPTY'|services.s.tty|must be true or false once variables are in it",
                "image: '${'|services.s.image|malformed variable; accepted form: $NAME",
                "image: '${NONE:?set NONE}'|services.s.image|the required variable NONE is not set: set NONE",
                "dns: [a, '${EMPTY:?}']|services.s.dns[1]|the required variable EMPTY is empty",
            })
    void whatDoesNotBecomeThatIsRefused(String keys, String path, String reason) {
        assertThatThrownBy(() -> Documents.load(ENVIRONMENT, "services:\n  s:\n    " + keys + "\n"))
                .hasMessageContaining(path + " in 1.yaml, line 3, column ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("jenny");
    }
}
