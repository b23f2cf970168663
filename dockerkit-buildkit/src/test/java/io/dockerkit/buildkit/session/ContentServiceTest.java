package io.dockerkit.buildkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.LocalFileException;
import io.dockerkit.buildkit.layout.ImageLayout;
import io.dockerkit.buildkit.rpc.MemoryDuplex;
import io.dockerkit.buildkit.rpc.Methods;
import io.dockerkit.buildkit.rpc.Peers;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The blobs of this machine as the engine sees them: a client of containerd's content service. */
@Timeout(30)
class ContentServiceTest {
    private static final int STAT = 0;
    private static final int WRITE = 1;
    private static final int COMMIT = 2;

    @TempDir Path directory;
    private final Peers ours = new Peers();
    private final Peers theirs = new Peers();
    private final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
    private Channel bare;
    private Channel channel;
    private Path blobs;

    @BeforeEach
    void open() throws Exception {
        blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
        MemoryDuplex[] ends = MemoryDuplex.pair();
        ours.serve(
                ends[0],
                List.of(
                        ContentService.create(
                                Map.of("local:cache", new ImageLayout(directory)),
                                ours.threads(),
                                failures::add)));
        bare = theirs.channel(ends[1]);
        channel = channel(bare, "local:cache");
    }

    private static Channel channel(Channel channel, String store) {
        Metadata metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("buildkit-attachable-store-id", Metadata.ASCII_STRING_MARSHALLER),
                store);
        return ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    @AfterEach
    void end() {
        ours.close();
        theirs.close();
    }

    private static String digest(byte[] content) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private String blob(byte[] content) throws Exception {
        String digest = digest(content);
        Files.write(blobs.resolve(digest.substring(7)), content);
        return digest;
    }

    private byte[] ask(String method, ProtoWriter request) {
        return ClientCalls.blockingUnaryCall(
                channel,
                Methods.of(MethodType.UNARY, ContentService.NAME, method),
                CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                request.toBytes());
    }

    private byte[] read(String digest, long offset, long size) {
        Iterator<byte[]> answers =
                ClientCalls.blockingServerStreamingCall(
                        channel,
                        Methods.of(MethodType.SERVER_STREAMING, ContentService.NAME, "Read"),
                        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                        new ProtoWriter()
                                .text(1, digest)
                                .number(2, offset)
                                .number(3, size)
                                .toBytes());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (answers.hasNext()) {
            ProtoReader reader = new ProtoReader(answers.next());
            long at = 0;
            while (reader.next()) {
                if (reader.field() == 1) {
                    at = reader.number();
                } else if (reader.field() == 2) {
                    assertThat(at).isEqualTo(offset + content.size());
                    content.writeBytes(reader.bytes());
                }
            }
        }
        return content.toByteArray();
    }

    /** One write: the engine's messages, and the answers. */
    private final class Written implements StreamObserver<byte[]> {
        private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
        private final StreamObserver<byte[]> requests =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(
                                Methods.of(MethodType.BIDI_STREAMING, ContentService.NAME, "Write"),
                                CallOptions.DEFAULT),
                        this);

        @Override
        public void onNext(byte[] answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failed) {
            answers.add(failed);
        }

        @Override
        public void onCompleted() {
            answers.add("end");
        }

        Written send(int action, String expected, long total, long offset, byte[] data) {
            requests.onNext(
                    new ProtoWriter()
                            .number(1, action)
                            .text(2, "the-write")
                            .number(3, total)
                            .text(4, expected)
                            .number(5, offset)
                            .bytes(6, data)
                            .toBytes());
            return this;
        }

        /** Returns the offset of the next answer. */
        long offset() throws InterruptedException {
            Object answer = answers.poll(10, TimeUnit.SECONDS);
            assertThat(answer).isInstanceOf(byte[].class);
            ProtoReader reader = new ProtoReader((byte[]) answer);
            long offset = 0;
            while (reader.next()) {
                if (reader.field() == 4) {
                    offset = reader.number();
                }
            }
            return offset;
        }

        Status.Code refused() throws InterruptedException {
            for (Object answer = answers.poll(10, TimeUnit.SECONDS);
                    ;
                    answer = answers.poll(10, TimeUnit.SECONDS)) {
                assertThat(answer).isNotNull();
                if (answer instanceof StatusRuntimeException failed) {
                    return failed.getStatus().getCode();
                }
            }
        }

