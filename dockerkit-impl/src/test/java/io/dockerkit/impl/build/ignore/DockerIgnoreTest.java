package io.dockerkit.impl.build.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.copy.PathFilter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left out of a build. */
@Tag("locale")
class DockerIgnoreTest {
    private static DockerIgnore ignore(String... lines) {
        return DockerIgnore.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static PathFilter at(DockerIgnore ignore, String path) {
        PathFilter filter = ignore;
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            filter = filter.below(path.substring(0, slash));
        }
        return filter.below(path);
    }

    private static boolean leftOut(String path, String... lines) {
        return at(ignore(lines), path).isLeftOut();
    }

    @ParameterizedTest
    @CsvSource({
        "*,               a,            true",
        "*,               a/b,          true",
        "**,              a/b/c,        true",
        "*.go,            a.go,         true",
        "*.go,            a/b.go,       false",
        "**/*.go,         a.go,         true",
        "**/*.go,         a/b/c.go,     true",
        "**/b,            a/bb,         false",
        "a/**,            a/b/c,        true",
        "a/**,            a,            false",
        "a/**/c,          a/c,          true",
        "a/**/c,          a/x/y/c,      true",
        "abc,             abc/d,        true",
        "abc,             xabc,         false",
        "/junk.txt,       junk.txt,     true",
        "./junk.txt,      junk.txt,     true",
        "a//b/../c,       a/c,          true",
        "dir/,            dir/x,        true",
        "a?c,             abc,          true",
        "a?c,             a/c,          false",
        "a[b-d]e,         ace,          true",
        "a[^bc]d,         acd,          false",
        "a[^bc]d,         aed,          true",
        "a.c,             abc,          false",
        "a+b(c)$,         a+b(c)$,      true",
        "a\\*c,           a*c,          true",
        "a\\*c,           abc,          false",
        "'  spaced  ',    spaced,       true",
        "{a},             {a},          true"
    })
    void t25APatternMatchesAsTheEnginesDoes(String pattern, String path, boolean expected) {
        assertThat(leftOut(path, pattern)).isEqualTo(expected);
    }

    @Test
    void commentsAndEmptyLinesSayNothing() {
        assertThat(leftOut("a", "# a", "", "   ", "#a")).isFalse();
        assertThat(leftOut("a", "\uFEFFa")).isTrue();
    }

    @Test
    void theLastPatternThatMatchesDecides() {
        assertThat(leftOut("build/libs/app.jar", "*", "!build/libs/")).isFalse();
        assertThat(leftOut("build/other", "*", "!build/libs/")).isTrue();
        assertThat(leftOut("README.md", "*.md", "!README.md")).isFalse();
        assertThat(leftOut("README.md", "!README.md", "*.md")).isTrue();
        assertThat(leftOut("docs/secret.md", "docs", "! docs/*.md", "docs/secret.md")).isTrue();
        assertThat(leftOut("docs/open.md", "docs", "! docs/*.md", "docs/secret.md")).isFalse();
    }

    @Test
    void whatTheBuildNeedsIsKept() {
        DockerIgnore all = ignore("*");
        assertThat(at(all, "Dockerfile").isLeftOut()).isTrue();
        assertThat(at(all.keeping("Dockerfile"), "Dockerfile").isLeftOut()).isFalse();
        assertThat(at(all.keeping("Dockerfile"), "Dockerfile2").isLeftOut()).isTrue();
    }

    @Test
    void aDirectoryThatNoExceptionLeadsIntoIsNotWalked() {
        DockerIgnore rules = ignore("node_modules", "docs", "!docs/README.md", "!**/*.keep");
        assertThat(at(rules, "node_modules").isWalked()).isFalse();
        assertThat(at(rules, "docs").isWalked()).isTrue();
        assertThat(at(rules, "docs/img").isWalked()).isFalse();
        assertThat(at(rules, "src").isWalked()).isTrue();
    }

    @Test
    void aPatternThatIsNeededForNoPathIsNotRefused() {
        DockerIgnore rules = ignore("![z-a]");
        assertThat(rules.isFaulty()).isTrue();
        assertThat(at(rules, "a").isLeftOut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "! ", "a[", "[z-a]", "[\\x\uff14\uff11]"})
    void whatIsNoPatternIsRefused(String line) {
        assertThatThrownBy(() -> leftOut("a", line))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(".dockerignore")
                .hasMessageContaining(line.strip());
    }
}
