package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Connections;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Connections that the engine hands over: upgraded by 101, or as older engines do. */
abstract class UpgradeCases extends HttpClientFixture {
    @Test
    void theEndOfTheInputReachesTheOtherSideOfAnUpgrade() throws IOException {
        AtomicReference<String> received = new AtomicReference<>();
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    peer.request();
                                    peer.send(
                                            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                                                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello ");
                                    received.set(peer.readToEnd());
                                    peer.send("and goodbye");
                                }));
        Answer answer = client.upgrade(post("/exec/1/start", bytes("{}")), Duplex.TCP);
        Duplex duplex = answer.duplex().orElseThrow();
        assertThat(duplex.contentType()).isEqualTo(MediaTypes.RAW_STREAM);
        duplex.output().write(bytes("to you"));
        duplex.closeOutput();
        assertThat(new String(duplex.input().readAllBytes(), UTF_8)).isEqualTo("hello and goodbye");
        assertThat(received.get()).isEqualTo("to you");
        answer.close();
    }

    @Test
    void outputThatFlowsWhileTheInputEndsComesWhole() throws Exception {
        String piece = "0123456789".repeat(100);
        Behaviour talks =
                peer -> {
                    peer.request();
                    peer.send(
                            "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
                    for (int i = 0; i < 200; i++) {
                        peer.send(piece);
                    }
                    peer.readToEnd();
                };
        int rounds = Endurance.count(60, 20);
        Behaviour[] all = new Behaviour[rounds];
        Arrays.fill(all, talks);
        SocketHttpClient client = client(server(all));
        for (int round = 0; round < rounds; round++) {
            try (Answer answer = client.upgrade(post("/exec/1/start", bytes("{}")), Duplex.TCP)) {
                Duplex duplex = answer.duplex().orElseThrow();
                int before = round * 1000;
                assertThat(duplex.input().readNBytes(before)).hasSize(before);
                Thread closing = new Thread(duplex::closeOutput);
                closing.start();
                assertThat(duplex.input().readAllBytes()).hasSize(200 * piece.length() - before);
                closing.join();
            }
        }
    }

    @Test
    void anUpgradeNamesItsProtocol() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>();
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    asked.set(peer.request());
                                    peer.send(
                                            "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\nPRI");
                                    peer.close();
                                }));
        try (Answer answer = client.upgrade(post("/session", new byte[0]), "h2c")) {
            Duplex duplex = answer.duplex().orElseThrow();
            assertThat(new String(duplex.input().readAllBytes(), UTF_8)).isEqualTo("PRI");
        }
        assertThat(asked.get()).contains("\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n");
        assertThatThrownBy(() -> client.upgrade(post("/session", new byte[0]), "h2c\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a protocol of HTTP");
    }

    @Test
    void onlyARawStreamIsHandedOverWithTheStatus200() throws IOException {
        SocketHttpClient client =
                client(
                        server(
                                peer -> {
                                    peer.request();
                                    peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
                                    peer.close();
                                }));
        try (Answer raw = client.upgrade(post("/x", bytes("{}")), Duplex.TCP);
                Answer other = client.upgrade(post("/x", bytes("{}")), "h2c")) {
            assertThat(raw.duplex()).isPresent();
            assertThat(other.duplex()).isEmpty();
            assertThat(text(other)).isEqualTo("hello");
        }
    }

    @Test
    void anUpgradeThatIsRefusedKeepsTheEnginesWords() throws IOException {
        String words = "{\"message\":\"Container x is not running\"}";
        SocketHttpClient client =
                client(
                        server(
                                Connections.answers(
                                        "HTTP/1.1 409 Conflict\r\nContent-Length: "
                                                + words.length()
                                                + "\r\n\r\n"
                                                + words)));
        Answer answer = client.upgrade(post("/x", bytes("{}")), Duplex.TCP);
        assertThat(answer.getStatusCode()).isEqualTo(409);
        assertThat(answer.duplex()).isEmpty();
        assertThat(text(answer)).isEqualTo(words);
    }
}
