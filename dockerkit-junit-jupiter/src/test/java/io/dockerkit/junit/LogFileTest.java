package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.Container;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LogFileTest {
    @TempDir Path directory;

    private static Container writing(InputStream logs) {
        return Fakes.container("abc", List.of(), () -> logs);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path written(InputStream logs, Duration limit) throws IOException {
        Path file = directory.resolve("web.log");
        LogFile.write(writing(logs), file, limit);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        return file;
    }

    @Test
    void shortLogsAreWhole() throws Exception {
        assertThat(written(text("one\ntwo\n"), Duration.ofSeconds(5))).hasContent("one\ntwo\n");
        assertThat(LogFile.end(writing(text("one\ntwo\n")))).isEqualTo("one\ntwo");
    }

    @Test
    void ofLongLogsTheEndIsKeptFromAWholeLineOn() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 1_000_000; i++) {
            lines.append("line ").append(i).append('\n');
        }
        String text = Files.readString(written(text(lines.toString()), Duration.ofSeconds(10)));
        assertThat(text)
                .startsWith("[DockerKit: only the last 8 MiB that were read are kept]\nline ")
                .endsWith("\nline 1000000\n");
        String kept = text.substring(text.indexOf('\n') + 1);
        assertThat(kept.length()).isBetween(8_300_000, (int) LogFile.MOST_BYTES);
        assertThat(lines.toString()).endsWith(kept);
        assertThat(LogFile.end(writing(text(lines.toString()))))
                .startsWith("… ")
                .endsWith("\nline 1000000")
                .hasSizeLessThan(17_000);
    }

    @Test
    void logsWithoutEndAreReadForALimitedTime() throws Exception {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                        return length;
                    }
                };
        String text = Files.readString(written(endless, Duration.ofMillis(300)));
        assertThat(text)
                .hasSizeLessThan((int) LogFile.MOST_BYTES + 1000)
                .endsWith("x[DockerKit: what follows could not be read in time]\n");
    }

    @Test
    void whatCouldNotBeReadIsSaid() throws Exception {
        InputStream cut =
                new SequenceInputStream(
                        text("one\n"),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the connection was lost");
                            }
                        });
        assertThat(written(cut, Duration.ofSeconds(5)))
                .hasContent(
                        "one\n[DockerKit: what follows could not be read: the connection was lost]\n");
    }

    @Test
    void aFailureIsNeverReplacedByWhatGoesWrongBesideIt() {
        Container broken =
                Fakes.container(
                        "abc",
                        List.of(),
                        () -> {
                            throw new OutOfMemoryError("on purpose");
                        });
        AssertionError failure = new AssertionError("the test's own");
        ContainerLogs.addTo(failure, Map.of("web", broken));
        assertThat(failure).hasMessage("the test's own");
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void tasksThatDoNotEndInTimeAreInterruptedAndLeftBehind() {
        long begin = System.nanoTime();
        assertThat(
                        InTime.all(
                                Duration.ofMillis(200),
                                Map.of(
                                        "hangs",
                                        () -> {
                                            Thread.sleep(60_000);
                                            return "done";
                                        }),
                                "late"))
                .containsEntry("hangs", "late");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anInterruptedTestStillTellsTheLogs() {
        Thread.currentThread().interrupt();
        try {
            assertThat(InTime.all(Duration.ofSeconds(5), Map.of("web", () -> "end"), "late"))
                    .containsEntry("web", "end");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
