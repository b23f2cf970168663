package io.dockerkit.impl.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Archives that come whole, that end right after their last file, and that were cut. */
class TarReaderTest {
    private static final byte[] TEXT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String LONG = "d/".repeat(80) + "f";

    private static TarHead head(String name, char type) {
        return TarHead.of(name, type, 0644, FileTime.fromMillis(0));
    }

    /** Two files, the second with a name that needs an extension, without the end. */
    private static byte[] entries() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarWriter writer = new TarWriter(bytes);
        writer.write(head("d/", TarHead.DIRECTORY), new byte[0]);
        writer.write(head("a", TarHead.FILE), TEXT);
        writer.write(head(LONG, TarHead.FILE), TEXT);
        return bytes.toByteArray();
    }

    private static Map<String, String> read(TarReader reader) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (TarHead entry = reader.next(); entry != null; entry = reader.next()) {
            found.put(entry.name(), new String(reader.readAllBytes(), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static TarReader strict(byte[] bytes) {
        return new TarReader(new ByteArrayInputStream(bytes));
    }

    private static TarReader unpadded(byte[] bytes) {
        return TarReader.unpadded(new ByteArrayInputStream(bytes));
    }

    private static byte[] ended(byte[] entries) {
        return Arrays.copyOf(entries, entries.length + 2 * TarHead.BLOCK);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("d/", "");
        expected.put("a", "content");
        expected.put(LONG, "content");
        assertThat(read(strict(ended(entries())))).isEqualTo(expected);
        assertThat(read(unpadded(ended(entries())))).isEqualTo(expected);
    }

    @Test
    void anUnpaddedArchiveMayEndRightAfterItsLastFile() throws IOException {
        byte[] padded = entries();
        byte[] bare = Arrays.copyOf(padded, padded.length - TarHead.padding(TEXT.length));
        assertThat(read(unpadded(padded))).hasSize(3).containsEntry(LONG, "content");
        assertThat(read(unpadded(bare))).hasSize(3).containsEntry(LONG, "content");
        assertThat(read(unpadded(new byte[0]))).isEmpty();
        TarReader skipping = unpadded(bare);
        int entries = 0;
        while (skipping.next() != null) {
            entries++;
        }
        assertThat(entries).isEqualTo(3);
    }

    @Test
    void anArchiveThatIsCutAnywhereElseIsRefused() throws IOException {
        byte[] whole = ended(entries());
        byte[] padded = entries();
        byte[] bare = Arrays.copyOf(padded, padded.length - TarHead.padding(TEXT.length));
        for (int length = 0; length < padded.length; length += 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(strict(cut)))
                    .as("%s bytes", length)
                    .isInstanceOf(EOFException.class);
        }
        for (int lost : new int[] {1, TEXT.length, TEXT.length + 1, TEXT.length + TarHead.BLOCK}) {
            byte[] cut = Arrays.copyOf(bare, bare.length - lost);
            assertThatThrownBy(() -> read(unpadded(cut)))
                    .as("without %s bytes", lost)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void whatIsNoArchiveIsSaidToBeDamaged() {
        byte[] text = "no archive at all".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(unpadded(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the archive is damaged");
    }
}
