package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.LocalFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendsTest {
    @TempDir Path directory;

    private Path write(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Object load(Path file) {
        return Documents.load(file, Map.of("TAG", "1"), false).root().plain();
    }

    @Test
    void aServiceIsPutOverTheOneThatItExtends() {
        assertThat(
                        Documents.load(
                                "services:\n  c: {image: x, environment: {A: 1, B: 2}, depends_on: [d]}\n  b: {extends: c, environment: [A=3]}\n  a: {extends: {service: b}, tty: true}\n  d: {image: d}\n"))
                .isEqualTo(
                        Documents.yaml(
                                "services:\n"
                                        + "  c: {image: x, environment: {A: 1, B: 2}, depends_on: {d: {condition: service_started, required: true}}}\n"
                                        + "  b: {image: x, environment: [A=3, B=2], depends_on: {d: {condition: service_started, required: true}}}\n"
                                        + "  a: {image: x, environment: [A=3, B=2], depends_on: {d: {condition: service_started, required: true}}, tty: true}\n"
                                        + "  d: {image: d}\n"));
    }

    @Test
    void pathsOfAnotherFileAreBelowItsDirectory() throws Exception {
        write(
                "sub/base.yaml",
                "services:\n"
                        + "  base: {build: {context: ..}, env_file: a.env, volumes: ['./data:/data', 'named:/n']}\n"
                        + "  s: {extends: base, build: {target: t}}\n"
                        + "  far: {extends: {file: deep/far.yaml, service: far}}\n");
        write(
                "sub/deep/far.yaml",
                "services: {far: {image: 'x:$TAG', build: ., label_file: l, command: ~}}");
        Path file =
                write(
                        "compose.yaml",
                        "services:\n"
                                + "  a: {extends: {file: sub/base.yaml, service: s}}\n"
                                + "  b: {extends: {file: ./sub/base.yaml, service: far}, command: [x]}\n");
        assertThat(load(file))
                .isEqualTo(
                        Documents.yaml(
                                "services:\n"
                                        + "  a: {build: {context: ., target: t}, env_file: [{path: sub/a.env, required: true}], volumes: [{type: bind, source: sub/data, target: /data, bind: {create_host_path: true}}, {type: volume, source: named, target: /n, volume: {}}]}\n"
                                        + "  b: {image: 'x:1', build: {context: sub/deep}, label_file: [sub/deep/l], command: [x]}\n"));
        Document resolved = Documents.load(file, Map.of(), true);
        assertThat(resolved.root().get("services").get("a").get("build").get("context").text())
                .isEqualTo(directory.toString());
        assertThat(resolved.files()).containsExactly(file);
    }

    @Test
    void overrideTakesAwayWhatIsExtended() {
        assertThat(
                        Documents.load(
                                "services:\n  c: {image: c}\n  a: {image: a, depends_on: [c], ports: ['1']}\n  b: {extends: a, depends_on: !override [a], ports: !reset null}\n"))
                .extracting("services")
                .extracting("b")
                .isEqualTo(
                        Documents.yaml(
                                "{image: a, depends_on: {a: {condition: service_started, required: true}}}"));
    }

    @Test
    void resetInTheExtendedFileTakesAwayWhatItsOwnServicesExtend() throws Exception {
        write(
                "reset.yaml",
                "services: {base: {extends: first, command: !reset null}, first: {image: x, command: echo}}");
        Path file =
                write(
                        "compose.yaml",
                        "services: {test: {extends: {file: reset.yaml, service: base}}}");
        assertThat(load(file)).isEqualTo(Documents.yaml("services: {test: {image: x}}"));
    }

    @Test
    void aServiceThatExtendsItselfIsRefused() throws Exception {
        assertThatThrownBy(
                        () ->
                                Documents.load(
                                        "services:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n"))
                .hasMessageContaining(
                        "a in 1.yaml, which extends b in 1.yaml, which extends c in 1.yaml, which extends a in 1.yaml");
        Path other =
                write("other.yaml", "services: {b: {extends: {file: compose.yaml, service: a}}}");
        Path file =
                write("compose.yaml", "services: {a: {extends: {file: other.yaml, service: b}}}");
        assertThatThrownBy(() -> load(file))
                .hasMessageContaining("the service extends itself")
                .hasMessageContaining("b in " + other);
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        Path file =
                write(
                        "compose.yaml",
                        "services:\n  a:\n    extends: {file: none.yaml, service: b}\n");
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining(directory.resolve("none.yaml") + ": there is no such file");
        write("none.yaml", "services: {c: {image: c}, d: {image: d}}");
        assertThatThrownBy(() -> load(file))
                .hasMessageContaining("services.a.extends.service in compose.yaml, line 3")
                .hasMessageContaining("there is no such service in none.yaml; its services: c, d");
        assertThatThrownBy(() -> Documents.load("services: {a: {extends: {}}}"))
                .hasMessageContaining("the key service is missing");
        assertThatThrownBy(
                        () ->
                                Documents.load(
                                        "services: {a: {extends: {file: 'https://github.com/a/b.git', service: x}}}"))
                .hasMessageContaining("not fetched from Git or from registries; name a local file");
    }
}
