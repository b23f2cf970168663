package io.dockerkit.compose.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.yaml.YamlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeSchemaTest {
    private static void check(String text) throws Exception {
        ComposeSchema.check(YamlReader.readCompose("f.yaml", text).get(0).root());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {s: {image: x, x-more: {a: [1]}}}",
                "services: {s: {depends_on: {x-dependency: {condition: service_started}}}}",
                "x-a: 1\nvolumes: {v: , w: {x-b: c}}\nsecrets: {s: {name: x}}",
                "services: {s: {ports: [80, '80', {target: 80}], cpu_percent: 5.0, mem_limit: 1gb}}",
                "services: {s: {command: null, entrypoint: [], expose: [80, '81'], labels: {a: null, b: 1.5, c: true}}}",
                "services: {s: {pull_policy: every_12h, deploy: {placement: {preferences: [{spread: a}]}}}}",
                "services: {s: {pull_policy: newer_or_missing}}",
            })
    void whatTheSpecificationAllows(String text) {
        assertThatCode(() -> check(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "services: {s: {imagee: x}}|services.s in f.yaml, line 1, column 16|\"imagee\"|did you mean image?",
                "services: {s: {build: {contxt: x}}}|services.s.build in|\"contxt\"|did you mean context?",
                "serv: {}|the top level in|\"serv\"|known keys: version, name, include, services",
                "services: {'a b': {image: x}}|services in|\"a b\"|names here have only letters, digits",
                "services: {s: {image: 1}}|services.s.image in f.yaml, line 1, column 16|\"1\"|must be a string, but it is an integer; put it in quotes",
                "services: {s: {healthcheck: {interval: 2}}}|services.s.healthcheck.interval in|\"2\"|must be a string, but it is an integer; write a time with its unit, such as 2s",
                "services: {s: {image: [a]}}|services.s.image in|\"a list\"|must be a string, but it is a list",
                "services: {s: {image: 2001-12-14}}|services.s.image in|\"2001-12-14T00:00:00Z\"|must be a string, but it is a timestamp; put it in quotes",
                "services: {s: {environment: {A: 2001-12-14}}}|services.s.environment.A in|2001|must be a string, a number, a boolean or null",
                "services: {s: {environment: {A: {b: c}}}}|services.s.environment.A in|a mapping|must be a string, a number, a boolean or null",
                "services: {s: {environment: text}}|services.s.environment in|\"text\"|must be a mapping or a list, but it is a string",
                "services: {s: {ports: {a: b}}}|services.s.ports in|\"a mapping\"|must be a list, but it is a mapping",
                "services: {s: {ports: [{target: 80, publish: 1}]}}|services.s.ports[0] in|\"publish\"|did you mean published?",
                "services: {s: {dns: [a, a]}}|services.s.dns[1] in|\"a\"|it is in the list twice",
                "services: {s: {cgroup: x}}|services.s.cgroup in|\"x\"|must be host or private",
                "services: {s: {depends_on: {a: {}}}}|services.s.depends_on.a in|a mapping|the key condition is missing",
                "services: {s: {depends_on: {a: {condition: x}}}}|services.s.depends_on.a.condition in|\"x\"|must be service_started or service_healthy",
                "services: {s: {cpu_percent: 101}}|services.s.cpu_percent in|\"101\"|must be 0 to 100",
                "services: {s: {cpu_count: -1}}|services.s.cpu_count in|\"-1\"|must be at least 0",
                "services: {s: {container_name: a}}|services.s.container_name in|\"a\"|accepted form: [a-zA-Z0-9][a-zA-Z0-9_.-]+",
                "services: {s: null}|services.s in|\"null\"|must be a mapping, but it is null",
                "services: [a]|services in|\"a list\"|must be a mapping, but it is a list",
                "volumes: {v: {driver: 1}}|volumes.v.driver in|\"1\"|must be a string",
            })
    void whatItDoesNotAllow(String text, String path, String value, String reason) {
        assertThatThrownBy(() -> check(text))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(path)
                .hasMessageContaining(value)
                .hasMessageContaining(reason);
    }
}
