package io.dockerkit.buildkit.session;

import static io.dockerkit.buildkit.session.CallingEngine.ask;
import static io.dockerkit.buildkit.session.CallingEngine.call;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.buildkit.files.DirectoryTree;
import io.dockerkit.buildkit.files.FileTree;
import io.dockerkit.buildkit.files.MemoryTree;
import io.dockerkit.buildkit.session.CallingEngine.Answers;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that asks a session for more than it offers, or sends what no engine sends. */
class HostileEngineTest {
    private static final String SYNC = "moby.filesync.v1.FileSync";
    private static final String SEND = "moby.filesync.v1.FileSend";
    private static final int REQUEST = 1;
    private static final int MANY = 600;

    @TempDir Path directory;
    private final CallingEngine engine = new CallingEngine();

    @AfterEach
    void end() throws InterruptedException {
        engine.close();
    }

    private ManagedChannel offering(Map<String, FileTree> trees, BuildOutput... outputs)
            throws Exception {
        return engine.open(
                new Offer(
                        trees,
                        Map.of(),
                        Map.of("s", () -> "hunter2".getBytes(UTF_8)),
                        Map.of("a", directory.resolve("no-agent")),
                        host -> Optional.empty(),
                        List.of(outputs)));
    }

    /** A context whose links lead to a secret beside it. */
    private FileTree context() throws Exception {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(directory.resolve("secret"), "hunter2");
        Files.createDirectory(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/secret"), "hunter2");
        Files.writeString(context.resolve("file"), "content");
        Files.createSymbolicLink(context.resolve("link"), Path.of("../secret"));
        Files.createSymbolicLink(context.resolve("absolute"), directory.resolve("secret"));
        Files.createSymbolicLink(context.resolve("dir"), Path.of("../outside"));
        return DirectoryTree.of(context);
    }

    private static List<String> paths(Answers answers) {
        List<String> paths = new ArrayList<>();
        for (byte[] message : List.copyOf(answers.messages)) {
            ProtoReader packet = new ProtoReader(message);
            while (packet.next()) {
                if (packet.field() == 2) {
                    ProtoReader stat = packet.message();
                    while (stat.next()) {
                        if (stat.field() == 1) {
                            paths.add(stat.text());
                        }
                    }
                }
            }
        }
        return paths;
    }

    private static byte[] requestOf(int id) {
        return new ProtoWriter().number(1, REQUEST).number(3, id).toBytes();
    }

    private static byte[] stat(String path, long mode, String link) {
        return new ProtoWriter()
                .message(
                        2,
                        new ProtoWriter()
                                .text(1, path)
                                .number(2, mode)
                                .number(5, -1)
                                .number(6, Long.MIN_VALUE)
                                .text(7, link))
                .toBytes();
    }

    private static void awaitEnd(Answers answers) throws InterruptedException {
        assertThat(answers.end.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../", "/", "/etc", "context/..", "context/../..", "Context"})
    void aDirectoryThatIsNotOfferedIsRefused(String name) throws Exception {
        ManagedChannel channel = offering(Map.of("context", context()));
        Answers answers = new Answers();
        call(channel, SYNC, "DiffCopy", Map.of("dir-name", name), answers);
        awaitEnd(answers);
        assertThat(answers.error).hasMessageContaining("NOT_FOUND");
        assertThat(answers.messages).isEmpty();
        assertThat(engine.failures).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "followpaths, ../secret",
        "followpaths, /etc/passwd",
        "followpaths, link",
        "followpaths, absolute",
        "followpaths, dir/secret",
        "followpaths, dir/*",
        "followpaths, ../../../../../etc/passwd",
        "include-patterns, ../secret",
        "include-patterns, /etc/passwd",
        "include-patterns, dir/secret",
        "include-patterns, ../**",
    })
    void nothingOutsideOfTheContextIsListedOrSent(String header, String path) throws Exception {
        ManagedChannel channel = offering(Map.of("context", context()));
        Answers answers = new Answers();
        StreamObserver<byte[]> requests =
                call(
                        channel,
                        SYNC,
                        "DiffCopy",
                        Map.of("dir-name", "context", header, path),
                        answers);
        for (int i = 0; i < 500 && !isListed(answers); i++) {
            Thread.sleep(10);
        }
        assertThat(paths(answers)).isSubsetOf("file", "link", "absolute", "dir");
        for (int id = 0; id < 4; id++) {
            requests.onNext(requestOf(id));
        }
        requests.onNext(new ProtoWriter().number(1, 3).toBytes());
        awaitEnd(answers);
        for (byte[] message : answers.messages) {
            assertThat(new String(message, ISO_8859_1)).doesNotContain("hunter2");
        }
    }

    /** The list ends with an empty packet; a refused pattern ends the call. */
    private static boolean isListed(Answers answers) {
        return answers.error != null
                || List.copyOf(answers.messages).stream().anyMatch(message -> message.length == 0);
    }

    @Test
    void aFileThatIsAskedForTwiceEndsTheCall() throws Exception {
        ManagedChannel channel =
                offering(Map.of("context", MemoryTree.of(Map.of("f", new byte[10_000_000]))));
        Answers answers = new Answers();
        StreamObserver<byte[]> requests =
                call(channel, SYNC, "DiffCopy", Map.of("dir-name", "context"), answers);
        answers.await(2);
        for (int i = 0; i < MANY && answers.error == null; i++) {
            requests.onNext(requestOf(0));
        }
        awaitEnd(answers);
        assertThat(answers.error).isNotNull();
        assertThat(engine.failures).isNotEmpty();
        assertThat(engine.failures.get(0)).hasMessageContaining("asks for the file 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aNumberThatNoFileHasEndsTheCall(int id) throws Exception {
        ManagedChannel channel =
                offering(Map.of("context", MemoryTree.of(Map.of("f", new byte[1]))));
        Answers answers = new Answers();
        StreamObserver<byte[]> requests =
                call(channel, SYNC, "DiffCopy", Map.of("dir-name", "context"), answers);
        answers.await(2);
        requests.onNext(requestOf(id));
        awaitEnd(answers);
        assertThat(answers.error).isNotNull();
        assertThat(engine.failures).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"GetSecret, other", "GetSecret, ''", "GetSecret, ../s", "GetSecret, S"})
    void aSecretThatIsNotOfferedIsNotGiven(String method, String id) throws Exception {
        ManagedChannel channel = offering(Map.of());
        assertThatThrownBy(() -> ask(channel, "moby.buildkit.secrets.v1.Secrets", method, id))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void anAgentThatIsNotOfferedIsNotForwarded() throws Exception {
        ManagedChannel channel = offering(Map.of());
        Answers answers = new Answers();
        call(
                channel,
                "moby.sshforward.v1.SSH",
                "ForwardAgent",
                Map.of("buildkit.ssh.id", "default"),
                answers);
        awaitEnd(answers);
        assertThat(answers.error).hasMessageContaining("NOT_FOUND");
        assertThat(engine.failures).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "moby.filesync.v1.FileSync, TarStream",
        "moby.filesync.v1.Unknown, DiffCopy",
        "moby.upload.v1.Upload, Pull",
        "containerd.services.content.v1.Content, Info",
    })
    void aServiceThatIsNotOfferedIsUnknown(String service, String method) throws Exception {
        ManagedChannel channel = offering(Map.of("context", MemoryTree.of(Map.of())));
        Answers answers = new Answers();
        call(channel, service, method, Map.of("dir-name", "context"), answers);
        awaitEnd(answers);
        assertThat(Status.fromThrowable(answers.error).getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedAndLeavesNoFile() throws Exception {
        Path out = directory.resolve("out");
        ManagedChannel channel = offering(Map.of(), new BuildOutput.Archive(out));
        Answers answers = new Answers();
        StreamObserver<byte[]> output = call(channel, SEND, "DiffCopy", Map.of(), answers);
        output.onNext(new byte[17 * 1024 * 1024]);
        awaitEnd(answers);
        assertThat(answers.error).isNotNull();
        end();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SYNC, SEND})
    void halfAMessageEndsTheCall(String service) throws Exception {
        ManagedChannel channel =
                offering(
                        Map.of("context", MemoryTree.of(Map.of("f", new byte[1]))),
                        new BuildOutput.Directory(directory.resolve("out")));
        Answers answers = new Answers();
        StreamObserver<byte[]> requests =
                call(channel, service, "DiffCopy", Map.of("dir-name", "context"), answers);
        // a field of 127 bytes, of which one is there
        requests.onNext(new byte[] {0x12, 0x7f, 1});
        awaitEnd(answers);
        assertThat(answers.error).isNotNull();
        assertThat(engine.failures).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "h, ../secret",
        "h, /etc/passwd",
        "h, l/secret",
        "h, none",
        "../h, f",
        "/h, f",
        "l/h, f",
    })
    void aHardLinkDoesNotLeadOutOfTheOutput(String name, String target) throws Exception {
        Files.writeString(directory.resolve("secret"), "hunter2");
        Path out = directory.resolve("out");
        ManagedChannel channel = offering(Map.of(), new BuildOutput.Directory(out));
        Answers answers = new Answers();
        StreamObserver<byte[]> output = call(channel, SEND, "DiffCopy", Map.of(), answers);
        output.onNext(stat("l", (1L << 27) | 0777, ".."));
        output.onNext(stat(name, 0644, target));
        output.onNext(new byte[0]);
        awaitEnd(answers);
        assertThat(answers.error).isNotNull();
        assertThat(engine.failures).hasSize(1);
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.map(path -> directory.relativize(path).toString()))
                    .isSubsetOf("", "secret", "out", "out/l");
        }
    }

