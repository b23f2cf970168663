package io.dockerkit.lab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.RepeatedTest;

class AcceptorTest {
    /** Without waiting for the thread that accepts, up to a third of such connections are made. */
    @RepeatedTest(50)
    void aClosedServerRefusesConnectionsAtOnce() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        ServerSocket server = new ServerSocket(0, 50, here);
        Acceptor<Socket> acceptor =
                Acceptor.start("test-acceptor", server, server::accept, Socket::close);
        acceptor.close();
        assertThatThrownBy(() -> new Socket(here, server.getLocalPort()).close())
                .isInstanceOf(ConnectException.class);
    }
}
