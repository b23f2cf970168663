package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it writes, the system's own tar reads. */
class SingleFileTarTest {
    @TempDir Path directory;

    private String tar(byte[] archive, String... options) throws Exception {
        Path file = Files.write(directory.resolve("a.tar"), archive);
        List<String> words = new ArrayList<>(List.of("tar", "--numeric-owner"));
        words.addAll(List.of(options));
        words.addAll(List.of("-f", file.toString()));
        Process process =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 5000})
    void theFileIsWhole(int length) throws Exception {
        String content = "x".repeat(length);
        byte[] archive =
                SingleFileTar.of(
                        "run/secrets/token", content.getBytes(StandardCharsets.UTF_8), 0440, 0, 0);
        assertThat(archive.length % 512).isZero();
        tar(archive, "-x");
        Path file = directory.resolve("run/secrets/token");
        assertThat(file).hasContent(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--r-----");
    }

    @Test
    void aLongNameAndALargeOwnerAreKept() throws Exception {
        String name = "d/" + "n".repeat(200) + "/ä.conf";
        byte[] archive = SingleFileTar.of(name, new byte[] {1}, 0444, 3_000_000_000L, 42);
        assertThat(tar(archive, "-t", "-v", "--quoting-style=literal"))
                .contains("3000000000/42")
                .contains(name);
    }
}
