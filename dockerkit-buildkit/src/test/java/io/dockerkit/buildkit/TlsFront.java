package io.dockerkit.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The engine's unix socket as a port with TLS that wants a client certificate, with certificates made by openssl. */
final class TlsFront implements AutoCloseable {
    private static final char[] PASSWORD = "password".toCharArray();

    private final Path directory;
    private final Path engine;
    private final SSLServerSocket server;

    /**
     * Listens on a free port of the loopback address.
     *
     * @param directory an empty directory, for ca.pem, cert.pem and key.pem
     */
    TlsFront(Path directory, String engineAddress)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        this.engine = Path.of(engineAddress.substring("unix://".length()));
        certificates();
        server =
                (SSLServerSocket)
                        context()
                                .getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        start(this::accept);
    }

    /** Returns the variables of a user of it. */
    Map<String, String> environment() {
        return Map.of(
                "DOCKER_HOST",
                "tcp://localhost:" + server.getLocalPort(),
                "DOCKER_TLS_VERIFY",
                "1",
                "DOCKER_CERT_PATH",
                directory.toString());
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-tls");
        thread.setDaemon(true);
        thread.start();
    }

    /** One certificate serves both sides. */
    private void certificates() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("extensions"), "subjectAltName=DNS:localhost\n");
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca-key.pem -out ca.pem -days 2"
                        + " -subj /CN=authority");
        openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out request.pem -subj /CN=lab");
        openssl(
                "x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -out cert.pem -days 2"
                        + " -extfile extensions");
        openssl(
                "pkcs12 -export -in cert.pem -inkey key.pem -out identity.p12 -passout pass:"
                        + new String(PASSWORD));
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String words = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " failed: " + words);
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore identity = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("identity.p12"))) {
            identity.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity, PASSWORD);
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (InputStream in = Files.newInputStream(directory.resolve("ca.pem"))) {
            authorities.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) server.accept();
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(SSLSocket client) {
        try (client;
                SocketChannel toEngine = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
            start(() -> requests(client, toEngine));
            OutputStream out = client.getOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
            while (toEngine.read(buffer.clear()) >= 0) {
                out.write(buffer.array(), 0, buffer.position());
                out.flush();
            }
        } catch (IOException gone) {
            // either side went
        }
    }

    private static void requests(SSLSocket client, SocketChannel toEngine) {
        try (client;
                toEngine) {
            byte[] buffer = new byte[32 * 1024];
            InputStream in = client.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ByteBuffer rest = ByteBuffer.wrap(buffer, 0, count);
                while (rest.hasRemaining()) {
                    toEngine.write(rest);
                }
            }
        } catch (IOException gone) {
            // either side went
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
