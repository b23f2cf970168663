package io.dockerkit.impl.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dockerkit.DockerException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import io.dockerkit.impl.tar.TarWriter;
import io.dockerkit.lab.Endurance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives into directories and back, and archives that mean harm. */
@Timeout(60)
@Tag("locale")
class UntarTest {
    private static final Renaming SAME = new Renaming("x", null);

    @TempDir Path temporary;
    private Path root;
    private Path outside;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temporary.resolve("root"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "safe");
    }

    private void extract(InputStream tar, Renaming renaming) throws IOException {
        new Untar(root, renaming, bytes -> {}, null).extract(tar);
    }

    private static TarArchiveEntry entry(String name, byte type, Consumer<TarArchiveEntry> more) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode(0644);
        more.accept(entry);
        return entry;
    }

    private static TarArchiveEntry file(String name) {
        return entry(name, TarConstants.LF_NORMAL, e -> e.setSize(4));
    }

    private static TarArchiveEntry link(String name, String target) {
        return entry(name, TarConstants.LF_SYMLINK, e -> e.setLinkName(target));
    }

    private static InputStream tar(TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                if (entry.getSize() > 0) {
                    tar.write("evil".getBytes(StandardCharsets.UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private void assertUnharmed() throws IOException {
        assertThat(outside.resolve("precious")).hasContent("safe");
        try (var files = Files.list(outside)) {
            assertThat(files).hasSize(1);
        }
        try (var files = Files.list(temporary)) {
            assertThat(files).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/precious", "a/../../outside/precious", "../new", ".."})
    void aNameThatLeadsOutIsRefused(String name) throws IOException {
        assertThatThrownBy(() -> extract(tar(file(name)), SAME))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining(name);
        assertUnharmed();
    }

    @Test
    void anAbsoluteNameIsTakenBelowTheTarget() throws IOException {
        extract(tar(file("/etc/precious")), SAME);
        assertThat(root.resolve("etc/precious")).hasContent("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/proc/self/cwd", "../root/../outside"})
    void nothingIsWrittenThroughALinkThatLeadsOut(String target) throws IOException {
        assertThatThrownBy(() -> extract(tar(link("way", target), file("way/precious")), SAME))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("a link leads it out");
        assertThatThrownBy(() -> extract(tar(link("way", target), file("way/deep/new")), SAME))
                .isInstanceOf(DockerException.class);
        assertUnharmed();
    }

    @Test
    void aLinkThatIsChangedBetweenEntriesIsNoWayOut() throws IOException {
        InputStream archive =
                tar(
                        entry("in/", TarConstants.LF_DIR, e -> e.setMode(0755)),
                        link("way", "in"),
                        file("way/first"),
                        link("way", "../outside"),
                        file("way/precious"));
        assertThatThrownBy(() -> extract(archive, SAME)).isInstanceOf(DockerException.class);
        assertThat(root.resolve("in/first")).hasContent("evil");
        assertUnharmed();
    }

    @Test
    void aFileTakesTheLinksPlaceAndNotWhatItLeadsTo() throws IOException {
        extract(tar(link("f", "../outside/precious"), file("f")), SAME);
        assertThat(root.resolve("f")).isRegularFile().hasContent("evil");
        assertUnharmed();
    }

    @Test
    void aHardLinkToTheOutsideIsRefused() throws IOException {
        TarArchiveEntry hard =
                entry("h", TarConstants.LF_LINK, e -> e.setLinkName("../outside/precious"));
        assertThatThrownBy(() -> extract(tar(hard), SAME)).isInstanceOf(DockerException.class);
        TarArchiveEntry through =
                entry("h", TarConstants.LF_LINK, e -> e.setLinkName("way/precious"));
        assertThatThrownBy(() -> extract(tar(link("way", "../outside"), through), SAME))
                .isInstanceOf(DockerException.class);
        assertUnharmed();
    }

    @Test
    void directoriesAndFilesDoNotReplaceEachOther() throws IOException {
        Files.createDirectories(root.resolve("d/kept"));
        Files.writeString(root.resolve("f"), "kept");
        assertThatThrownBy(() -> extract(tar(file("d")), SAME))
                .hasMessageContaining("which no file replaces");
        TarArchiveEntry directory = entry("f/", TarConstants.LF_DIR, e -> e.setMode(0755));
        assertThatThrownBy(() -> extract(tar(directory), SAME))
                .hasMessageContaining("which no directory replaces");
        assertThat(root.resolve("f")).hasContent("kept");
        assertThat(root.resolve("d/kept")).isDirectory();
    }

    @Test
    void aDeviceThatCannotBeMadeIsAnErrorThatNamesIt() {
        TarArchiveEntry none = entry("none", TarConstants.LF_CHR, e -> e.setDevMajor(2_000_000));
        assertThatThrownBy(() -> extract(tar(none), SAME))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("none was not extracted: the pipe or device cannot be made")
                .hasMessageContaining("mknod");
    }

    @Test
    void aPipeIsAPipeAgain() throws Exception {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Path pipe = tree.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", "-m", "620", pipe.toString()).start().waitFor())
                .isZero();
        try (TarSource tar = new TarSource(tree, "tree", bytes -> {})) {
            extract(tar, SAME);
        }
        Path copy = root.resolve("tree/pipe");
        assertThat(Files.getAttribute(copy, "unix:mode")).isEqualTo(0010620);
    }

    @Test
    void anArchiveThatIsCutIsAnErrorAndLeavesNoHalfFile() throws IOException {
        byte[] whole = new byte[3000];
        new Random(7).nextBytes(whole);
        byte[] archive = TarWriter.single("big", 0644, whole);
        for (int length : new int[] {100, 512, 600, 3000, 3511}) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> extract(new ByteArrayInputStream(cut), SAME))
                    .isInstanceOf(IOException.class);
            try (var files = Files.list(root)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void aTreeComesBackAsItWas() throws IOException {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Files.createDirectory(tree.resolve("empty"));
        Path script = Files.writeString(tree.resolve("script.sh"), "#!/bin/sh\n");
        Files.setAttribute(script, "unix:mode", 04751);
        Files.setLastModifiedTime(script, FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z")));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("script.sh"));
        Files.createLink(tree.resolve("same"), script);
        String longName = "n".repeat(120);
        Files.createDirectories(tree.resolve(longName).resolve(longName));
        byte[] noise = new byte[300_001];
        new Random(1).nextBytes(noise);
        String unicode = ByteNames.ofText("ünïcode-漢字");
        Files.write(ByteNames.child(tree.resolve(longName).resolve(longName), unicode), noise);
        Files.write(tree.resolve("block"), new byte[1024]);
        Files.createFile(tree.resolve("nothing"));

        try (TarSource tar = new TarSource(tree, "tree", bytes -> {})) {
            extract(tar, new Renaming("tree", "copy"));
        }
        Path copy = root.resolve("copy");
        assertThat(copy.resolve("empty")).isDirectory();
        assertThat(copy.resolve("script.sh")).hasContent("#!/bin/sh\n");
        assertThat((int) Files.getAttribute(copy.resolve("script.sh"), "unix:mode") & 07777)
                .isEqualTo(04751);
        assertThat(Files.getLastModifiedTime(copy.resolve("script.sh")).toInstant())
                .isEqualTo(Instant.parse("2001-02-03T04:05:06.789Z"));
        assertThat(Files.readSymbolicLink(copy.resolve("link"))).hasToString("script.sh");
        assertThat(Files.getAttribute(copy.resolve("same"), "unix:ino"))
                .isEqualTo(Files.getAttribute(copy.resolve("script.sh"), "unix:ino"));
        assertThat(ByteNames.child(copy.resolve(longName).resolve(longName), unicode))
                .hasBinaryContent(noise);
        assertThat(copy.resolve("block")).hasBinaryContent(new byte[1024]);
        assertThat(copy.resolve("nothing")).isEmptyFile();
        assertThat(Files.getLastModifiedTime(copy, LinkOption.NOFOLLOW_LINKS).toInstant())
                .isCloseTo(
                        Files.getLastModifiedTime(tree).toInstant(), within(1, ChronoUnit.MICROS));
    }

    private int lookups(byte[] archive) throws IOException {
        Untar untar = new Untar(root, SAME, bytes -> {}, null);
        untar.extract(new ByteArrayInputStream(archive));
        return untar.lookups();
    }

    @Test
    void eachOfDeepDirectoriesIsLookedAtOnce() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            // every second directory has an entry of its own
            name.append("d/e/");
            archive.write(head(name.toString(), TarHead.DIRECTORY));
            archive.write(head(name + "f", TarHead.FILE));
        }
        archive.write(new byte[1024]);
        assertThat(lookups(archive.toByteArray())).isEqualTo(50);
        assertThat(root.resolve(name + "f")).isEmptyFile();
    }

    private static byte[] head(String name, char type) {
        return TarHead.of(name, type, 0755, FileTime.fromMillis(0)).blocks();
    }

    @Test
    void oneEntryFarDownMakesEachOfItsDirectoriesOnce() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        String directory = "d/".repeat(100);
        archive.write(head(directory + "f", TarHead.FILE));
        archive.write(head(directory + "g", TarHead.FILE));
        archive.write(new byte[1024]);
        assertThat(lookups(archive.toByteArray())).isEqualTo(100);
        assertThat(root.resolve(directory + "g")).isEmptyFile();
    }

    @Test
    @Timeout(40)
    void deepDirectoriesTakeTimeInProportionToTheirDepth() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < Endurance.count(250, 100); i++) {
            name.append("d/");
            archive.write(head(name.toString(), TarHead.DIRECTORY));
            archive.write(head(name + "f", TarHead.FILE));
        }
        archive.write(new byte[1024]);
        extract(new ByteArrayInputStream(archive.toByteArray()), SAME);
        assertThat(root.resolve(name + "f")).isEmptyFile();
        removeDeepDirectories();
    }

    /** JUnit asks for the real path of each directory that it deletes, which takes minutes here. */
    private void removeDeepDirectories() throws IOException {
        ProcessBuilder rm = new ProcessBuilder("rm", "-rf", root.resolve("d").toString());
        rm.start().onExit().join();
        assertThat(root.resolve("d")).doesNotExist();
    }

    @Test
    @Timeout(40)
    void oneEntryFarDownMakesItsDirectories() throws IOException {
        String name = "d/".repeat(Endurance.count(1500, 500)) + "f";
        TarHead head = TarHead.of(name, TarHead.FILE, 0644, FileTime.fromMillis(0));
        byte[] archive = Arrays.copyOf(head.blocks(), head.blocks().length + 1024);
        extract(new ByteArrayInputStream(archive), SAME);
        assertThat(root.resolve(name)).isRegularFile();
        removeDeepDirectories();
    }

    @Test
    void theTimeForTheDirectoriesOfAnEntryIsLimited() throws IOException {
        TarHead head =
                TarHead.of("d/".repeat(50) + "f", TarHead.FILE, 0644, FileTime.fromMillis(0));
        byte[] archive = Arrays.copyOf(head.blocks(), head.blocks().length + 1024);
        assertThatThrownBy(
                        () ->
                                new Untar(root, SAME, bytes -> {}, Duration.ofNanos(1))
                                        .extract(new ByteArrayInputStream(archive)))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("directories of the archive's entry d/d/");
    }

    @Test
    void aPipeIsReplacedByAPipeAndByNothingElse() throws Exception {
        Path pipe = root.resolve("p");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> extract(tar(file("p")), SAME))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("there is a device, a pipe or a socket at " + pipe);
        assertThatThrownBy(() -> extract(tar(link("p", "x")), SAME))
                .isInstanceOf(DockerException.class);
        extract(tar(entry("p", TarConstants.LF_FIFO, e -> e.setMode(0600))), SAME);
        assertThat(Files.getAttribute(pipe, "unix:mode")).isEqualTo(0010600);
    }

    @Test
    void anEntryOfAnUnknownTypeIsRefused() {
        TarHead sparse = TarHead.of("s", 'S', 0644, FileTime.fromMillis(0));
        byte[] archive = Arrays.copyOf(sparse.blocks(), sparse.blocks().length + 1024);
        assertThatThrownBy(() -> extract(new ByteArrayInputStream(archive), SAME))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("s was not extracted: its type");
    }
}
