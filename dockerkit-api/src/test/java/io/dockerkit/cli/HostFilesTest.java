package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("locale")
class HostFilesTest {
    /** With a blank, and what a URI would take for something else. */
    private static final String NAME = "\u00fcn\u00efcode +%41?-\u6f22\u5b57";

    @TempDir Path directory;

    @Test
    void anyNameIsAFileOfTheDirectory() throws Exception {
        Files.createDirectory(HostFiles.resolve(directory, NAME));
        Path file = HostFiles.resolve(directory, NAME + "//a/../" + NAME);
        Files.writeString(file.normalize(), "content");
        assertThat(HostFiles.resolve(HostFiles.resolve(directory, NAME), NAME))
                .hasContent("content");
    }

    @Test
    void anyPathIsTextWithTheCharactersOfItsName() {
        Path relative = HostFiles.resolve(directory, "./" + NAME).normalize();
        assertThat(HostFiles.text(relative)).isEqualTo(directory + "/" + NAME);
        assertThat(HostFiles.text(HostFiles.resolve(directory, "/" + NAME))).isEqualTo("/" + NAME);
    }

    @Test
    void aDirectoryHasNoSlashAtItsEnd() throws Exception {
        Path made = Files.createDirectory(HostFiles.resolve(directory, NAME));
        assertThat(HostFiles.text(made)).isEqualTo(directory + "/" + NAME);
    }

    @Test
    void aPathThatWasWrittenAsTextIsReadAgain() throws Exception {
        Path file = HostFiles.resolve(directory, NAME);
        Files.writeString(file, "content");
        assertThat(HostFiles.path(HostFiles.text(file))).isEqualTo(file).hasContent("content");
    }
}
