package io.dockerkit.compose.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.compose.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class RelativePathsTest {
    private static final RelativePaths PATHS = new RelativePaths("/base/dir", "/home/u");

    private static Object apply(String text) throws Exception {
        return PATHS.apply(YamlReader.readCompose("f.yaml", text).get(0).root()).plain();
    }

    @ParameterizedTest
    @CsvSource({
        "a/../b/./c,b/c",
        "/../a//b/,/a/b",
        "../../a,../../a",
        "a/../..,..",
        "./,.",
        "/,/",
        "C:\\x,C:\\x"
    })
    void pathsAreMadeShort(String path, String expected) {
        assertThat(PathText.cleanUnix(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\,true",
        "c:/a,true",
        "C:a,false",
        "C:,false",
        "\\,false",
        "\\\\host\\share\\x,true",
        "\\\\.\\pipe\\docker_engine,true",
        "\\\\?\\C:\\x,true",
        "//host/share,true",
        "/a,false",
        "a\\b,false",
        "'',false"
    })
    void pathsOfWindowsAreKnown(String path, boolean isAbsolute) {
        assertThat(PathText.isWindowsAbsolute(path)).isEqualTo(isAbsolute);
    }

    @ParameterizedTest
    @CsvSource({"/a/b,/a/b,.", "/a/b,/a/b/c/d,c/d", "/a/b,/a/c,../c", "/a/b,/,../..", "/,/x,x"})
    void waysBetweenDirectories(String from, String to, String expected) {
        assertThat(PathText.relative(from, to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        ".,/base/dir",
        "./x,/base/dir/x",
        "../x,/base/x",
        "/x,/x",
        "~/x,/home/u/x",
        "https://github.com/a/b.git#main,https://github.com/a/b.git#main",
        "git@github.com:a/b.git,git@github.com:a/b.git",
        "github.com/a/b,github.com/a/b",
        "docker-image://alpine,docker-image://alpine",
        "service:base,service:base"
    })
    void buildContextsMayBeElsewhere(String context, String expected) {
        assertThat(PATHS.context(context)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "x,/base/dir/x",
        "C:\\x,C:\\x",
        "\\\\.\\pipe\\x,\\\\.\\pipe\\x",
        "/x,/x",
        "~,/home/u"
    })
    void mountsMayBeThoseOfAnotherSystem(String source, String expected) {
        assertThat(PATHS.mounted(source)).isEqualTo(expected);
    }

    @Test
    void onlyPathsOfADocumentChange() throws Exception {
        assertThat(
                        apply(
                                """
                                services:
                                  s:
                                    build: {context: ., dockerfile: D, additional_contexts: {a: ./x, b: 'docker-image://y'}, ssh: {k: ~/.ssh/k, default: }}
                                    env_file: [{path: a.env, required: true}]
                                    label_file: [l]
                                    volumes: [{type: bind, source: ./v, target: /v}, {type: volume, source: v, target: /w}, raw]
                                    working_dir: x
                                configs: {c: {file: c.txt}, d: {content: x}}
                                secrets: {s: {file: ../s}}
                                volumes:
                                  a: {driver: local, driver_opts: {o: bind, device: ./d}}
                                  b: {driver_opts: {o: bind, device: ./d}}
                                  c:
                                """))
                .isEqualTo(
                        Documents.yaml(
                                """
                                services:
                                  s:
                                    build: {context: /base/dir, dockerfile: D, additional_contexts: {a: /base/dir/x, b: 'docker-image://y'}, ssh: {k: /home/u/.ssh/k, default: }}
                                    env_file: [{path: /base/dir/a.env, required: true}]
                                    label_file: [/base/dir/l]
                                    volumes: [{type: bind, source: /base/dir/v, target: /v}, {type: volume, source: v, target: /w}, raw]
                                    working_dir: x
                                configs: {c: {file: /base/dir/c.txt}, d: {content: x}}
                                secrets: {s: {file: /base/s}}
                                volumes:
                                  a: {driver: local, driver_opts: {o: bind, device: /base/dir/d}}
                                  b: {driver_opts: {o: bind, device: ./d}}
                                  c:
                                """));
    }

    @Test
    void aBindMountWithoutSourceIsRefused() {
        assertThatThrownBy(() -> apply("services: {s: {volumes: [{type: bind, target: /a}]}}"))
                .hasMessageContaining("services.s.volumes[0]")
                .hasMessageContaining("a bind mount needs a source");
    }
}
