package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.dockerkit.DockerException;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The socket client as docker-java's port: what its transports promise to docker-java's commands. */
@Timeout(30)
class DockerJavaPortTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    private static final String SWITCHED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @TempDir Path directory;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private ScriptedEngine server;

    /** Returns the port to a server that behaves so. */
    private DockerHttpClient port(Behaviour... behaviours) throws IOException {
        server = new ScriptedEngine(directory, behaviours);
        DockerHttpClient client = new SocketHttpClient(Route.toSocket(server.socket()), null);
        opened.add(client);
        opened.add(server);
        return client;
    }

    /** Answers each request with this, and keeps the request. */
    private Behaviour answering(String answer) {
        return peer -> {
            while (true) {
                received.add(peer.request());
                peer.send(answer);
            }
        };
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private String next() throws InterruptedException {
        String next = received.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("received within ten seconds").isNotNull();
        return next;
    }

    private static Request.Builder request(Method method, String path) {
        return Request.builder().method(method).path(path);
    }

    private static String text(Response response) throws IOException {
        try (response) {
            return new String(response.getBody().readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%20some/path/_ping",
                "/prefix/v1.41/containers/json?all=1&filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D",
                "//double//slash/",
                "/a/../b/./c;x=1,2",
                "/images/a%2Fb%3Atag/json",
                "/x?",
                "/x?a=b?c=d&&e",
                "/~user/'*()!$[]{}|^`\"<>\\",
                "/"
            })
    void aPathIsSentAsItIs(String path) throws Exception {
        DockerHttpClient port = port(answering(OK));
        assertThat(text(port.execute(request(Method.GET, path).build()))).isEqualTo("OK");
        assertThat(next()).startsWith("GET " + path + " HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void eachMethodIsSent(Method method) throws Exception {
        DockerHttpClient port = port(answering(OK));
        for (int i = 0; i < 2; i++) {
            assertThat(text(port.execute(request(method, "/x").build()))).isEqualTo("OK");
            assertThat(next()).startsWith(method.name() + " /x HTTP/1.1\r\n");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerToHeadHasNoBodyWhateverItsLength() throws Exception {
        DockerHttpClient port =
                port(
                        peer -> {
                            received.add(peer.request());
                            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nX: y\r\n\r\n");
                            received.add(peer.request());
                            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            received.add(peer.request());
                            peer.send(OK);
                            peer.awaitEnd();
                        });
        Request head = Request.builder().method("HEAD").path("/containers/1/archive").build();
        for (int i = 0; i < 2; i++) {
            try (Response response = port.execute(head)) {
                assertThat(response.getStatusCode()).isEqualTo(200);
                assertThat(response.getBody().read()).isEqualTo(-1);
            }
            assertThat(next()).startsWith("HEAD /containers/1/archive HTTP/1.1\r\n");
        }
        assertThat(text(port.execute(request(Method.GET, "/x").build()))).isEqualTo("OK");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void headersGoBothWays() throws Exception {
        DockerHttpClient port =
                port(
                        answering(
                                "HTTP/1.1 200 OK\r\nX-Two: 1\r\nx-two: 2\r\nApi-Version: 1.47\r\n"
                                        + "Content-Length: 0\r\n\r\n"));
        Request request = request(Method.GET, "/x").putHeader("X-Registry-Auth", "e30=").build();
        try (Response response = port.execute(request)) {
            assertThat(response.getHeader("API-VERSION")).isEqualTo("1.47");
            assertThat(response.getHeader("none")).isNull();
            assertThat(response.getHeaders().get("X-Two")).containsExactly("1", "2");
        }
        assertThat(next()).contains("\r\nX-Registry-Auth: e30=\r\n").contains("\r\nHost: ");
    }

    @Test
    void aBodyFromAStreamArrivesWhole() throws Exception {
        DockerHttpClient port =
                port(
                        peer -> {
                            StringBuilder all = new StringBuilder();
                            while (all.indexOf("\r\n0\r\n\r\n") < 0) {
                                all.append(peer.read());
                            }
                            received.add(unchunked(all.toString()));
                            peer.send(OK);
                            peer.awaitEnd();
                        });
        byte[] tar = new byte[300_000];
        for (int i = 0; i < tar.length; i++) {
            tar[i] = (byte) ('a' + i % 23);
        }
        InputStream stuttering =
                new ByteArrayInputStream(tar) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, 7001));
                    }
                };
        Request request = request(Method.PUT, "/containers/1/archive").body(stuttering).build();
        assertThat(text(port.execute(request))).isEqualTo("OK");
        assertThat(next()).isEqualTo(new String(tar, ISO_8859_1));
    }

    private static String unchunked(String request) {
        StringBuilder body = new StringBuilder();
        int at = request.indexOf("\r\n\r\n") + 4;
        while (true) {
            int lineEnd = request.indexOf("\r\n", at);
            int size = Integer.parseInt(request.substring(at, lineEnd), 16);
            if (size == 0) {
                return body.toString();
            }
            body.append(request, lineEnd + 2, lineEnd + 2 + size);
            at = lineEnd + 2 + size + 2;
        }
    }

    @Test
    void aBodyThatCannotBeReadIsAnErrorAndTheServerSeesNoEndOfIt() throws Exception {
        DockerHttpClient port = port(peer -> received.add(peer.readToEnd()), answering(OK));
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                };
        Request request = request(Method.POST, "/build").body(broken).build();
        assertThatThrownBy(() -> port.execute(request))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("the disk is gone");
        assertThat(next()).startsWith("POST /build").doesNotContain("0\r\n\r\n");
        assertThat(text(port.execute(request(Method.GET, "/x").build()))).isEqualTo("OK");
    }

    @Test
    void closingAnAnswerThatGoesOnEndsItsConnection() throws Exception {
        DockerHttpClient port =
                port(
                        peer -> {
                            peer.request();
                            peer.send(
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
                            received.add("ended:" + peer.readToEnd());
                        },
                        answering(OK));
        Response events = port.execute(request(Method.GET, "/events").build());
        assertThat(events.getBody().read()).isEqualTo('a');
        events.close();
        events.close();
        assertThat(next()).isEqualTo("ended:");
        assertThatThrownBy(() -> events.getBody().read()).isInstanceOf(IOException.class);
        assertThat(text(port.execute(request(Method.GET, "/x").build()))).isEqualTo("OK");
    }

    @Test
    void closingAnAnswerThatHasComeKeepsItsConnection() throws Exception {
        DockerHttpClient port = port(answering(OK));
        for (int i = 0; i < 3; i++) {
            port.execute(request(Method.GET, "/x").build()).close();
        }
        assertThat(text(port.execute(request(Method.GET, "/x").build()))).isEqualTo("OK");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void hijackedInputGoesBothWaysAndItsEndReachesTheServer() throws Exception {
        DockerHttpClient port =
                port(
                        peer -> {
                            received.add(peer.request());
                            peer.send(SWITCHED + "hello, ");
                            received.add(peer.read());
                            peer.send("who is it? ");
                            received.add(peer.readToEnd());
                            peer.send("goodbye");
                        });
        PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream stdin = new PipedInputStream(typed);
        Request request =
                request(Method.POST, "/exec/1/start")
                        .bodyBytes("{}".getBytes(UTF_8))
                        .hijackedInput(stdin)
                        .build();
        try (Response response = port.execute(request)) {
            assertThat(next())
                    .contains("\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n")
                    .endsWith("\r\n\r\n{}");
            // docker-java's commands know no 101
            assertThat(response.getStatusCode()).isEqualTo(200);
            InputStream output = response.getBody();
            assertThat(new String(output.readNBytes(7), UTF_8)).isEqualTo("hello, ");
            typed.write("it is me".getBytes(UTF_8));
            typed.flush();
            assertThat(next()).isEqualTo("it is me");
            assertThat(new String(output.readNBytes(11), UTF_8)).isEqualTo("who is it? ");
            typed.close();
            assertThat(next()).isEmpty();
            assertThat(new String(output.readAllBytes(), UTF_8)).isEqualTo("goodbye");
        }
    }

    @Test
    void hijackedInputThatIsRefusedIsAnOrdinaryAnswer() throws Exception {
        DockerHttpClient port =
                port(answering("HTTP/1.1 409 Conflict\r\nContent-Length: 3\r\n\r\nno!"));
        Request request =
                request(Method.POST, "/exec/1/start")
                        .hijackedInput(new ByteArrayInputStream("unsent".getBytes(UTF_8)))
                        .build();
        try (Response response = port.execute(request)) {
            assertThat(response.getStatusCode()).isEqualTo(409);
            assertThat(new String(response.getBody().readAllBytes(), UTF_8)).isEqualTo("no!");
        }
        assertThat(next()).doesNotContain("unsent");
        assertThat(text(port.execute(request(Method.GET, "/x").build()))).isEqualTo("no!");
        assertThat(server.connections()).isEqualTo(1);
    }
}
