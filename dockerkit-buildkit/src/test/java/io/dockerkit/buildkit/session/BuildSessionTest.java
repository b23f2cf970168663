package io.dockerkit.buildkit.session;

import static io.dockerkit.buildkit.session.CallingEngine.ask;
import static io.dockerkit.buildkit.session.CallingEngine.call;
import static io.dockerkit.buildkit.session.CallingEngine.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.buildkit.files.MemoryTree;
import io.dockerkit.impl.build.BuildEngine;
import io.dockerkit.impl.build.wire.ProtoReader;
import io.dockerkit.impl.build.wire.ProtoWriter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session as the engine sees it: a connection on which it calls this side. */
class BuildSessionTest {
    @TempDir Path directory;
    private final CallingEngine engine = new CallingEngine();
    private final List<RuntimeException> failures = engine.failures;

    @AfterEach
    void end() throws InterruptedException {
        engine.close();
    }

    private ManagedChannel open(Offer offer) throws Exception {
        return engine.open(offer);
    }

    private static Offer nothing() {
        return new Offer(
                Map.of(), Map.of(), Map.of(), Map.of(), host -> Optional.empty(), List.of());
    }

    @Test
    void itSaysWhatItServesAndServesNoMore() throws Exception {
        ManagedChannel channel = open(nothing());
        assertThat(engine.headers.get("X-Docker-Expose-Session-Uuid")).containsExactly("id");
        assertThat(engine.headers.get("X-Docker-Expose-Session-Sharedkey")).containsExactly("key");
        assertThat(engine.headers.get("X-Docker-Expose-Session-Grpc-Method"))
                .containsExactlyInAnyOrder(
                        "/grpc.health.v1.Health/Check",
                        "/moby.filesync.v1.Auth/Credentials",
                        "/moby.filesync.v1.Auth/FetchToken",
                        "/moby.filesync.v1.Auth/GetTokenAuthority",
                        "/moby.filesync.v1.Auth/VerifyTokenAuthority");
        assertThat(ask(channel, "grpc.health.v1.Health", "Check", "")).containsExactly(8, 1);
        assertThatThrownBy(() -> ask(channel, "moby.buildkit.secrets.v1.Secrets", "GetSecret", "s"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e ->
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.UNIMPLEMENTED));
    }

