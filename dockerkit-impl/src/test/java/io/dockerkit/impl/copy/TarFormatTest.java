package io.dockerkit.impl.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class TarFormatTest {
    private static byte[] head(byte[] archive) {
        return Arrays.copyOf(archive, Math.min(archive.length, TarFormat.LENGTH));
    }

    private static byte[] archive() throws IOException {
        try (InputStream in =
                TarSource.ofFiles(
                        Map.of("Dockerfile", "FROM a\n".getBytes(StandardCharsets.UTF_8)))) {
            return in.readAllBytes();
        }
    }

    @Test
    void archivesAreToldFromDockerfiles() throws IOException {
        assertThat(TarFormat.isArchive(head(archive()))).isTrue();
        assertThat(TarFormat.isArchive(new byte[TarFormat.LENGTH])).isTrue();
        assertThat(TarFormat.isArchive(new byte[] {0x1f, (byte) 0x8b, 8, 0})).isTrue();
        assertThat(TarFormat.isArchive("BZh9".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(TarFormat.isArchive("FROM busybox\n".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(
                        TarFormat.isArchive(
                                "# long\n"
                                        .repeat(100)
                                        .substring(0, 512)
                                        .getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(TarFormat.isArchive(new byte[0])).isFalse();
    }

    /** BuildKit looks at 512 bytes, and takes an archive whose first entry does not end there for a Dockerfile. */
    @Test
    void anArchiveThatBeginsWithAnExtendedHeaderGetsAPlainEntryBefore() throws IOException {
        byte[] archive = archive();
        byte[] extended = archive.clone();
        if ((char) archive[156] != 'x') {
            extended[156] = 'x';
            int sum =
                    Integer.parseInt(new String(archive, 148, 6, StandardCharsets.ISO_8859_1), 8)
                            - archive[156]
                            + 'x';
            byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(digits, 0, extended, 148, 6);
        }
        byte[] plain;
        try (InputStream in =
                TarFormat.plain(head(extended), new ByteArrayInputStream(extended), 1_000_000)) {
            plain = in.readAllBytes();
        }
        assertThat(plain).hasSize(extended.length + TarFormat.LENGTH).endsWith(extended);
        assertThat(TarFormat.isArchive(head(plain))).isTrue();
        assertThat(new String(plain, 136, 11, StandardCharsets.ISO_8859_1))
                .isEqualTo("00003641100");
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new ByteArrayInputStream(plain))) {
            var first = entries.getNextEntry();
            assertThat(first.getName()).isEqualTo("./");
            assertThat(first.isDirectory()).isTrue();
            assertThat(first.getMode() & 0777).isEqualTo(0755);
        }
    }

    @Test
    void otherArchivesAreSentAsTheyAre() {
        byte[] packed = {0x1f, (byte) 0x8b, 8, 0};
        InputStream in = new ByteArrayInputStream(packed);
        assertThat(TarFormat.plain(packed, in, 0)).isSameAs(in);
    }
}
