package io.dockerkit.buildkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sources of COPY lead to through links, as fsutil resolves them. */
class FollowedPathsTest {
    @TempDir Path top;

    @BeforeEach
    void tree() throws IOException {
        Files.createDirectories(top.resolve("dir/sub"));
        Files.writeString(top.resolve("dir/file"), "1");
        Files.writeString(top.resolve("dir/sub/deep"), "2");
        Files.writeString(top.resolve("..name"), "3");
        link("l1", "dir/file");
        link("ldir", "dir");
        link("chain", "l1");
        link("absolute", "/dir/sub/deep");
        link("out", "../../missing/passwd");
        link("loop", "loop");
        link("dir/up", "../l1");
        link("dangling", "missing/file");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(top.resolve(name), Path.of(target));
    }

    private List<String> of(String... paths) throws IOException {
        return FollowedPaths.of(DirectoryTree.of(top), List.of(paths));
    }

    @Test
    void aPathBelowAFileLeadsToNothing() throws IOException {
        assertThat(of("dir/file/below", "l1/below/that")).contains("dir/file/below");
    }

    @Test
    void aPathWithoutLinksIsItself() throws IOException {
        assertThat(of("dir/file")).containsExactly("dir/file");
        assertThat(of("./dir//sub/../file")).containsExactly("dir/file");
        assertThat(of("missing/x")).containsExactly("missing/x");
        assertThat(of("..name")).containsExactly("..name");
    }

    @Test
    void aLinkIsSentWithWhatItLeadsTo() throws IOException {
        assertThat(of("l1")).containsExactly("dir/file", "l1");
        assertThat(of("chain")).containsExactly("chain", "dir/file", "l1");
        assertThat(of("dir/up")).containsExactly("dir/file", "dir/up", "l1");
        assertThat(of("dangling")).containsExactly("dangling", "missing/file");
    }

    @Test
    void linksOnTheWayAreFollowed() throws IOException {
        assertThat(of("ldir/sub/deep")).containsExactly("dir/sub/deep", "ldir");
        assertThat(of("ldir/up")).containsExactly("dir/file", "dir/up", "l1", "ldir");
    }

    @Test
    void aLinkThatLeavesTheTreeStaysInIt() throws IOException {
        assertThat(of("absolute")).containsExactly("absolute", "dir/sub/deep");
        assertThat(of("out")).containsExactly("missing/passwd", "out");
    }

    @Test
    void aLinkToItselfEnds() throws IOException {
        assertThat(of("loop")).containsExactly("loop");
        assertThat(of("loop/x")).containsExactly("loop");
    }

    @Test
    void wildcardsFindLinks() throws IOException {
        assertThat(of("l*")).containsExactly("dir", "l*", "loop");
        assertThat(of("dir/*")).contains("dir/*", "dir/file", "l1");
        assertThat(of("\\*")).containsExactly("\\*");
    }

    @Test
    void theTreeItselfIsAllOfIt() throws IOException {
        assertThat(of(".", "l1")).isNull();
        assertThat(of("dir/..")).isNull();
    }

    @Test
    void whatIsBelowAnotherPathIsNotNamedAgain() throws IOException {
        assertThat(of("dir", "dir/sub/deep", "dir-x"))
                .containsExactly("dir", "dir-x", "dir/sub/deep");
        assertThat(FollowedPaths.withoutNested(List.of("a", "a/b", "a/c", "b")))
                .containsExactly("a", "b");
    }
}
