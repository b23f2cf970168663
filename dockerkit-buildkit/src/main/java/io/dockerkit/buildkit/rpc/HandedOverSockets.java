package io.dockerkit.buildkit.rpc;

import io.dockerkit.impl.transport.Duplex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;

/** Gives gRPC connections that the engine has handed over, in place of sockets that it would open itself. Thread-safe. */
final class HandedOverSockets {
    private HandedOverSockets() {}

    /** Returns a factory whose server accepts this one connection, and then waits until it is closed. */
    static ServerSocketFactory accepting(Duplex duplex, Ends ends) {
        return new AcceptingFactory(duplex, ends);
    }

    /** Returns a factory whose one socket is this connection. */
    static SocketFactory connected(Duplex duplex, Ends ends) {
        return new ConnectedFactory(duplex, ends);
    }

    private static final class AcceptingFactory extends ServerSocketFactory {
        private final Duplex duplex;
        private final Ends ends;

        AcceptingFactory(Duplex duplex, Ends ends) {
            this.duplex = duplex;
            this.ends = ends;
        }

        @Override
        public ServerSocket createServerSocket() throws IOException {
            return new OneConnection(duplex, ends);
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return createServerSocket();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return createServerSocket();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
                throws IOException {
            return createServerSocket();
        }
    }

    private static final class OneConnection extends ServerSocket {
        private final Duplex duplex;
        private final Ends ends;
        private final AtomicBoolean accepted = new AtomicBoolean();
        private final CountDownLatch closed = new CountDownLatch(1);

        OneConnection(Duplex duplex, Ends ends) throws IOException {
            this.duplex = duplex;
            this.ends = ends;
        }

        @Override
        public void bind(SocketAddress address) {
            // nobody else connects
        }

        @Override
        public void bind(SocketAddress address, int backlog) {
            // nobody else connects
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
        }

        @Override
        public Socket accept() throws IOException {
            if (accepted.compareAndSet(false, true)) {
                DuplexSocket socket = new DuplexSocket(duplex, ends);
                // gRPC would log a connection that ends before its first byte as broken
                if (socket.awaitInput()) {
                    return socket;
                }
            }
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SocketException("closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static final class ConnectedFactory extends SocketFactory {
        private final Duplex duplex;
        private final Ends ends;
        private final AtomicBoolean taken = new AtomicBoolean();

        ConnectedFactory(Duplex duplex, Ends ends) {
            this.duplex = duplex;
            this.ends = ends;
        }

        private Socket take() throws IOException {
            if (taken.compareAndSet(false, true)) {
                return new DuplexSocket(duplex, ends);
            }
            throw new SocketException("the connection to the engine has ended");
        }

        @Override
        public Socket createSocket() throws IOException {
            return take();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return take();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            return take();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return take();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            return take();
        }
    }
}