    @Test
    void aSecretIsGivenByItsIdAndNoOther() throws Exception {
        ManagedChannel channel =
                open(
                        new Offer(
                                Map.of(),
                                Map.of(),
                                Map.of("a", () -> "A".getBytes(StandardCharsets.UTF_8)),
                                Map.of(),
                                host -> Optional.empty(),
                                List.of()));
        String service = "moby.buildkit.secrets.v1.Secrets";
        assertThat(text(ask(channel, service, "GetSecret", "a"), 1)).isEqualTo("A");
        assertThatThrownBy(() -> ask(channel, service, "GetSecret", "b"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
        assertThat(failures).isEmpty();
    }

    @Test
    void aLoginIsGivenToItsOwnRegistryOnly() throws Exception {
        ManagedChannel channel =
                open(
                        new Offer(
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                host ->
                                        host.equals("one.example")
                                                ? Optional.of(new BuildEngine.Login("me", "pw"))
                                                : Optional.empty(),
                                List.of()));
        String service = "moby.filesync.v1.Auth";
        byte[] own = ask(channel, service, "Credentials", "one.example");
        assertThat(text(own, 1)).isEqualTo("me");
        assertThat(text(own, 2)).isEqualTo("pw");
        assertThat(ask(channel, service, "Credentials", "two.example")).isEmpty();
        assertThatThrownBy(() -> ask(channel, service, "FetchToken", "one.example"))
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void aDirectoryIsSentByItsNameAndNoOther() throws Exception {
        byte[] content = "FROM scratch".getBytes(StandardCharsets.UTF_8);
        ManagedChannel channel =
                open(
                        new Offer(
                                Map.of(
                                        "dockerfile",
                                        MemoryTree.of(Map.of("Dockerfile", content, "x", content))),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                host -> Optional.empty(),
                                List.of()));
        String service = "moby.filesync.v1.FileSync";
        CallingEngine.Answers answers = new CallingEngine.Answers();
        StreamObserver<byte[]> requests =
                call(
                        channel,
                        service,
                        "DiffCopy",
                        Map.of(
                                "dir-name",
                                "dockerfile",
                                "followpaths",
                                "Docker%66ile",
                                "followpaths-encoded",
                                "1"),
                        answers);
        // the file, and the end of the list
        answers.await(2);
        requests.onNext(new ProtoWriter().number(1, 1).number(3, 0).toBytes());
        // its content, and its end
        answers.await(4);
        requests.onNext(new ProtoWriter().number(1, 3).toBytes());
        assertThat(answers.end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answers.error).isNull();
        assertThat(answers.messages).hasSize(5);
        CallingEngine.Answers refused = new CallingEngine.Answers();
        call(channel, service, "DiffCopy", Map.of("dir-name", "/etc"), refused);
        assertThat(refused.end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.error).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void anArchiveIsSentOnce() throws Exception {
        byte[] archive = new byte[100_000];
        ManagedChannel channel =
                open(
                        new Offer(
                                Map.of(),
                                Map.of("abc", new ByteArrayInputStream(archive)),
                                Map.of(),
                                Map.of(),
                                host -> Optional.empty(),
                                List.of()));
        String service = "moby.upload.v1.Upload";
        CallingEngine.Answers answers = new CallingEngine.Answers();
        call(channel, service, "Pull", Map.of("urlpath", "/abc"), answers);
        assertThat(answers.end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answers.error).isNull();
        int bytes = 0;
        for (byte[] message : answers.messages) {
            ProtoReader reader = new ProtoReader(message);
            while (reader.next()) {
                bytes += reader.bytes().length;
            }
        }
        assertThat(bytes).isEqualTo(archive.length);
        CallingEngine.Answers again = new CallingEngine.Answers();
        call(channel, service, "Pull", Map.of("urlpath", "/abc"), again);
        assertThat(again.end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(again.error).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void anAgentIsForwardedAndCannotBeChanged() throws Exception {
        Path socket = directory.resolve("agent");
        try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            agent.bind(UnixDomainSocketAddress.of(socket));
            List<Byte> asked = Collections.synchronizedList(new ArrayList<>());
            engine.ours.threads().execute(() -> echo(agent, asked));
            ManagedChannel channel =
                    open(
                            new Offer(
                                    Map.of(),
                                    Map.of(),
                                    Map.of(),
                                    Map.of("default", socket),
                                    host -> Optional.empty(),
                                    List.of()));
            String service = "moby.sshforward.v1.SSH";
            assertThat(ask(channel, service, "CheckAgent", "")).isEmpty();
            assertThatThrownBy(() -> ask(channel, service, "CheckAgent", "other"))
                    .hasMessageContaining("NOT_FOUND");
            CallingEngine.Answers answers = new CallingEngine.Answers();
            StreamObserver<byte[]> requests =
                    call(
                            channel,
                            service,
                            "ForwardAgent",
                            Map.of("buildkit.ssh.id", "default"),
                            answers);
            requests.onNext(new ProtoWriter().bytes(1, new byte[] {0, 0, 0, 1, 19}).toBytes());
            requests.onNext(new ProtoWriter().bytes(1, new byte[] {0, 0, 0, 1, 11}).toBytes());
            answers.await(2);
            requests.onCompleted();
            assertThat(answers.end.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(asked).containsExactly((byte) 11);
            assertThat(answers.messages).hasSize(2);
            assertThat(answers.messages.get(0)).endsWith(0, 0, 0, 1, 5);
            assertThat(answers.messages.get(1)).endsWith(0, 0, 0, 5, 12, 0, 0, 0, 0);
        }
    }

    /** An agent without keys: it answers one request, and ends with its client. */
    private static void echo(ServerSocketChannel agent, List<Byte> asked) {
        try (SocketChannel client = agent.accept()) {
            ByteBuffer request = ByteBuffer.allocate(5);
            while (client.read(request) >= 0) {
                if (!request.hasRemaining()) {
                    asked.add(request.get(4));
                    request.clear();
                    client.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 5, 12, 0, 0, 0, 0}));
                }
            }
        } catch (java.io.IOException e) {
            // the test has ended
        }
    }

    @Test
    void anOutputIsReceivedAsAWholeArchiveOrNotAtAll() throws Exception {
        Path file = directory.resolve("out.tar");
        ManagedChannel channel =
                open(
                        new Offer(
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                host -> Optional.empty(),
                                List.of(new BuildOutput.Archive(file))));
        String service = "moby.filesync.v1.FileSend";
        CallingEngine.Answers cut = new CallingEngine.Answers();
        StreamObserver<byte[]> half = call(channel, service, "DiffCopy", Map.of(), cut);
        half.onNext(new ProtoWriter().bytes(1, new byte[100]).toBytes());
        half.onCompleted();
        assertThat(cut.end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(cut.error).isNotNull();
        assertThat(file).doesNotExist();
        assertThat(failures).hasSize(1);
        CallingEngine.Answers whole = new CallingEngine.Answers();
        StreamObserver<byte[]> output =
                call(
                        channel,
                        service,
                        "DiffCopy",
                        Map.of("buildkit-attachable-exporter-id", "0"),
                        whole);
        output.onNext(new ProtoWriter().bytes(1, new byte[1024]).toBytes());
        output.onCompleted();
        assertThat(whole.end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(whole.error).isNull();
        assertThat(file).hasSize(1024);
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }
}
