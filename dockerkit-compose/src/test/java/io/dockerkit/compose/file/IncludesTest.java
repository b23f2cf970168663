package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.LocalFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void aProject() {
        file = directory.resolve("compose.yaml");
    }

    private void write(String name, String text) throws Exception {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Object load() {
        return Documents.load(file, Map.of("SET", "outer"), false).root().plain();
    }

    @Test
    void resourcesComeWithPathsBelowTheirOwnDirectory() throws Exception {
        write("compose.yaml", "include: [sub/compose.yaml]\nservices: {a: {image: a}}\n");
        write(
                "sub/compose.yaml",
                "include: [../other/compose.yaml]\nservices: {b: {build: {target: t}, volumes: ['./d:/d']}}\nsecrets: {s: {file: ./s.txt}}\n");
        write("other/compose.yaml", "services: {c: {build: ctx}}\nvolumes: {v: }\n");
        assertThat(load())
                .isEqualTo(
                        Documents.yaml(
                                "services:\n"
                                        + "  a: {image: a}\n"
                                        + "  b: {build: {target: t, context: sub}, volumes: [{type: bind, source: sub/d, target: /d, bind: {create_host_path: true}}]}\n"
                                        + "  c: {build: {context: other/ctx}}\n"
                                        + "secrets: {s: {file: sub/s.txt}}\n"
                                        + "volumes: {v: }\n"));
        Document resolved = Documents.load(file, Map.of(), true);
        assertThat(resolved.root().get("secrets").get("s").get("file").text())
                .isEqualTo(directory.resolve("sub/s.txt").toString());
        assertThat(resolved.files())
                .containsExactly(
                        file,
                        directory.resolve("sub/compose.yaml"),
                        directory.resolve("other/compose.yaml"));
    }

    @Test
    void includedFilesHaveVariablesOfTheirOwn() throws Exception {
        write(
                "compose.yaml",
                "include:\n  - path: [m/compose.yaml, m/over.yaml]\n    env_file: custom.env\n  - n/compose.yaml\nservices: {a: {image: 'a$NAME', environment: [NAME, SET]}}\n");
        write("custom.env", "NAME=value\nSET=file\n");
        write("n/.env", "NAME=standard\n");
        write(
                "m/compose.yaml",
                "services: {b: {image: 'b$NAME$SET', environment: [NAME]}}\nsecrets: {s: {environment: NAME}}\nconfigs: {c: {environment: NAME}}\n");
        write("m/over.yaml", "services: {b: {tty: true}}");
        write("n/compose.yaml", "services: {c: {image: 'c$NAME'}}\n");
        assertThat(load())
                .isEqualTo(
                        Documents.yaml(
                                "services:\n"
                                        + "  a: {image: a, environment: [NAME, SET=outer]}\n"
                                        + "  b: {image: bvalueouter, environment: [NAME=value], tty: true}\n"
                                        + "  c: {image: cstandard}\n"
                                        + "secrets: {s: {environment: NAME, 'x-#value': value}}\n"
                                        + "configs: {c: {content: value}}\n"));
    }

    @Test
    void theProjectDirectoryCanBeAnotherOne() throws Exception {
        write(
                "compose.yaml",
                "include: [{path: dir/included.yaml, project_directory: .}, {path: dir/more.yaml, project_directory: work}]\n");
        write(
                "dir/included.yaml",
                "services: {a: {extends: {file: dir/extended.yaml, service: e}, build: x}}");
        write("dir/extended.yaml", "services: {e: {image: alpine}}");
        write("dir/more.yaml", "services: {b: {build: y}}");
        write("work/.env", "");
        assertThat(load())
                .isEqualTo(
                        Documents.yaml(
                                "services: {a: {image: alpine, build: {context: x}}, b: {build: {context: work/y}}}"));
    }

    @Test
    void equalResourcesDoNotConflictButOthersDo() throws Exception {
        write(
                "compose.yaml",
                "include: [a.yaml, b.yaml]\nservices: {s: {image: x, tty: true}}\nvolumes: {v: {name: other}}\n");
        write("a.yaml", "services: {s: {tty: true, image: x}}\n");
        write("b.yaml", "services: {s: {image: x, tty: true}}\n");
        assertThat(load())
                .isEqualTo(
                        Documents.yaml(
                                "services: {s: {image: x, tty: true}}\nvolumes: {v: {name: other}}"));
        write("b.yaml", "volumes: {v: {name: mine}}\n");
        assertThatThrownBy(this::load)
                .hasMessageContaining("volumes.v in compose.yaml, line 3")
                .hasMessageContaining("also in b.yaml, line 1")
                .hasMessageContaining("differs");
    }

    @Test
    void aFileThatIncludesItselfIsRefused() throws Exception {
        write("compose.yaml", "include: [sub/x.yaml]\n");
        write("sub/x.yaml", "include: [../compose.yaml]\n");
        assertThatThrownBy(this::load)
                .hasMessageContaining("include[0] in sub/x.yaml, line 1")
                .hasMessageContaining(
                        "the file includes itself: "
                                + file
                                + ", which includes "
                                + directory.resolve("sub/x.yaml")
                                + ", which includes "
                                + file);
    }

    @Test
    void whatCannotBeIncludedIsNamed() throws Exception {
        write("compose.yaml", "include: [none.yaml]\n");
        assertThatThrownBy(this::load)
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining(directory.resolve("none.yaml") + ": there is no such file");
        write("compose.yaml", "include: [oci://docker.io/a/b:1]\n");
        assertThatThrownBy(this::load)
                .hasMessageContaining("include[0]")
                .hasMessageContaining("not fetched from Git or from registries");
        write("compose.yaml", "include: x.yaml\n");
        assertThatThrownBy(this::load).hasMessageContaining("must be a list, but it is a string");
        write("compose.yaml", "include: [{env_file: x}]\n");
        assertThatThrownBy(this::load).hasMessageContaining("the key path is missing");
        write("compose.yaml", "include: [{path: a.yaml, env_file: none.env}]\n");
        assertThatThrownBy(this::load)
                .isInstanceOf(LocalFileException.class)
                .hasMessage("there is no environment file " + directory.resolve("none.env"));
    }
}
