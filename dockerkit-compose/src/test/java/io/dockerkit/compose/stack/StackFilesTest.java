package io.dockerkit.compose.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.spi.StackLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the recordings of the docker CLI do not hold. */
class StackFilesTest {
    @TempDir Path directory;

    private StackLoader.Loaded load(String... texts) throws Exception {
        List<String> files = new ArrayList<>();
        for (String text : texts) {
            String name = "f" + files.size() + ".yaml";
            Files.writeString(directory.resolve(name), text);
            files.add(name);
        }
        return new StackFiles()
                .load(
                        new StackLoader.Request(
                                files, null, new HostContext(directory, Map.of("A", "b")), true));
    }

    private static String service(String rest) {
        return "services:\n  web:\n    image: nginx\n    " + rest + "\n";
    }

    private String merged(String base, String over) throws Exception {
        String yaml = load(service(base), service(over)).yaml();
        return yaml.substring(yaml.indexOf("image: nginx\n") + 13);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "imagee: x;services.web;did you mean image?",
                "ports: 80;services.web.ports;must be a list, but it is an integer",
                "ports: [{target: x}];services.web.ports[0].target;must be an integer, but it is a string",
                "deploy: {replicas: two};services.web.deploy.replicas;must be an integer",
                "hostname: 5;services.web.hostname;must be a string, but it is an integer; put it in quotes",
                "command: {a: b};services.web.command;must be a string or a list, but it is a mapping",
                "deploy: {update_config: {order: any}};services.web.deploy.update_config.order;must be start-first or stop-first",
                "stop_grace_period: soon;services.web.stop_grace_period;accepted form",
                "cap_add: [A, A];services.web.cap_add[1];it is in the list twice",
                "volumes: [{source: a}];services.web.volumes[0];the key type is missing",
                "volumes: ['aa::b'];services.web.volumes[0];there is nothing between two colons",
                "ulimits: {nofile: {soft: 1}};services.web.ulimits.nofile;the key hard is missing",
                "command: 'a \"b';services.web.command;a quote is not closed",
                "deploy: {resources: {limits: {memory: lots}}};services.web.deploy.resources.limits.memory;accepted form: bytes",
                "deploy: {replicas: -1};services.web.deploy.replicas;must not be negative",
                "extends: {service: x};services.web;services cannot extend others"
            })
    void errorsNameTheKeyTheFileTheLineAndTheForm(String rest, String path, String reason) {
        assertThatThrownBy(() -> load(service(rest)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(" for " + path + " in f0.yaml, line 4: ")
                .hasMessageContaining(reason);
    }

    @Test
    void ofSeveralErrorsTheDeepestIsTold() {
        assertThatThrownBy(
                        () -> load("colour: red\nservices:\n  web:\n    deploy:\n      mode: 5\n"))
                .hasMessageContaining("services.web.deploy.mode in f0.yaml, line 5");
    }

    @Test
    void whatASecondFileSaysInItsOwnFormReplacesOnlyWhatItMeans() throws Exception {
        assertThat(merged("ports: ['80', '443', '53:53', '53:53/udp']", "ports: ['53:54']"))
                .as("the CLI loses ports without a number of their own")
                .isEqualTo(
                        """
                            ports:
                              - mode: ingress
                                target: 443
                                protocol: tcp
                              - mode: ingress
                                target: 80
                                protocol: tcp
                              - mode: ingress
                                target: 54
                                published: 53
                                protocol: tcp
                              - mode: ingress
                                target: 53
                                published: 53
                                protocol: udp
                        """);
    }

    @Test
    void theCommandOfAHealthCheckIsReplacedAndNotAddedTo() throws Exception {
        assertThat(
                        merged(
                                "healthcheck: {test: [CMD, a], interval: 5s}",
                                "healthcheck: {test: [CMD, b], retries: 0}"))
                .isEqualTo("");
        assertThat(
                        load(
                                        service("healthcheck: {test: [CMD, a], interval: 5s}"),
                                        service("healthcheck: {test: [CMD, b], retries: 0}"))
                                .yaml())
                .contains(
                        "      test:\n        - CMD\n        - b\n      interval: 5s\n      retries: 0\n");
    }

    @Test
    void aSwitchThatTheSecondFileSetsToFalseCountsWhereTheFirstOneCanTell() throws Exception {
        assertThat(merged("init: true", "init: false")).isEqualTo("    init: false\n");
        assertThat(merged("stop_grace_period: 5s", "stop_grace_period: 0s"))
                .isEqualTo("    stop_grace_period: 0s\n");
        assertThat(merged("tty: true", "tty: false"))
                .as("as in the CLI")
                .isEqualTo("    tty: true\n");
    }

    @Test
    void optionsOfLogsGoTogetherOnlyWithTheSameDriver() throws Exception {
        assertThat(
                        merged(
                                "logging: {driver: a, options: {x: '1'}}",
                                "logging: {options: {y: '2'}}"))
                .isEqualTo(
                        "    logging:\n      driver: a\n      options:\n        x: \"1\"\n        \"y\": \"2\"\n");
        assertThat(merged("logging: {driver: a, options: {x: '1'}}", "logging: {driver: b}"))
                .isEqualTo("    logging:\n      driver: b\n");
    }

    @Test
    void volumesWithOneTargetReplaceEachOther() throws Exception {
        assertThat(merged("volumes: ['/a:/x', '/b:/y']", "volumes: ['/c:/x:ro']"))
                .isEqualTo(
                        """
                            volumes:
                              - type: bind
                                source: /c
                                target: /x
                                read_only: true
                              - type: bind
                                source: /b
                                target: /y
                        """);
    }

    @Test
    void textInMemoryBeginsAtTheWorkingDirectoryAndKnowsItsPlaces() {
        StackLoader.Loaded loaded =
                new StackFiles()
                        .load(
                                new StackLoader.Request(
                                        List.of("-"),
                                        service("volumes: [./d:/d]"),
                                        new HostContext(directory, Map.of()),
                                        true));
        assertThat(loaded.yaml()).contains("source: " + directory.resolve("d"));
        assertThat(loaded.where("services.web.volumes[0]"))
                .isEqualTo("services.web.volumes[0] in -, line 3");
        assertThat(loaded.where("services.web.volumes"))
                .isEqualTo("services.web.volumes in -, line 4");
    }

    @Test
    void whatDoesNotCountIsRemembered() throws Exception {
        assertThat(load(service("privileged: true\n    expose: [80]")).ignored())
                .containsOnlyKeys("privileged", "expose");
    }
}
