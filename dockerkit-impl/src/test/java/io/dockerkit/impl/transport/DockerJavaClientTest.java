package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Connections;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docker-java's own commands over the socket client. */
@Timeout(30)
class DockerJavaClientTest {
    private static final String SWITCHED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir Path directory;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private ScriptedEngine server;
    private DockerClient docker;

    private void serve(Behaviour... behaviours) throws IOException {
        server = new ScriptedEngine(directory, behaviours);
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost("unix://" + server.socket())
                        .withDockerTlsVerify(false)
                        .withApiVersion("1.41")
                        .build();
        docker =
                DockerClientImpl.getInstance(
                        config, new SocketHttpClient(Route.toSocket(server.socket()), null));
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        server.close();
    }

    private static String json(String status, String body) {
        return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s"
                .formatted(status, body.length(), body);
    }

    private static String frame(int kind, String payload) {
        byte[] head = {(byte) kind, 0, 0, 0, 0, 0, 0, (byte) payload.length()};
        return new String(head, ISO_8859_1) + payload;
    }

    /** Keeps the frames of a stream, and counts down when the first comes. */
    private static final class Kept extends ResultCallback.Adapter<Frame> {
        private final List<Frame> frames = new CopyOnWriteArrayList<>();
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void onNext(Frame frame) {
            frames.add(frame);
            first.countDown();
        }

        private List<String> lines() {
            return frames.stream()
                    .map(
                            f ->
                                    f.getStreamType()
                                            + ":"
                                            + new String(f.getPayload(), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    @Test
    void pingAndVersionShareAConnection() throws IOException {
        serve(
                peer -> {
                    received.add(peer.request());
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
                    received.add(peer.request());
                    peer.send(json("200 OK", "{\"Version\":\"28.2.2\",\"ApiVersion\":\"1.50\"}"));
                    peer.awaitEnd();
                });
        docker.pingCmd().exec();
        assertThat(docker.versionCmd().exec().getVersion()).isEqualTo("28.2.2");
        assertThat(received.remove()).startsWith("GET /v1.41/_ping HTTP/1.1\r\n");
        assertThat(received.remove()).startsWith("GET /v1.41/version HTTP/1.1\r\n");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anErrorAnswerIsDockerJavasException() throws IOException {
        serve(Connections.answers(json("404 Not Found", "{\"message\":\"No such container: x\"}")));
        assertThatThrownBy(() -> docker.inspectContainerCmd("x").exec())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such container: x");
    }

    @Test
    void anAttachWithInputGoesBothWaysAndEnds() throws Exception {
        serve(
                peer -> {
                    received.add(peer.request());
                    peer.send(SWITCHED);
                    received.add(peer.readToEnd());
                    peer.send(frame(1, "hello world\n") + frame(2, "done"));
                });
        Kept kept = new Kept();
        docker.attachContainerCmd("1")
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .withStdIn(new ByteArrayInputStream("hello world\n".getBytes(ISO_8859_1)))
                .exec(kept);
        assertThat(kept.awaitStarted(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kept.awaitCompletion(10, TimeUnit.SECONDS)).isTrue();
        assertThat(received.remove())
                .startsWith("POST /v1.41/containers/1/attach?")
                .contains("stdin=true");
        assertThat(received.remove()).isEqualTo("hello world\n");
        assertThat(kept.lines()).containsExactly("STDOUT:hello world\n", "STDERR:done");
    }

    @Test
    void anExecWithInputThatIsRefusedKeepsTheEnginesWords() throws IOException {
        serve(Connections.answers(json("409 Conflict", "{\"message\":\"is paused\"}")));
        Kept kept = new Kept();
        InputStream stdin = new ByteArrayInputStream(new byte[] {'x'});
        docker.execStartCmd("1").withStdIn(stdin).exec(kept);
        assertThatThrownBy(() -> kept.awaitCompletion(10, TimeUnit.SECONDS))
                .hasMessageContaining("is paused");
    }

    @Test
    void closingFollowedLogsEndsThemOnTheServerToo() throws Exception {
        serve(
                peer -> {
                    peer.request();
                    String frame = frame(1, "one");
                    peer.send(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n"
                                    + frame
                                    + "\r\n");
                    peer.awaitEnd();
                    received.add("ended");
                });
        Kept kept = new Kept();
        docker.logContainerCmd("1").withStdOut(true).withFollowStream(true).exec(kept);
        assertThat(kept.first.await(10, TimeUnit.SECONDS)).isTrue();
        kept.close();
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("ended");
        assertThat(kept.lines()).containsExactly("STDOUT:one");
        assertThat(kept.frames.get(0).getStreamType()).isEqualTo(StreamType.STDOUT);
    }
}
