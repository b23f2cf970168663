package io.dockerkit.impl.transport;

import io.dockerkit.lab.Acceptor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Speaks TLS, by the JDK's own sockets, in front of a server on a unix socket; ends are passed on each way. */
final class TlsFront implements Closeable {
    private static final String[] CHACHA20 = {
        "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final SSLServerSocket server;
    private final Path behind;
    private final Acceptor<SSLSocket> acceptor;
    private final List<String> offered = new CopyOnWriteArrayList<>();

    /**
     * Returns the certificate of a key store, ready for servers. Decrypting its key takes longer than the tests of a
     * connection, so a class does it once.
     */
    static SSLContext identity(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Listens on a free port of the loopback address. */
    TlsFront(SSLContext context, String protocol, Path behind) throws IOException {
        this.behind = behind;
        this.server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setEnabledProtocols(new String[] {protocol});
        // without the intrinsics of the optimising compiler, which tests run without, AES-GCM is
        // ten times slower
        server.setEnabledCipherSuites(CHACHA20);
        this.acceptor =
                Acceptor.start("test-tls", server, () -> (SSLSocket) server.accept(), this::serve);
    }

    /** Returns the protocols that clients asked for by ALPN. */
    List<String> offered() {
        return offered;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(SSLSocket client) throws IOException, InterruptedException {
        client.setHandshakeApplicationProtocolSelector(
                (socket, protocols) -> {
                    offered.addAll(protocols);
                    return protocols.get(0);
                });
        client.startHandshake();
        try (SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(behind))) {
            Thread out = Acceptor.thread("test-tls", () -> in(client, engine));
            out.start();
            OutputStream to = client.getOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
            while (engine.read(buffer.clear()) >= 0) {
                to.write(buffer.array(), 0, buffer.position());
                to.flush();
            }
            client.shutdownOutput();
            out.join(10_000);
        }
    }

    private static void in(SSLSocket client, SocketChannel engine) {
        byte[] buffer = new byte[32 * 1024];
        try {
            InputStream from = client.getInputStream();
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                ByteBuffer rest = ByteBuffer.wrap(buffer, 0, count);
                while (rest.hasRemaining()) {
                    engine.write(rest);
                }
            }
            engine.shutdownOutput();
        } catch (IOException gone) {
            try {
                engine.close();
            } catch (IOException closed) {
                throw new IllegalStateException(closed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
