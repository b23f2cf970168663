package io.dockerkit.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.lab.Authority;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that holds of a socket holds of TLS, in both of its versions. */
class TlsHttpClientTest extends SocketHttpClientTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static KeyStore identity;
    private static KeyStore trusted;

    @BeforeAll
    static void certify(@TempDir Path directory) throws Exception {
        Path server = Authority.create(directory, "authority").server("server", 2, "DNS:localhost");
        Authority.openssl(
                server,
                "pkcs12 -export -in cert.pem -inkey key.pem -out server.p12 -passout pass:changeit"
                        .split(" "));
        identity = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(server.resolve("server.p12"))) {
            identity.load(in, PASSWORD);
        }
        trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(server.resolve("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
    }

    /** Returns the version of TLS that the server speaks. */
    String protocol() {
        return "TLSv1.3";
    }

    @Override
    SocketHttpClient clientOf(ScriptedEngine server) throws IOException {
        try {
            TlsFront front = new TlsFront(identity, PASSWORD, protocol(), server.socket());
            closeLater(front);
            return new SocketHttpClient("localhost", front.port(), "", new Trust(), null);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** By tcp, a reset would take the answer with it: servers read on, as Go's does. */
    @Override
    void afterAnEarlyAnswer(Peer peer) throws IOException {
        peer.awaitEnd();
    }

    /** The server reads and decrypts all of it, which takes its time. */
    @Override
    int moreThanIsSentAtOnce() {
        return 5_000_000;
    }

    @Test
    void megabytesGoBothWaysUnchanged() throws IOException {
        byte[] body = new byte[3_000_001];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31 + (i >> 8));
        }
        ScriptedEngine server =
                new ScriptedEngine(
                        directory,
                        peer -> {
                            String request = peer.request();
                            peer.send(
                                    "HTTP/1.1 200 OK\r\nContent-Length: "
                                            + body.length
                                            + "\r\n\r\n");
                            int start = request.indexOf("\r\n\r\n") + 4;
                            peer.send(request.substring(start));
                            peer.awaitEnd();
                        });
        closeLater(server);
        SocketHttpClient client = clientOf(server);
        closeLater(client);
        Request echo =
                Request.builder().method(Request.Method.POST).path("/echo").bodyBytes(body).build();
        try (Answer answer = client.execute(echo, Duration.ofSeconds(20))) {
            assertThat(Arrays.equals(answer.getBody().readAllBytes(), body)).isTrue();
        }
    }

    /** Trusts the test's authority. */
    private static final class Trust implements TlsMaterial {
        private final SSLContext context;

        Trust() throws Exception {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(trusted);
            context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
        }

        @Override
        public SSLContext context() {
            return context;
        }

        @Override
        public boolean verified() {
            return true;
        }

        @Override
        public boolean hasClientCertificate() {
            return false;
        }

        @Override
        public String place() {
            return "the test";
        }
    }
}
