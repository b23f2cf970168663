package io.dockerkit.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.IncompleteStreamException;
import io.dockerkit.lab.Connections;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class SocketHttpClientTest extends UpgradeCases {
    @Test
    void anAnswerOfKnownLengthLeavesTheConnectionForTheNextCall() throws IOException {
        ScriptedEngine server = server(Connections.answers(OK, OK, OK));
        SocketHttpClient client = client(server);
        for (int i = 0; i < 3; i++) {
            assertThat(text(client.execute(get("/_ping")))).isEqualTo("OK");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void chunksAreJoinedHoweverTheyCome() throws IOException {
        ScriptedEngine server =
                server(
                        peer -> {
                            peer.request();
                            String answer =
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: t\r\n\r\n";
                            for (int i = 0; i < answer.length(); i++) {
                                peer.send(answer.substring(i, i + 1));
                            }
                            peer.request();
                            peer.send(OK);
                            peer.awaitEnd();
                        });
        SocketHttpClient client = client(server);
        assertThat(text(client.execute(get("/x")))).isEqualTo("abcd");
        assertThat(text(client.execute(get("/x")))).isEqualTo("OK");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutLengthEndsWithTheConnection() throws IOException {
        SocketHttpClient client =
                client(
                        server(
                                Connections.answersAndCloses(
                                        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it")));
        assertThat(text(client.execute(get("/x")))).isEqualTo("all of it");
    }

    @Test
    void interimAnswersArePassedOver() throws IOException {
        SocketHttpClient client =
                client(server(Connections.answers("HTTP/1.1 100 Continue\r\n\r\n" + OK)));
        assertThat(text(client.execute(get("/x")))).isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
            })
    void anAnswerThatIsCutSaysHowMuchCame(String answer) throws IOException {
        SocketHttpClient client = client(server(Connections.answersAndCloses(answer)));
        Answer cut = client.execute(get("/x"));
        assertThatThrownBy(() -> cut.getBody().readAllBytes())
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("3 ")
                .hasMessageContaining("GET /x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void whatIsNoHttpIsSaidToBeNone(String answer) throws IOException {
        SocketHttpClient client = client(server(Connections.answersAndCloses(answer)));
        assertThatThrownBy(() -> text(client.execute(get("/x"))))
                .isInstanceOf(DockerUnavailableException.class);
    }

    @Test
    void aSilentEngineIsWaitedForNoLongerThanTheDeadline() throws IOException {
        SocketHttpClient client = client(server(Connections.silent()));
        assertThatThrownBy(() -> client.execute(get("/x"), SHORT))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("did not answer GET /x within 0.3 s");
        assertThatThrownBy(() -> client.upgrade(post("/x", new byte[0]), Duplex.TCP, SHORT))
                .isInstanceOf(DockerTimeoutException.class);
    }

    @Test
    void aBodyMayTakeAsLongAsItIsAllowed() throws IOException {
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    peer.request();
                                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
                                    peer.awaitEnd();
                                }));
        // the limit is the body's own: a handshake on a busy machine may take longer
        Answer slow = client.execute(get("/x"));
        slow.deadline(SHORT);
        assertThatThrownBy(() -> slow.getBody().read()).isInstanceOf(DockerTimeoutException.class);
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() throws Exception {
        SocketHttpClient client = client(server(Connections.silent()));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller =
                new Thread(
                        () -> {
                            try {
                                client.execute(get("/x"));
                            } catch (RuntimeException e) {
                                thrown.set(e);
                                flag.set(Thread.currentThread().isInterrupted());
                            }
                        });
        caller.start();
        Thread.sleep(100);
        caller.interrupt();
        caller.join(5000);
        assertThat(thrown.get())
                .isInstanceOf(DockerInterruptedException.class)
                .hasMessageContaining("interrupted");
        assertThat(flag.get()).isTrue();
    }

    @Test
    void closingFromAnotherThreadEndsABlockedRead() throws Exception {
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    peer.request();
                                    peer.send(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                                    peer.awaitEnd();
                                }));
        Answer followed = client.execute(get("/logs"));
        assertThat(followed.getBody().read()).isEqualTo('a');
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader =
                new Thread(
                        () -> {
                            try {
                                followed.getBody().read();
                            } catch (IOException | DockerException e) {
                                thrown.set(e);
                            }
                        });
        reader.start();
        Thread.sleep(100);
        followed.close();
        reader.join(5000);
        assertThat(thrown.get()).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void aConnectionThatTheEngineClosedWhileIdleIsNotUsed() throws Exception {
        ScriptedEngine server = server(Connections.answersAndCloses(OK), Connections.answers(OK));
        SocketHttpClient client = client(server);
        assertThat(text(client.execute(post("/x", bytes("1"))))).isEqualTo("OK");
        Thread.sleep(100);
        assertThat(text(client.execute(post("/x", bytes("2"))))).isEqualTo("OK");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aPostThatMayHaveBeenCarriedOutIsNotSentAgain() throws IOException {
        ScriptedEngine server =
                server(
                        peer -> {
                            peer.request();
                            peer.send(OK);
                            peer.request();
                        },
                        Connections.answers(OK));
        SocketHttpClient client = client(server);
        text(client.execute(post("/x", bytes("1"))));
        assertThatThrownBy(() -> client.execute(post("/x", bytes("2"))))
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("it was not sent again");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aGetOnAConnectionThatEndsIsAskedAgain() throws IOException {
        ScriptedEngine server =
                server(
                        peer -> {
                            peer.request();
                            peer.send(OK);
                            peer.request();
                        },
                        Connections.answers(OK));
        SocketHttpClient client = client(server);
        text(client.execute(get("/x")));
        assertThat(text(client.execute(get("/x")))).isEqualTo("OK");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void anAnswerThatComesBeforeTheRequestIsSentIsTheAnswer() throws IOException {
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    peer.read();
                                    peer.send(
                                            "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
                                    afterAnEarlyAnswer(peer);
                                }));
        Answer answer = client.execute(post("/x", new byte[12_000_000]));
        assertThat(answer.getStatusCode()).isEqualTo(413);
    }

    /** What the server does then: on a unix socket, what it has sent arrives though it closes at once. */
    void afterAnEarlyAnswer(Peer peer) throws IOException {}

    @Test
    void aBodyOfUnknownLengthGoesInChunks() throws IOException {
        AtomicReference<String> received = new AtomicReference<>();
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    StringBuilder all = new StringBuilder();
                                    while (all.indexOf("\r\n0\r\n\r\n") < 0) {
                                        all.append(peer.read());
                                    }
                                    received.set(all.toString());
                                    peer.send(OK);
                                    peer.awaitEnd();
                                }));
        InputStream body = new ByteArrayInputStream(bytes("a tar"));
        assertThat(
                        text(
                                client.execute(
                                        Request.builder()
                                                .method(Request.Method.PUT)
                                                .path("/x")
                                                .body(body)
                                                .build())))
                .isEqualTo("OK");
        assertThat(received.get())
                .contains("Transfer-Encoding: chunked")
                .contains("\r\n\r\n5\r\na tar\r\n0\r\n\r\n")
                .doesNotContainIgnoringCase("accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nX: y", "a", "/ä"})
    void aPathThatWouldBreakTheRequestIsRefused(String path) throws IOException {
        ScriptedEngine server = server(Connections.answers(OK));
        SocketHttpClient client = client(server);
        assertThatThrownBy(() -> client.execute(get(path)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(server.connections()).isZero();
    }

    @Test
    void whoClosesItsConnectionWithoutAnAnswerIsSaidToHave() throws IOException {
        SocketHttpClient client = client(server(Connections.closesWithoutAnAnswer()));
        assertThatThrownBy(() -> client.execute(get("/x")))
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("ended the connection before it answered GET /x");
    }

    @Test
    void noSocketIsSaidToBeNone() {
        SocketHttpClient client =
                new SocketHttpClient(Route.toSocket(directory.resolve("none.sock")), null);
        assertThatThrownBy(() -> client.execute(get("/x")))
                .isInstanceOf(DockerUnavailableException.class)
                .hasMessageContaining("there is no such socket");
    }

    @Test
    void nothingIsLeftAfterTheClose() throws Exception {
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    peer.request();
                                    peer.send(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                                    peer.awaitEnd();
                                }));
        List<Answer> followed = new ArrayList<>();
        for (int i = 0; i < Endurance.count(32, 8); i++) {
            followed.add(client.execute(get("/logs")));
        }
        client.close();
        for (Answer one : followed) {
            assertThatThrownBy(() -> one.getBody().read())
                    .isInstanceOf(DockerUnavailableException.class)
                    .hasMessageContaining("was closed");
        }
        assertThat(client.idleConnections()).isZero();
        assertThatThrownBy(() -> client.execute(get("/x")))
                .isInstanceOf(IllegalStateException.class);
    }
}
