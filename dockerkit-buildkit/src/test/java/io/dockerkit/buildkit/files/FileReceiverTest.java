package io.dockerkit.buildkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiver of fsutil's protocol: outputs to directories. */
class FileReceiverTest {
    private static final long DIRECTORY = (1L << 31) | 0755;
    private static final long LINK = (1L << 27) | 0777;

    @TempDir Path directory;
    private final RecordedCall call = new RecordedCall();
    private final List<RuntimeException> failures = new ArrayList<>();

    private FileReceiver receiver(Path target) {
        return new FileReceiver(target, new Outbox(call), failures::add);
    }

    private static byte[] stat(String path, long mode, String link) {
        return new ProtoWriter()
                .message(
                        2,
                        new ProtoWriter()
                                .text(1, path)
                                .number(2, mode)
                                .number(6, 1_000_000_000L)
                                .text(7, link))
                .toBytes();
    }

    private static byte[] data(int id, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Packets.data(id, bytes, bytes.length);
    }

    private List<Path> left(Path where) throws IOException {
        try (Stream<Path> all = Files.walk(where)) {
            return all.filter(path -> path.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void aTreeIsReceived() throws Exception {
        Path out = directory.resolve("out");
        FileReceiver receiver = receiver(out);
        receiver.onNext(stat("d", DIRECTORY, ""));
        receiver.onNext(stat("d/f", 0640, ""));
        receiver.onNext(stat("d/l", LINK, "f"));
        receiver.onNext(stat("h", 0640, "d/f"));
        receiver.onNext(new byte[0]);
        assertThat(call.messages).containsExactly(Packets.request(1));
        receiver.onNext(data(1, "con"));
        receiver.onNext(data(1, "tent"));
        receiver.onNext(data(1, ""));
        assertThat(call.messages).containsExactly(Packets.request(1), Packets.fin());
        assertThat(out.resolve("d/f")).hasContent("content");
        assertThat(Files.getLastModifiedTime(out.resolve("d/f")).toMillis()).isEqualTo(1000);
        assertThat(Files.readSymbolicLink(out.resolve("d/l"))).isEqualTo(Path.of("f"));
        assertThat(out.resolve("h")).hasContent("content");
        assertThat(call.end.getCount()).isEqualTo(1);
        receiver.onNext(Packets.fin());
        assertThat(call.end.getCount()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void noMoreThanFourFilesAreOpenAtOnce() throws Exception {
        FileReceiver receiver = receiver(directory);
        for (int i = 0; i < 10; i++) {
            receiver.onNext(stat("f" + i, 0644, ""));
        }
        receiver.onNext(new byte[0]);
        assertThat(call.messages).hasSize(4);
        receiver.onNext(data(2, ""));
        assertThat(call.messages).hasSize(5).endsWith(Packets.request(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../../x", "missing/x", "..", ".", "", "link/x", "a/"})
    void nothingIsWrittenOutsideOfTheDirectory(String path) throws Exception {
        Path out = Files.createDirectory(directory.resolve("out"));
        Files.createSymbolicLink(out.resolve("link"), directory);
        FileReceiver receiver = receiver(out);
        receiver.onNext(stat(path, 0644, ""));
        receiver.onNext(new byte[0]);
        assertThat(failures).hasSize(1);
        assertThat(call.error).isNotNull();
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void aLinkThatWasSentIsNoWayOut() throws Exception {
        Path out = directory.resolve("out");
        FileReceiver receiver = receiver(out);
        receiver.onNext(stat("l", LINK, ".."));
        receiver.onNext(stat("l/x", 0644, ""));
        assertThat(failures).hasSize(1);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void aCutOutputLeavesNoPartOfAFile() throws Exception {
        FileReceiver receiver = receiver(directory);
        receiver.onNext(stat("f", 0644, ""));
        receiver.onNext(new byte[0]);
        receiver.onNext(data(0, "half"));
        assertThat(left(directory)).hasSize(1);
        receiver.onError(new IOException("cut"));
        assertThat(left(directory)).isEmpty();
        assertThat(directory.resolve("f")).doesNotExist();
    }

    @Test
    void aDirectoryIsNotReplacedByAFile() throws Exception {
        Files.createDirectories(directory.resolve("f/x"));
        FileReceiver receiver = receiver(directory);
        receiver.onNext(stat("f", 0644, ""));
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).hasMessageContaining("there is a directory of that name");
        assertThat(directory.resolve("f/x")).isDirectory();
    }
}