        void end() throws InterruptedException {
            requests.onCompleted();
            assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
        }
    }

    private List<String> files() throws Exception {
        try (var files = Files.list(blobs)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void awaitNoFiles() throws Exception {
        for (int i = 0; i < 250 && !files().isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aBlobIsReadAsAWholeAndInParts() throws Exception {
        byte[] content = bytes(700_001);
        String digest = blob(content);
        ProtoReader info = new ProtoReader(ask("Info", new ProtoWriter().text(1, digest)));
        assertThat(info.next()).isTrue();
        ProtoReader fields = info.message();
        assertThat(fields.next()).isTrue();
        assertThat(fields.text()).isEqualTo(digest);
        assertThat(fields.next()).isTrue();
        assertThat(fields.number()).isEqualTo(content.length);
        assertThat(read(digest, 0, 0)).isEqualTo(content);
        assertThat(read(digest, 700_000, 100)).hasSize(1);
        assertThat(read(digest, 700_001, 0)).isEmpty();
        assertThat(HexFormat.of().formatHex(read(digest, 5, 3)))
                .isEqualTo(HexFormat.of().formatHex(content, 5, 8));
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,-1", "-1,0", "11,0", "9223372036854775807,1"})
    void aReadOutsideOfABlobIsRefused(long offset, long size) throws Exception {
        String digest = blob(bytes(10));
        assertThatThrownBy(() -> read(digest, offset, size)).hasMessageContaining("OUT_OF_RANGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:../../secret", "../../secret", "sha256:/etc/passwd"})
    void nothingButBlobsCanBeRead(String digest) throws Exception {
        Files.writeString(directory.resolve("secret"), "s");
        assertThatThrownBy(() -> read(digest, 0, 0)).hasMessageContaining("INVALID_ARGUMENT");
        assertThatThrownBy(() -> ask("Info", new ProtoWriter().text(1, digest)))
                .hasMessageContaining("INVALID_ARGUMENT");
        assertThat(failures).isEmpty();
    }

    @Test
    void anotherStoreAndAMissingBlobAreNotThere() throws Exception {
        String digest = digest(bytes(1));
        assertThatThrownBy(() -> read(digest, 0, 0)).hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> ask("Info", new ProtoWriter().text(1, digest)))
                .hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> ask("Status", new ProtoWriter().text(1, "the-write")))
                .hasMessageContaining("NOT_FOUND");
        blob(bytes(1));
        assertThatThrownBy(() -> ask("Delete", new ProtoWriter().text(1, digest)))
                .hasMessageContaining("FAILED_PRECONDITION");
        assertThat(files()).hasSize(1);
        channel = channel(bare, "local:other");
        assertThatThrownBy(() -> read(digest, 0, 0)).hasMessageContaining("no content store");
        assertThatThrownBy(() -> ask("Info", new ProtoWriter().text(1, digest)))
                .hasMessageContaining("no content store");
        assertThat(new Written().send(STAT, digest, 0, 0, new byte[0]).refused())
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void aBlobIsKeptWhenItIsCommitted() throws Exception {
        byte[] content = bytes(300_000);
        String digest = digest(content);
        Written write = new Written().send(STAT, digest, content.length, 0, new byte[0]);
        assertThat(write.offset()).isZero();
        byte[] first = Arrays.copyOf(content, 200_000);
        byte[] second = Arrays.copyOfRange(content, 200_000, content.length);
        assertThat(write.send(WRITE, "", 0, 0, first).offset()).isEqualTo(200_000);
        assertThat(write.send(WRITE, "", 0, 200_000, second).offset()).isEqualTo(300_000);
        assertThat(files()).hasSize(1).noneMatch(file -> digest.endsWith(file));
        assertThat(write.send(COMMIT, digest, content.length, 300_000, new byte[0]).offset())
                .isEqualTo(300_000);
        write.end();
        assertThat(blobs.resolve(digest.substring(7))).hasBinaryContent(content);
        assertThat(files()).hasSize(1);
        assertThat(new Written().send(STAT, digest, 0, 0, new byte[0]).refused())
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(failures).isEmpty();
    }

    @Test
    void anEmptyBlobIsKept() throws Exception {
        String digest = digest(new byte[0]);
        Written write = new Written().send(COMMIT, digest, 0, 0, new byte[0]);
        assertThat(write.offset()).isZero();
        write.end();
        assertThat(blobs.resolve(digest.substring(7))).isEmptyFile();
    }

    @Test
    void aBlobOfAnotherDigestOrLengthIsNotKept() throws Exception {
        byte[] content = bytes(10);
        assertThat(new Written().send(COMMIT, digest(bytes(9)), 0, 0, content).refused())
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(new Written().send(COMMIT, digest(content), 11, 0, content).refused())
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(new Written().send(WRITE, digest(content), 0, 5, content).refused())
                .isEqualTo(Status.Code.OUT_OF_RANGE);
        assertThat(new Written().send(WRITE, "sha256:../x", 0, 0, content).refused())
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(new Written().send(7, digest(content), 0, 0, content).refused())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
        awaitNoFiles();
        assertThat(failures).isEmpty();
    }

    @Test
    void aMessageThatIsNoneEndsItsWriteOnly() throws Exception {
        Written write = new Written();
        write.requests.onNext(new byte[] {(byte) 0xff, 1, 2});
        assertThat(write.refused()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        aBlobIsKeptWhenItIsCommitted();
    }

    @Test
    void aWriteThatIsCutLeavesNothing() throws Exception {
        byte[] content = bytes(1000);
        Written cancelled = new Written().send(WRITE, "", 0, 0, content);
        assertThat(cancelled.offset()).isEqualTo(1000);
        cancelled.requests.onError(new RuntimeException("cut"));
        Written ended = new Written().send(WRITE, "", 0, 0, content);
        assertThat(ended.offset()).isEqualTo(1000);
        ended.end();
        Written running = new Written().send(WRITE, "", 0, 0, content);
        assertThat(running.offset()).isEqualTo(1000);
        theirs.close();
        awaitNoFiles();
    }

    @Test
    void aDirectoryThatCannotBeWrittenEndsTheBuild() throws Exception {
        Files.delete(blobs);
        Files.writeString(blobs, "a file");
        Written write = new Written().send(WRITE, digest(bytes(1)), 0, 0, bytes(1));
        assertThat(write.refused()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(failures).hasSize(1).first().isInstanceOf(LocalFileException.class);
        assertThat(failures.get(0)).hasMessageContaining(directory.toString());
    }

    @Test
    void readsAndWritesAtTheSameTimeDoNotMix() throws Exception {
        byte[] content = "one".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        String digest = blob(content);
        List<Thread> readers = new ArrayList<>();
        List<byte[]> read = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            Thread reader = new Thread(() -> read.add(read(digest, 0, 0)));
            reader.start();
            readers.add(reader);
        }
        byte[] other = bytes(50_000);
        Written write = new Written().send(COMMIT, digest(other), 0, 0, other);
        assertThat(write.offset()).isEqualTo(50_000);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(read).hasSize(4).allMatch(each -> Arrays.equals(each, content));
    }
}
