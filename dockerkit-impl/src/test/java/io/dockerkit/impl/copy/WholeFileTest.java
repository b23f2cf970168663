package io.dockerkit.impl.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.IncompleteStreamException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are written to files of this machine: docker save and docker export. */
@Timeout(30)
class WholeFileTest {
    @TempDir Path temporary;

    private static InputStream archive() {
        return new ByteArrayInputStream(new byte[10_240]);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Path node(String... command) throws Exception {
        Path node = temporary.resolve("node");
        List<String> words = new ArrayList<>(List.of(command));
        words.add(1, node.toString());
        assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
        return node;
    }

    private static void assertRefused(Path target, String what) throws IOException {
        Object before = Files.getAttribute(target, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        assertThatThrownBy(() -> WholeFile.writeArchive(target, archive()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(target.toString())
                .hasMessageContaining("it is " + what);
        assertThat(Files.getAttribute(target, "unix:mode", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(before);
    }

    private static void assertNoTarget(Path target) {
        assertThatThrownBy(() -> LocalTarget.of(target))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("a device, a pipe or a socket");
    }

    @Test
    void aPipeIsNotReplacedByAnArchiveOrACopy() throws Exception {
        Path pipe = node("mkfifo");
        assertRefused(pipe, "a device, a pipe or a socket");
        assertNoTarget(pipe);
    }

    @Test
    void aDeviceIsNotReplacedByAnArchiveOrACopy() throws Exception {
        // a twin of /dev/null; it takes root to make one
        org.junit.jupiter.api.Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"), "only root can make a device");
        Path device = node("mknod", "c", "1", "3");
        assertRefused(device, "a device, a pipe or a socket");
        assertNoTarget(device);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), device);
        assertNoTarget(link);
        assertRefused(link, "a symbolic link");
    }

    @Test
    void anArchiveTakesThePlaceOfNoLinkAndNoDirectory() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "kept");
        assertRefused(Files.createSymbolicLink(temporary.resolve("link"), file), "a symbolic link");
        assertRefused(
                Files.createSymbolicLink(temporary.resolve("broken"), Path.of("nowhere")),
                "a symbolic link");
        assertRefused(Files.createDirectory(temporary.resolve("d")), "a directory");
        assertThat(file).hasContent("kept");
    }

    @Test
    void aMissingDirectoryIsNamedBeforeAnythingIsAsked() {
        Path target = temporary.resolve("missing/x.tar");
        assertThatThrownBy(() -> WholeFile.require(target))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("there is no directory " + temporary.resolve("missing"));
    }

    @Test
    void anArchiveIsReadableForItsOwnerOnlyAlsoWhileItIsWritten() throws IOException {
        Path target = temporary.resolve("x.tar");
        List<String> modes = new ArrayList<>();
        InputStream watching =
                new ByteArrayInputStream(new byte[10_240]) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        try (var files = Files.list(temporary)) {
                            for (Path file : files.toList()) {
                                modes.add(mode(file));
                            }
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        return super.read(into, offset, length);
                    }
                };
        WholeFile.writeArchive(target, watching);
        assertThat(modes).isNotEmpty().containsOnly("rw-------");
        assertThat(mode(target)).isEqualTo("rw-------");
        Path open = Files.writeString(temporary.resolve("open.tar"), "old");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        WholeFile.writeArchive(open, archive());
        assertThat(mode(open)).isEqualTo("rw-------");
    }

    @Test
    void anArchiveThatIsCutLeavesWhatWasThere() throws IOException {
        Path target = Files.writeString(temporary.resolve("x.tar"), "kept");
        assertThatThrownBy(
                        () ->
                                WholeFile.writeArchive(
                                        target, new ByteArrayInputStream(new byte[100])))
                .isInstanceOf(IncompleteStreamException.class);
        assertThat(target).hasContent("kept");
        assertThat(temporary.toFile().list()).containsExactly("x.tar");
    }

    @Test
    void whatCannotBeWrittenIsALocalFileException() {
        InputStream failing =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        Path target = temporary.resolve("x.tar");
        assertThatThrownBy(() -> WholeFile.writeArchive(target, failing))
                .isInstanceOf(LocalFileException.class)
                .hasMessage("cannot write " + target + ": No space left on device");
    }
}
