package io.dockerkit.buildkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.LocalFileException;
import io.dockerkit.buildkit.rpc.Outbox;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** The sender of fsutil's protocol, as the engine sees it. */
class FileSenderTest {
    @TempDir Path top;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RecordedCall call = new RecordedCall();
    private final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private void write(String path, String content) throws IOException {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private FileSender sender(FileSelection selection) throws IOException {
        return sender(DirectoryTree.of(top), selection);
    }

    private FileSender sender(FileTree tree, FileSelection selection) {
        FileSender sender =
                new FileSender(tree, selection, new Outbox(call), threads, failures::add, logger());
        sender.start();
        return sender;
    }

    private Logger logger() {
        return (Logger)
                Proxy.newProxyInstance(
                        FileSenderTest.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            String text = (String) arguments[0];
                            logged.add(
                                    method.getName()
                                            + " "
                                            + MessageFormatter.format(text, arguments[1])
                                                    .getMessage());
                            return null;
                        });
    }

    /** A directory of which a file is deleted as soon as its names are known. */
    private record Vanishing(FileTree tree, Path gone) implements FileTree {
        @Override
        public List<String> names(String directory) throws IOException {
            List<String> names = tree.names(directory);
            Files.deleteIfExists(gone);
            return names;
        }

        @Override
        public FileNode node(String path) throws IOException {
            return tree.node(path);
        }

        @Override
        public InputStream open(String path) throws IOException {
            return tree.open(path);
        }

        @Override
        public String shown(String path) {
            return tree.shown(path);
        }
    }

    private static FileSelection selection(List<String> includes, List<String> excludes) {
        return new FileSelection(includes, excludes, List.of());
    }

    private static byte[] request(int id) {
        return new ProtoWriter().number(1, 1).number(3, id).toBytes();
    }

    private static byte[] fin() {
        return new ProtoWriter().number(1, 3).toBytes();
    }

    private List<String> listed(FileSelection selection, int count) throws Exception {
        sender(selection);
        call.await(count + 1);
        assertThat(call.messages.get(call.count() - 1)).isEmpty();
        return call.paths();
    }

    /** Returns the contents of files by their numbers, as far as they have ended. */
    private Map<Integer, String> contents() {
        Map<Integer, ByteArrayOutputStream> open = new TreeMap<>();
        Map<Integer, String> whole = new TreeMap<>();
        for (byte[] message : call.messages) {
            int type = 0;
            int id = 0;
            byte[] data = {};
            ProtoReader packet = new ProtoReader(message);
            while (packet.next()) {
                switch (packet.field()) {
                    case 1 -> type = (int) packet.number();
                    case 3 -> id = (int) packet.number();
                    case 4 -> data = packet.bytes();
                    default -> {}
                }
            }
            if (type == Packets.DATA) {
                assertThat(data.length).isLessThanOrEqualTo(32 * 1024);
                open.computeIfAbsent(id, key -> new ByteArrayOutputStream()).writeBytes(data);
                if (data.length == 0) {
                    whole.put(id, open.get(id).toString(StandardCharsets.UTF_8));
                }
            }
        }
        return whole;
    }

    @Test
    void directoriesComeFirstAndASlashIsTheLowestByte() throws Exception {
        write("a/z", "");
        write("a-b", "");
        write("a.b", "");
        write("a0", "");
        write("a/b/c", "");
        assertThat(listed(FileSelection.ALL, 7))
                .containsExactly("a", "a/b", "a/b/c", "a/z", "a-b", "a.b", "a0");
    }

    @Test
    void aDirectoryThatIsNotSelectedComesWithTheFirstPathThatIs() throws Exception {
        write("a/skipped", "");
        write("d/e/keep", "");
        write("d/e/other", "");
        write("x/y", "");
        assertThat(listed(selection(List.of("d/e/keep", "x/y"), List.of()), 5))
                .containsExactly("d", "d/e", "d/e/keep", "x", "x/y");
    }

    @Test
    void whatIsExcludedIsNotListedButForItsExceptions() throws Exception {
        write("keep/a", "");
        write("drop/a", "");
        write("drop/b", "");
        write("log.txt", "");
        assertThat(listed(selection(List.of(), List.of("drop", "!drop/b", "*.txt")), 4))
                .containsExactly("drop", "drop/b", "keep", "keep/a");
    }

    @Test
    void laterNamesOfAFileCarryTheFirstThatIsSent() throws Exception {
        write("a", "content");
        Files.createLink(top.resolve("b"), top.resolve("a"));
        Files.createLink(top.resolve("c"), top.resolve("a"));
        sender(selection(List.of(), List.of("a")));
        call.await(3);
        List<String> links = new ArrayList<>();
        for (byte[] message : call.messages) {
            ProtoReader packet = new ProtoReader(message);
            while (packet.next()) {
                links.add(ReceivedStat.read(packet.message()).link());
            }
        }
        assertThat(call.paths()).containsExactly("b", "c");
        assertThat(links).containsExactly("", "b");
    }

