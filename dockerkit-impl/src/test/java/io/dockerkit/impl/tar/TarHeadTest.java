package io.dockerkit.impl.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** The head of an entry, as it is written and read. */
class TarHeadTest {
    @Test
    void aCapabilityInAnArchiveIsReadAndWrittenWhole() throws IOException {
        String capability = "\u0001\u0000\u0000\u0002\u0000\u0004\n=\u00ff";
        TarHead plain = TarHead.of("f", TarHead.FILE, 0755, FileTime.fromMillis(-1500));
        TarHead head =
                new TarHead(
                        "f",
                        TarHead.FILE,
                        0755,
                        3_000_000,
                        5,
                        0,
                        plain.modified(),
                        "",
                        0,
                        0,
                        Map.of("security.capability", capability));
        byte[] archive = Arrays.copyOf(head.blocks(), head.blocks().length + 1024);
        assertThat(new TarReader(new ByteArrayInputStream(archive)).next()).isEqualTo(head);
    }

    @Test
    void theHeadsAreThoseThatALibraryReads() throws IOException {
        String name = "n".repeat(150) + "/\u00fc";
        TarHead head =
                TarHead.of(
                                ByteNames.ofText(name),
                                TarHead.SYMBOLIC_LINK,
                                0777,
                                FileTime.fromMillis(1_234))
                        .owner(3_000_000, 7)
                        .link("t".repeat(101));
        byte[] archive = Arrays.copyOf(head.blocks(), head.blocks().length + 1024);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(archive), "UTF-8")) {
            @SuppressWarnings("deprecation") // the only one that all releases have with this type
            TarArchiveEntry entry = tar.getNextTarEntry();
            assertThat(entry.getName()).isEqualTo(name);
            assertThat(entry.getLinkName()).isEqualTo("t".repeat(101));
            assertThat(entry.getLongUserId()).isEqualTo(3_000_000);
            assertThat(entry.getLongGroupId()).isEqualTo(7);
            assertThat(entry.getModTime().toInstant().toEpochMilli()).isBetween(1_000L, 1_234L);
            assertThat(entry.isSymbolicLink()).isTrue();
        }
    }
}
