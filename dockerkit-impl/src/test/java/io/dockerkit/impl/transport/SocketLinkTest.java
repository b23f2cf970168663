package io.dockerkit.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SocketLinkTest {
    private static InetSocketAddress onLoopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static InetSocketAddress refusing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return onLoopback(socket.getLocalPort());
        }
    }

    @Test
    void aHostWithSeveralAddressesIsReachedAtTheOneThatListens() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SocketLink link =
                    SocketLink.toFirstOf(
                            List.of(refusing(), refusing(), onLoopback(server.getLocalPort())));
            link.connect();
            try (Socket accepted = server.accept()) {
                link.write(new byte[] {42}, 0, 1);
                assertThat(accepted.getInputStream().read()).isEqualTo(42);
            }
            link.close();
        }
    }

    @Test
    void aHostThatListensNowhereTellsOfEachAddress() throws IOException {
        SocketLink link = SocketLink.toFirstOf(List.of(refusing(), refusing()));
        assertThatThrownBy(link::connect)
                .isInstanceOf(ConnectException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void aLinkThatWasClosedDoesNotConnect() throws IOException {
        SocketLink link = SocketLink.toFirstOf(List.of(refusing(), refusing()));
        link.close();
        assertThatThrownBy(link::connect).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThatThrownBy(() -> SocketLink.to("no-such-host.invalid", 1))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("the host no-such-host.invalid is not known");
    }

    @Test
    void anAddressOfSixIsInBracketsInItsName() {
        assertThat(SocketLink.name("::1", 2375)).isEqualTo("tcp://[::1]:2375");
        assertThat(SocketLink.name("a", 1)).isEqualTo("tcp://a:1");
    }
}