    @Test
    void onlyTheFilesThatTheEngineAsksForAreSent() throws Exception {
        String large = "0123456789".repeat(10_000);
        write("a", "A");
        write("b", large);
        write("d/c", "C");
        write("empty", "");
        FileSender sender = sender(FileSelection.ALL);
        call.await(6);
        // 0 is a, 1 is b, 2 is d, 3 is d/c, 4 is empty
        sender.onNext(request(1));
        sender.onNext(request(3));
        sender.onNext(request(4));
        call.await(6 + 4 + 1 + 2 + 1);
        assertThat(contents())
                .containsExactly(Map.entry(1, large), Map.entry(3, "C"), Map.entry(4, ""));
        sender.onNext(fin());
        assertThat(call.end.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(call.error).isNull();
        assertThat(call.messages.get(call.count() - 1)).isEqualTo(fin());
        assertThat(failures).isEmpty();
    }

    @Test
    void aFileThatIsDeletedBeforeItIsListedIsLeftOutWithAWarning() throws Exception {
        write("a", "A");
        write("b", "B");
        write("c", "C");
        sender(new Vanishing(DirectoryTree.of(top), top.resolve("b")), FileSelection.ALL);
        call.await(3);
        assertThat(call.paths()).containsExactly("a", "c");
        assertThat(logged)
                .containsExactly(
                        "warn "
                                + top.toRealPath().resolve("b")
                                + " was deleted while its directory was read, and is left out");
        assertThat(failures).isEmpty();
    }

    @Test
    void aFileThatIsDeletedMeanwhileIsEmptyWithAWarning() throws Exception {
        write("a", "A");
        FileSender sender = sender(FileSelection.ALL);
        call.await(2);
        Files.delete(top.resolve("a"));
        sender.onNext(request(0));
        call.await(3);
        assertThat(contents()).containsExactly(Map.entry(0, ""));
        assertThat(logged)
                .containsExactly(
                        "warn "
                                + top.toRealPath().resolve("a")
                                + " was deleted while the build read it, and is sent as empty");
        assertThat(failures).isEmpty();
    }

    @Test
    void aDirectoryOfAZipFileIsListedAndSent() throws Exception {
        try (FileSystem zip =
                FileSystems.newFileSystem(top.resolve("x.zip"), Map.of("create", "true"))) {
            Path app = Files.createDirectories(zip.getPath("/app/src")).getParent();
            Files.writeString(app.resolve("src/a"), "content");
            Files.writeString(app.resolve("b"), "other");
            FileSender sender = sender(DirectoryTree.of(app), FileSelection.ALL);
            call.await(4);
            assertThat(call.paths()).containsExactly("b", "src", "src/a");
            sender.onNext(request(2));
            call.await(4 + 2);
            assertThat(contents()).containsExactly(Map.entry(2, "content"));
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void aNumberThatWasNotListedEndsTheBuild() throws Exception {
        write("d/a", "A");
        FileSender sender = sender(FileSelection.ALL);
        call.await(3);
        // a directory has no content
        sender.onNext(request(0));
        assertThat(call.end.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(call.error).isNotNull();
        assertThat(failures).hasSize(1);
    }

    @Test
    void aMessageThatIsNoneEndsTheBuild() throws Exception {
        FileSender sender = sender(FileSelection.ALL);
        sender.onNext(new byte[] {0x0b});
        assertThat(call.end.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).hasSize(1);
    }

    @Test
    void nothingIsSentWhileTheConnectionTakesNoMore() throws Exception {
        write("a", "x".repeat(1_000_000));
        FileSender sender = sender(FileSelection.ALL);
        call.await(2);
        call.ready = false;
        sender.onNext(request(0));
        Thread.sleep(100);
        assertThat(call.count()).isEqualTo(2);
        call.becomeReady();
        call.await(2 + 31 + 1);
        assertThat(contents().get(0)).hasSize(1_000_000);
    }

    @Test
    void aCancelledCallEndsThoseWhoWait() throws Exception {
        write("a", "x");
        call.ready = false;
        sender(FileSelection.ALL);
        call.cancel();
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(call.count()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeReadIsNamed() throws Exception {
        sender(selection(List.of("a["), List.of()));
        assertThat(call.end.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).hasSize(1);
        RecordedCall other = new RecordedCall();
        FileTree broken =
                new FileTree() {
                    @Override
                    public List<String> names(String directory) throws IOException {
                        throw new IOException("Input/output error");
                    }

                    @Override
                    public FileNode node(String path) {
                        throw new IllegalStateException();
                    }

                    @Override
                    public InputStream open(String path) {
                        throw new IllegalStateException();
                    }

                    @Override
                    public String shown(String path) {
                        return "/broken" + path;
                    }
                };
        new FileSender(broken, FileSelection.ALL, new Outbox(other), threads, failures::add)
                .start();
        assertThat(other.end.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(failures.get(1))
                .isInstanceOf(LocalFileException.class)
                .hasMessage("cannot read /broken for the build: Input/output error");
    }

    @Test
    void fewWaitingFilesAreSentByOneThreadAndManyByFour() throws Exception {
        for (int i = 0; i < 20; i++) {
            write("f" + (char) ('a' + i), "content " + i);
        }
        Deque<Runnable> begun = new ArrayDeque<>();
        FileSender sender =
                new FileSender(
                        DirectoryTree.of(top),
                        FileSelection.ALL,
                        new Outbox(call),
                        begun::add,
                        failures::add);
        sender.start();
        begun.remove().run();
        sender.onNext(request(0));
        sender.onNext(request(1));
        assertThat(begun).hasSize(1);
        for (int i = 2; i < 20; i++) {
            sender.onNext(request(i));
        }
        assertThat(begun).hasSize(4);
        begun.forEach(Runnable::run);
        assertThat(contents()).hasSize(20).containsEntry(19, "content 19");
        assertThat(failures).isEmpty();
    }

    @Test
    void aPipeThatHasTakenTheFilesPlaceIsSentAsEmptyAndNotWaitedFor() throws Exception {
        write("f", "content");
        FileSender sender = sender(FileSelection.ALL);
        call.await(2);
        Files.delete(top.resolve("f"));
        Process mkfifo = new ProcessBuilder("mkfifo", top.resolve("f").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        sender.onNext(request(0));
        call.await(3);
        assertThat(contents()).containsExactly(Map.entry(0, ""));
    }
}
