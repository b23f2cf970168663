package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from the tests of compose-go's package override. */
class MergeTest {
    /** What the keys of a service become: the base, what is over it, and what comes out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command: foo|command: bar|command: bar",
                "command: [a]|command: null|command: null",
                "hostname: a|hostname: null|hostname: a",
                "environment: [FOO=BAR]|environment: [QIX=ZOT, FOO=x, EMPTY=, NO_DEFAULT]|environment: [FOO=x, QIX=ZOT, EMPTY=, NO_DEFAULT]",
                "environment: {B: 1, A: x}|environment: {A: y, C: null}|environment: [A=y, B=1, C]",
                "labels: {a: b, f: 1.5}|labels: [a=c]|labels: [a=c, f=1.5]",
                "dns: 1.1.1.1|dns: [8.8.8.8, 1.1.1.1]|dns: [1.1.1.1, 8.8.8.8]",
                "env_file: a.env|env_file: [b.env, a.env]|env_file: [{path: a.env, required: true}, {path: b.env, required: true}]",
                "extra_hosts: {a: 1.1.1.1}|extra_hosts: [a=1.1.1.1, b=2.2.2.2]|extra_hosts: [a=1.1.1.1, b=2.2.2.2]",
                "extra_hosts: {a: [1.1.1.1, 2.2.2.2]}|extra_hosts: {b: '::1'}|extra_hosts: [a=1.1.1.1, a=2.2.2.2, b=::1]",
                "tmpfs: /a|tmpfs: [/b, /a]|tmpfs: [/a, /b]",
                "sysctls: {a: 1}|sysctls: [a=2]|sysctls: [a=2]",
                "cap_add: [A]|cap_add: [B, A]|cap_add: [A, B]",
                "profiles: [a]|profiles: [a, b]|profiles: [a, b]",
                "expose: [80]|expose: ['80', 81]|expose: ['80', 81]",
                "ulimits: {nproc: 1, nofile: {soft: 1, hard: 2}}|ulimits: {nproc: {soft: 3, hard: 4}}|ulimits: {nproc: {soft: 3, hard: 4}, nofile: {soft: 1, hard: 2}}",
                "logging: {driver: syslog, options: {a: b}}|logging: {options: {c: d}}|logging: {driver: syslog, options: {a: b, c: d}}",
                "logging: {driver: syslog, options: {a: b}}|logging: {driver: none}|logging: {driver: none}",
                "build: ./dir|build: {args: [A=1]}|build: {context: ./dir, args: [A=1]}",
                "build: {context: ., args: {A: 1}}|build: {args: [B=2]}|build: {context: ., args: [A=1, B=2]}",
                "depends_on: [a]|depends_on: {a: {condition: service_healthy, required: false}}|depends_on: {a: {condition: service_healthy, required: false}}",
                "depends_on: {a: {condition: service_healthy}}|depends_on: [b]|depends_on: {a: {condition: service_healthy, required: true}, b: {condition: service_started, required: true}}",
                "networks: [a, b]|networks: {b: {aliases: [x]}}|networks: {a: null, b: {aliases: [x]}}",
                "networks: {a: {aliases: [x, y]}}|networks: {a: {aliases: [z, x]}}|networks: {a: {aliases: [x, y, z]}}",
                "models: [a]|models: {a: {endpoint_var: X}}|models: {a: {endpoint_var: X}}",
                "healthcheck: {test: [CMD, a], retries: 3}|healthcheck: {test: b}|healthcheck: {test: b, retries: 3}",
                "deploy: {labels: {a: b}, replicas: 1}|deploy: {labels: [a=c], replicas: 2}|deploy: {labels: [a=c], replicas: 2}",
                "devices: [/a, /b:/c]|devices: [/x:/c:r]|devices: [{source: /a, target: /a, permissions: rwm}, {source: /x, target: /c, permissions: r}]",
            })
    void aServiceOverAnother(String base, String over, String expected) {
        assertThat(Documents.load(service(base), service(over)))
                .isEqualTo(Documents.yaml(service(expected)));
    }

    private static String service(String keys) {
        return "services:\n  s:\n    " + keys + "\n";
    }

    @Test
    void volumesAreUniqueByTheirTargets() {
        assertThat(
                        Documents.load(
                                service("volumes: ['.:/foo', 'foo:/bar']"),
                                service("volumes: ['src:/foo']")))
                .isEqualTo(
                        Documents.yaml(
                                service(
                                        "volumes: [{type: volume, source: src, target: /foo, volume: {}},"
                                                + " {type: volume, source: foo, target: /bar, volume: {}}]")));
    }

    @Test
    void portsAreUniqueByAllTheySay() {
        assertThat(
                        Documents.load(
                                service("ports: ['9080-9081:80-81', '5000']"),
                                service("ports: ['9081:81', '127.0.0.1:9081:81', 5000]")))
                .isEqualTo(
                        Documents.yaml(
                                service(
                                        "ports: [{mode: ingress, target: 80, published: '9080', protocol: tcp},"
                                                + " {mode: ingress, target: 81, published: '9081', protocol: tcp},"
                                                + " {mode: ingress, target: 5000, protocol: tcp},"
                                                + " {mode: ingress, host_ip: 127.0.0.1, target: 81, published: '9081', protocol: tcp}]")));
    }

    @Test
    void addressPoolsAreMergedByTheirSubnets() {
        assertThat(
                        Documents.load(
                                "networks: {n: {ipam: {config: [{subnet: 172.28.0.0/16, gateway: 172.28.5.254, aux_addresses: {a: 172.28.1.5, b: 172.28.1.6}}]}, labels: {b: c}}}",
                                "networks: {n: {ipam: {config: [{subnet: 172.28.0.0/16, aux_addresses: {b: 172.28.1.4}}, {subnet: 172.29.0.0/16}]}, labels: [a=b]}}"))
                .isEqualTo(
                        Documents.yaml(
                                "networks: {n: {ipam: {config: [{subnet: 172.28.0.0/16, gateway: 172.28.5.254, aux_addresses: {a: 172.28.1.5, b: 172.28.1.4}}, {subnet: 172.29.0.0/16}]}, labels: [b=c, a=b]}}"));
    }

    @Test
    void documentsOfOneFileAreMergedInTheirOrder() {
        assertThat(
                        Documents.load(
                                "services: {s: {image: a, tty: true}}\n---\nservices: {s: {image: b}}\n"))
                .isEqualTo(Documents.yaml("services: {s: {image: b, tty: true}}"));
    }

    @Test
    void resetAndOverrideTakeAwayWhatWasThere() {
        assertThat(
                        Documents.load(
                                "services: {s: {image: a, build: {context: ., dockerfile: D}, environment: {A: 1, B: 2}, ports: ['80'], tty: true}}\nnetworks: {n: {name: x}, m: {name: y}}",
                                "services: {s: {build: !reset null, environment: {A: !reset null}, ports: !override ['81'], tty: !reset false}}\nnetworks: {n: !reset {}, m: !override {}}"))
                .isEqualTo(
                        Documents.yaml(
                                "services: {s: {image: a, environment: [B=2], ports: [{mode: ingress, target: 81, protocol: tcp}]}}\nnetworks: {m: {}}"));
    }

    @Test
    void aListThatIsMergedWithAMappingIsRefused() {
        assertThatThrownBy(
                        () ->
                                Documents.load(
                                        service("secrets: [a]"), service("secrets:\n      a: b")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.s.secrets in 2.yaml, line 3, column 5")
                .hasMessageContaining("must be a list, as in 1.yaml, line 3, column 5")
                .hasMessageContaining("but it is a mapping");
    }

    @Test
    void anItemWithoutWhatItIsKnownByIsRefused() {
        assertThatThrownBy(() -> Documents.load(service("volumes: [{type: bind, source: /a}]")))
                .hasMessageContaining("services.s.volumes[0]")
                .hasMessageContaining("needs a target");
        assertThatThrownBy(() -> Documents.load(service("environment: [A=1, {B: 2}]")))
                .hasMessageContaining("services.s.environment[1]")
                .hasMessageContaining("must be a string, but it is a mapping");
    }
}
