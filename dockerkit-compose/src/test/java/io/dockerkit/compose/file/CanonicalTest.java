package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from the tests of compose-go's packages transform and format. */
class CanonicalTest {
    private static String service(String keys) {
        return "services: {s: {" + keys + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "build: ./dir|build: {context: ./dir}",
                "build: {dockerfile: D}|build: {dockerfile: D, context: .}",
                "build: {context: ., ssh: [default, k=/p]}|build: {context: ., ssh: {default: null, k: /p}}",
                "build: {context: ., additional_contexts: [a=./b, c=d=e]}|build: {context: ., additional_contexts: {a: ./b, c: d=e}}",
                "build: {context: ., provenance: true, sbom: x, secrets: [a]}|build: {context: ., provenance: 'true', sbom: x, secrets: [{source: a}]}",
                "depends_on: [a, b]|depends_on: {a: {condition: service_started, required: true}, b: {condition: service_started, required: true}}",
                "env_file: a|env_file: [{path: a, required: true}]",
                "env_file: [a, {path: b, required: false, format: raw}]|env_file: [{path: a, required: true}, {path: b, required: false, format: raw}]",
                "label_file: a|label_file: [a]",
                "gpus: all|gpus: [{count: all}]",
                "gpus: [{driver: x}, {device_ids: [a]}]|gpus: [{driver: x, count: all}, {device_ids: [a]}]",
                "networks: [a, b]|networks: {a: null, b: null}",
                "dns: 1.1.1.1|dns: [1.1.1.1]",
                "dns: [1.1.1.1, '']|dns: [1.1.1.1]",
                "devices: [/a, '/b:/c', '/d:/e:r', '/f::m']|devices: [{source: /a, target: /a, permissions: rwm}, {source: /b, target: /c, permissions: rwm}, {source: /d, target: /e, permissions: r}, {source: /f, target: /f, permissions: m}]",
                "secrets: [a, {source: b, target: c}]|secrets: [{source: a, target: /run/secrets/a}, {source: b, target: c}]",
                "configs: [a]|configs: [{source: a}]",
                "ports: ['127.0.0.1:8080:80', '[::1]:53:53/udp']|ports: [{mode: ingress, host_ip: 127.0.0.1, target: 80, published: '8080', protocol: tcp}, {mode: ingress, host_ip: '::1', target: 53, published: '53', protocol: udp}]",
                "ports: ['8000-9000:80', 3000, {target: 1}]|ports: [{mode: ingress, target: 80, published: 8000-9000, protocol: tcp}, {mode: ingress, target: 3000, protocol: tcp}, {target: 1, protocol: tcp, mode: ingress}]",
                "volumes: ['/a', 'vol:/c/../d/', './e:/f:ro,z,rslave']|volumes: [{type: volume, target: /a}, {type: volume, source: vol, target: /d, volume: {}}, {type: bind, source: ./e, target: /f, read_only: true, bind: {selinux: z, propagation: rslave, create_host_path: true}}]",
                "volumes: ['vol:/b:nocopy', 'C:/x:/y', '~/z:/z', '/www']|volumes: [{type: volume, source: vol, target: /b, volume: {nocopy: true}}, {type: bind, source: 'C:/x', target: /y, bind: {create_host_path: true}}, {type: bind, source: ~/z, target: /z, bind: {create_host_path: true}}, {type: volume, target: /www, volume: {}}]",
                "develop: {watch: [{path: ., action: sync, target: /a, ignore: x}]}|develop: {watch: [{path: ., action: sync, target: /a, ignore: [x]}]}",
            })
    void shortFormsBecomeLong(String keys, String expected) {
        assertThat(Documents.load(service(keys))).isEqualTo(Documents.yaml(service(expected)));
    }

    @Test
    void anExternalNameBecomesAName() {
        assertThat(
                        Documents.load(
                                "volumes: {a: {external: {name: x}}, b: {external: {}}, c: {external: true}, d: }"))
                .isEqualTo(
                        Documents.yaml(
                                "volumes: {a: {external: true, name: x}, b: {external: true}, c: {external: true}, d: }"));
        assertThatThrownBy(() -> Documents.load("volumes: {a: {name: y, external: {name: x}}}"))
                .hasMessageContaining("volumes.a.external.name")
                .hasMessageContaining("says y; use only the key name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ports: ['127.0.1:8080:80']|services.s.ports[0]|127.0.1:8080:80|accepted form: [ip:][published[-end]:]target",
                "ports: ['80-82:1-2']|services.s.ports[0]|80-82:1-2|differ in length",
                "ports: [80.5]|services.s.ports[0]|80.5|must be an integer, a string or a mapping, but it is a number",
                "volumes: ['vol::/b']|services.s.volumes[0]|vol::/b|nothing between two colons",
                "devices: ['a:b:c:d']|services.s.devices[0]|a:b:c:d|too many colons",
                "build: {context: ., ssh: [x]}|services.s.build.ssh[0]|x|default or id=path",
                "build: {context: ., additional_contexts: [x]}|services.s.build.additional_contexts[0]|x|name=value",
                "build: {context: ., ulimits: {nofile: '1'}}|services.s.build.ulimits.nofile|1|must be an integer or a mapping",
            })
    void aMalformedShortFormIsRefused(String keys, String path, String value, String reason) {
        assertThatThrownBy(() -> Documents.load(service(keys)))
                .hasMessageContaining(path + " in 1.yaml, line 1, column ")
                .hasMessageContaining("\"" + value + "\"")
                .hasMessageContaining(reason);
    }

    @Test
    void whatHasVariablesStaysIfTheyAreNotPutIn() {
        String text =
                service("ports: ['${IP}:${PORT}:80'], volumes: ['${DIR:-./a}:/b'], scale: '${N}'");
        DocumentRequest request =
                new DocumentRequest(
                        List.of(new DocumentRequest.Source("-", null, text)),
                        Path.of("/project"),
                        Map.of(),
                        null,
                        false,
                        false,
                        List.of());
        assertThat(DocumentLoader.load(request).root().plain())
                .isEqualTo(
                        Documents.yaml(
                                service(
                                        "ports: ['${IP}:${PORT}:80'], volumes: [{type: volume, source: '${DIR:-./a}', target: /b, volume: {}}], scale: '${N}'")));
    }
}
