package io.dockerkit.impl.copy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerException;
import io.dockerkit.impl.tar.ByteNames;
import io.dockerkit.impl.tar.TarHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** File names are bytes, in whatever locale the program runs. */
@Tag("locale")
class ByteNamesTest {
    // Latin-1 twice, UTF-8 for ü, a directory, and a link to such a name
    private static final List<String> TREE =
            List.of(
                    "d\u00ef/f\u00e4.txt",
                    "d\u00ef/f\u00f6.txt",
                    utf8("\u00fc"),
                    "l\u00e4 -> d\u00ef/f\u00e4.txt");

    @TempDir Path temporary;

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** Copies the tree through an archive into another directory and returns the names that are sent from there. */
    static List<String> throughArchives(Path directory) throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        Entries.make(source, TREE);
        Path target = Files.createDirectory(directory.resolve("target"));
        try (TarSource tar = new TarSource(source, "x", bytes -> {})) {
            new Untar(target, new Renaming("x", "\u00e9"), bytes -> {}, null).extract(tar);
        }
        Path copy = ByteNames.child(target, "\u00e9");
        assertThat(ByteNames.of(Files.readSymbolicLink(ByteNames.child(copy, "l\u00e4"))))
                .isEqualTo("d\u00ef/f\u00e4.txt");
        try (TarSource again = new TarSource(copy, "x", bytes -> {})) {
            return Entries.names(again);
        }
    }

    @Test
    void namesThatAreNotUtf8AreKeptByteForByte() throws IOException {
        assertThat(throughArchives(temporary))
                .containsExactly(
                        "x/",
                        "x/d\u00ef/",
                        "x/d\u00ef/f\u00e4.txt",
                        "x/d\u00ef/f\u00f6.txt",
                        "x/l\u00e4",
                        "x/" + utf8("\u00fc"));
    }

    @Test
    @Timeout(60)
    void namesAreKeptWhereTheLocaleHasOnlyAscii() throws Exception {
        ProcessBuilder java =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InTheCLocale.class.getName(),
                        temporary.toString());
        java.environment().put("LC_ALL", "C");
        Process process = java.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .contains(
                        "[x/, x/d\\xEF/, x/d\\xEF/f\\xE4.txt, x/d\\xEF/f\\xF6.txt, x/l\\xE4,"
                                + " x/\\xC3\\xBC]");
    }

    /** The program of a locale. */
    static final class InTheCLocale {
        private InTheCLocale() {}

        public static void main(String[] directory) throws IOException {
            List<String> names = throughArchives(Path.of(directory[0]));
            StringBuilder ascii = new StringBuilder();
            names.toString()
                    .chars()
                    .forEach(
                            c ->
                                    ascii.append(
                                            c < 0x80
                                                    ? Character.toString(c)
                                                    : String.format("\\x%02X", c)));
            System.out.println(ascii);
        }
    }

    @Test
    void aNameIsShownAsTextOrWithItsBytes() {
        assertThat(ByteNames.shown(utf8("\u00fc"))).isEqualTo("\u00fc");
        assertThat(ByteNames.shown("f\u00e4\n")).isEqualTo("f\\xE4\\x0A");
    }

    @Test
    void aNameWithANulIsRefusedByName() {
        TarHead head = TarHead.of("a", TarHead.FILE, 0644, FileTime.fromMillis(0));
        String name = "a\0b" + "x".repeat(120);
        TarHead evil =
                new TarHead(name, TarHead.FILE, 0644, 0, 0, 0, head.modified(), "", 0, 0, Map.of());
        byte[] entry = evil.blocks();
        byte[] archive = java.util.Arrays.copyOf(entry, entry.length + 1024);
        assertThatThrownBy(
                        () ->
                                new Untar(temporary, new Renaming("x", null), bytes -> {}, null)
                                        .extract(new ByteArrayInputStream(archive)))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("a\\x00bx")
                .hasMessageContaining("NUL");
    }

    @Test
    void aFileSystemOfTextRefusesANameThatIsNone() throws IOException {
        try (FileSystem zip =
                FileSystems.newFileSystem(temporary.resolve("x.zip"), Map.of("create", "true"))) {
            assertThatThrownBy(() -> ByteNames.child(zip.getPath("/"), "f\u00e4"))
                    .hasMessageContaining("f\\xE4")
                    .hasMessageContaining("not UTF-8");
        }
    }

    @Test
    void aZipFileSystemIsCopiedFromAndTo() throws IOException {
        byte[] archive;
        try (FileSystem zip =
                FileSystems.newFileSystem(temporary.resolve("x.zip"), Map.of("create", "true"))) {
            Path top = Files.createDirectories(zip.getPath("/top/d"));
            Files.writeString(top.resolve("\u00fc.txt"), "text");
            Files.writeString(top.resolveSibling("a"), "other");
            try (InputStream tar = new TarSource(zip.getPath("/top"), "x", bytes -> {})) {
                archive = tar.readAllBytes();
            }
            new Untar(
                            Files.createDirectory(zip.getPath("/out")),
                            new Renaming("x", "y"),
                            b -> {},
                            null)
                    .extract(new ByteArrayInputStream(archive));
            assertThat(Files.readString(zip.getPath("/out/y/d/\u00fc.txt"))).isEqualTo("text");
        }
        Map<String, byte[]> entries = Entries.read(new ByteArrayInputStream(archive));
        assertThat(entries.keySet())
                .containsExactly("x/", "x/a", "x/d/", "x/d/" + utf8("\u00fc.txt"));
        assertThat(entries.get("x/a")).isEqualTo("other".getBytes(UTF_8));
    }
}