    @Test
    void namesThatDifferInCaseAndOddNumbersAreTakenAsTheyAre() throws Exception {
        Path out = directory.resolve("out");
        ManagedChannel channel = offering(Map.of(), new BuildOutput.Directory(out));
        Answers answers = new Answers();
        StreamObserver<byte[]> output = call(channel, SEND, "DiffCopy", Map.of(), answers);
        output.onNext(stat("F", 0644, ""));
        output.onNext(stat("f", 0600, ""));
        output.onNext(new byte[0]);
        for (int id = 0; id < 2; id++) {
            byte[] content = {(byte) ('0' + id)};
            output.onNext(new ProtoWriter().number(1, 2).number(3, id).bytes(4, content).toBytes());
            output.onNext(new ProtoWriter().number(1, 2).number(3, id).toBytes());
        }
        output.onNext(new ProtoWriter().number(1, 3).toBytes());
        awaitEnd(answers);
        assertThat(engine.failures).isEmpty();
        assertThat(answers.error).isNull();
        assertThat(out.resolve("F")).hasContent("0");
        assertThat(out.resolve("f")).hasContent("1");
    }

    /** Returns how many threads write an output: one for each call that is served. */
    private static long writers() {
        return Thread.getAllStackTraces().values().stream()
                .filter(
                        frames ->
                                Stream.of(frames)
                                        .anyMatch(
                                                frame ->
                                                        frame.getClassName()
                                                                        .equals(
                                                                                OutputService.class
                                                                                        .getName())
                                                                && frame.getMethodName()
                                                                        .equals("write")))
                .count();
    }

    @Test
    void manyCallsAtOnceCostABoundedNumberOfThreads() throws Exception {
        ManagedChannel channel =
                offering(Map.of(), new BuildOutput.Archive(directory.resolve("out")));
        List<Answers> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Answers answers = new Answers();
            all.add(answers);
            call(channel, SEND, "DiffCopy", Map.of(), answers)
                    .onNext(new ProtoWriter().bytes(1, new byte[10]).toBytes());
        }
        long writing = writers();
        for (int i = 0; i < 100 && writing < 100; i++) {
            Thread.sleep(20);
            writing = writers();
        }
        // the others wait, and have no thread
        Thread.sleep(300);
        assertThat(writers()).isBetween(1L, 100L);
        end();
        for (Answers answers : all) {
            awaitEnd(answers);
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aLongListOfPatternsIsTaken() throws Exception {
        ManagedChannel channel =
                offering(Map.of("context", MemoryTree.of(Map.of("f", new byte[1]))));
        Answers answers = new Answers();
        call(
                channel,
                SYNC,
                "DiffCopy",
                Map.of("dir-name", "context", "exclude-patterns", "x".repeat(100_000)),
                answers);
        answers.await(2);
        assertThat(paths(answers)).containsExactly("f");
    }
}
