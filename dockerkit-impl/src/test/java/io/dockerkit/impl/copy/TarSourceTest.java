package io.dockerkit.impl.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.LocalFileException;
import io.dockerkit.impl.tar.TarHead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of what is on this machine. */
@Tag("locale")
class TarSourceTest {
    @TempDir Path temporary;

    @Test
    void theNumberOfADeviceIsThatOfLinux() throws IOException {
        TarHead none = TarHead.of("d", TarHead.CHARACTER_DEVICE, 0, FileTime.fromMillis(0));
        assertThat(none.device(0x12345103L).major()).isEqualTo(0x451);
        assertThat(none.device(0x12345103L).minor()).isEqualTo(0x12303);
        TarHead zero = none.device(FileState.of(Path.of("/dev/zero")).device());
        assertThat(zero.major()).isEqualTo(1);
        assertThat(zero.minor()).isEqualTo(5);
    }

    @Test
    void aFileBeyondWhatAnOldHeadCanSayKeepsItsSize() throws IOException {
        long size = (9L << 30) + 3;
        Path sparse = temporary.resolve("sparse");
        try (FileChannel channel =
                FileChannel.open(sparse, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            channel.write(ByteBuffer.wrap(new byte[] {1}), size - 1);
        }
        try (TarSource tar = new TarSource(sparse, "s", bytes -> {});
                TarArchiveInputStream read = new TarArchiveInputStream(tar)) {
            assertThat(read.getNextEntry().getSize()).isEqualTo(size);
        }
        Files.delete(sparse);
    }

    @Test
    void readByteByByteTheArchiveIsTheSame() throws IOException {
        Path file = Files.write(temporary.resolve("f.bin"), new byte[777]);
        byte[] atOnce;
        try (TarSource tar = new TarSource(file, "f", bytes -> {})) {
            atOnce = tar.readAllBytes();
        }
        ByteArrayOutputStream single = new ByteArrayOutputStream();
        try (TarSource tar = new TarSource(file, "f", bytes -> {})) {
            for (int b = tar.read(); b >= 0; b = tar.read()) {
                single.write(b);
            }
        }
        assertThat(single.toByteArray()).isEqualTo(atOnce);
        assertThat(atOnce.length % 512).isZero();
        Files.delete(file);
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsAnError() throws IOException {
        Path file = Files.write(temporary.resolve("shrinking"), new byte[1_000_000]);
        try (TarSource tar = new TarSource(file, "f", bytes -> {})) {
            assertThat(tar.readNBytes(100_000)).hasSize(100_000);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(200_000);
            }
            assertThatThrownBy(tar::readAllBytes)
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("became 800000 bytes shorter while it was copied");
        }
    }

    @Test
    void aFileThatIsDeletedWhileItsDirectoryIsSentIsLeftOut() throws IOException {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Files.write(tree.resolve("a"), new byte[4000]);
        Files.write(tree.resolve("b"), new byte[10]);
        Files.createDirectories(tree.resolve("c/d"));
        Files.write(tree.resolve("e"), new byte[20]);
        byte[] archive;
        try (TarSource tar = new TarSource(tree, "x", bytes -> {})) {
            byte[] begin = tar.readNBytes(1500);
            Files.delete(tree.resolve("b"));
            Files.delete(tree.resolve("c/d"));
            Files.delete(tree.resolve("c"));
            byte[] rest = tar.readAllBytes();
            archive = Arrays.copyOf(begin, begin.length + rest.length);
            System.arraycopy(rest, 0, archive, begin.length, rest.length);
        }
        assertThat(Entries.names(new ByteArrayInputStream(archive)))
                .containsExactly("x/", "x/a", "x/e");
    }

    @Test
    void whatIsNotThereOrCannotBeReadIsNamedWithTheReason() throws IOException {
        Path none = temporary.resolve("none");
        try (TarSource tar = new TarSource(none, "x", bytes -> {})) {
            assertThatThrownBy(tar::readAllBytes)
                    .isInstanceOf(LocalFileException.class)
                    .hasMessage("cannot read " + none + ": there is no such file or directory");
        }
        assertThat(LocalFiles.failed("read", none, new AccessDeniedException(none.toString())))
                .hasMessage("cannot read " + none + ": permission denied");
    }
}
