package io.dockerkit.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** As {@link TlsHttpClientTest}, with a server that speaks TLS 1.2 alone. */
class OlderTlsHttpClientTest extends TlsHttpClientTest {
    @Override
    String protocol() {
        return "TLSv1.2";
    }

    /**
     * By the letter of TLS 1.2, who is told of an end ends, too. The JDK's server does, Go's does not; what is held here is
     * that the input arrives whole.
     */
    @Test
    @Override
    void theEndOfTheInputReachesTheOtherSideOfAnUpgrade() throws IOException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        ScriptedEngine server =
                new ScriptedEngine(
                        directory,
                        peer -> {
                            peer.request();
                            peer.send(
                                    "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello");
                            received.add(peer.readToEnd());
                        });
        closeLater(server);
        SocketHttpClient client = clientOf(server);
        closeLater(client);
        Request start = Request.builder().method(Request.Method.POST).path("/exec/1/start").build();
        try (Answer answer = client.upgrade(start, Duplex.TCP)) {
            Duplex duplex = answer.duplex().orElseThrow();
            duplex.output().write("to you".getBytes(UTF_8));
            duplex.closeOutput();
            assertThat(new String(duplex.input().readAllBytes(), UTF_8)).isEqualTo("hello");
        }
        assertThat(told(received)).isEqualTo("to you");
    }

    /** Is no test here: the JDK's server ends its output as well. */
    @Override
    void outputThatFlowsWhileTheInputEndsComesWhole() {}

    private static String told(BlockingQueue<String> queue) {
        try {
            return String.valueOf(queue.poll(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
