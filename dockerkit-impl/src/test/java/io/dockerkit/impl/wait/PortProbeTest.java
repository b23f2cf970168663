package io.dockerkit.impl.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.wait.SocketTable.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A look at a published port. Docker's proxy accepts each connection, then connects to the container, and closes the first
 * connection when that fails.
 */
@Timeout(30)
class PortProbeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private interface Server {
        void serve(Socket client) throws Exception;
    }

    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private Observation look(Answer kernel, Duration left, Server server) {
        Thread thread =
                new Thread(
                        () -> {
                            try (Socket client = listener.accept()) {
                                server.serve(client);
                            } catch (Exception closed) {
                                // the look has ended
                            }
                        });
        thread.start();
        try {
            return PortProbe.connect(
                    (InetSocketAddress) listener.getLocalSocketAddress(), () -> kernel, left);
        } finally {
            thread.interrupt();
        }
    }

    private static void staySilent(Socket client) throws InterruptedException {
        Thread.sleep(MINUTE.toMillis());
    }

    private static void closeLate(Socket client) throws InterruptedException {
        Thread.sleep(400);
    }

    @Test
    void aConnectionThatIsClosedLateDoesNotCountWhereTheKernelSeesNoListener() {
        Observation seen = look(Answer.NO, MINUTE, PortProbeTest::closeLate);
        assertThat(seen.is(Observation.Kind.NOT_YET)).isTrue();
        assertThat(seen.seen()).endsWith(": the connection was closed");
    }

    @Test
    void aConnectionThatIsClosedDoesNotCountWhereTheKernelIsUnknown() {
        Observation seen = look(Answer.UNKNOWN, MINUTE, client -> {});
        assertThat(seen.is(Observation.Kind.NOT_YET)).isTrue();
        assertThat(seen.seen()).endsWith(": the connection was closed");
    }

    @Test
    void aConnectionThatStaysOpenCounts() {
        assertThat(look(Answer.UNKNOWN, MINUTE, PortProbeTest::staySilent))
                .isEqualTo(Observation.READY);
    }

    @Test
    void aServerThatSpeaksFirstCountsWhateverTheKernelSays() {
        assertThat(look(Answer.NO, MINUTE, client -> client.getOutputStream().write('2')))
                .isEqualTo(Observation.READY);
    }

    @Test
    void aListenerThatTheKernelSeesCountsAtOnce() {
        assertThat(look(Answer.YES, MINUTE, client -> {})).isEqualTo(Observation.READY);
    }

    @Test
    void theEndOfTheWaitCutsALookOff() {
        Observation seen = look(Answer.NO, Duration.ofMillis(50), PortProbeTest::staySilent);
        assertThat(seen.is(Observation.Kind.CUT_OFF)).isTrue();
        assertThat(seen.seen()).endsWith(": the connection is open, but too new to count");
    }

    @Test
    void aConnectionStaysOpenLongerWhereConnectingTookLong() {
        Duration quick = Duration.ofMillis(1);
        Duration slow = Duration.ofSeconds(1);
        assertThat(PortProbe.staysOpen(Answer.UNKNOWN, quick)).isEqualTo(Duration.ofMillis(250));
        assertThat(PortProbe.staysOpen(Answer.UNKNOWN, slow)).isEqualTo(Duration.ofSeconds(3));
        assertThat(PortProbe.staysOpen(Answer.NO, quick)).isEqualTo(Duration.ofSeconds(2));
        assertThat(PortProbe.staysOpen(Answer.NO, slow)).isEqualTo(Duration.ofSeconds(3));
    }

    /** All connections of the JVM go through one that nobody listens at. */
    private static final class DeadProxy extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(
                    new Proxy(
                            Proxy.Type.SOCKS,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // nobody should try it
        }
    }

    @Test
    void theProxyOfTheJvmIsNotUsed() {
        ProxySelector usual = ProxySelector.getDefault();
        ProxySelector.setDefault(new DeadProxy());
        try {
            assertThat(look(Answer.YES, MINUTE, client -> {})).isEqualTo(Observation.READY);
        } finally {
            ProxySelector.setDefault(usual);
        }
    }
}
