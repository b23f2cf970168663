package io.dockerkit.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import io.dockerkit.NotConnectedException;
import io.dockerkit.lab.Authority;
import io.dockerkit.lab.HttpProxyServer;
import io.dockerkit.lab.Peer;
import io.dockerkit.lab.ScriptedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that holds of a socket holds of TLS, in both of its versions. */
class TlsHttpClientTest extends SocketHttpClientTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static SSLContext identity;
    private static KeyStore trusted;
    private HttpProxyServer proxy;

    @BeforeAll
    static void certify(@TempDir Path directory) throws Exception {
        Path server = Authority.create(directory, "authority").server("server", 2, "DNS:localhost");
        Authority.openssl(
                server,
                "pkcs12 -export -in cert.pem -inkey key.pem -out server.p12 -passout pass:changeit"
                        .split(" "));
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(server.resolve("server.p12"))) {
            own.load(in, PASSWORD);
        }
        identity = TlsFront.identity(own, PASSWORD);
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
            TlsFront front = new TlsFront(identity, protocol(), server.socket());
            closeLater(front);
            return new SocketHttpClient(
                    Route.toTlsPort("localhost", front.port(), "", new Trust(), null), null);
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

    private static Request request(String method, String path) {
        return Request.builder().method(Request.Method.valueOf(method)).path(path).build();
    }

    private SocketHttpClient throughAProxy(ScriptedEngine server, @Nullable String login)
            throws Exception {
        TlsFront front = new TlsFront(identity, protocol(), server.socket());
        closeLater(front);
        proxy = new HttpProxyServer(front.port()).wants("user:pass:word");
        closeLater(proxy);
        return new SocketHttpClient(
                Route.toTlsPort(
                        "localhost",
                        2376,
                        "",
                        new Trust(),
                        new HttpProxy("HTTPS_PROXY", "localhost", proxy.port(), login)),
                null);
    }

    @Test
    void aTunnelOfAProxyLeadsBothWaysToTheEngineUnread() throws Exception {
        ScriptedEngine server =
                new ScriptedEngine(
                        directory,
                        peer -> {
                            peer.request();
                            peer.send("HTTP/1.1 101 UPGRADED\r\n\r\n");
                            StringBuilder input = new StringBuilder();
                            while (input.length() < "input".length()) {
                                input.append(peer.read());
                            }
                            peer.send("got " + input);
                            peer.close();
                        });
        closeLater(server);
        try (SocketHttpClient client = throughAProxy(server, "user:pass:word");
                Answer answer = client.upgrade(request("POST", "/attach"), Duplex.TCP)) {
            Duplex duplex = answer.duplex().orElseThrow();
            duplex.output().write("input".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(duplex.input().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("got input");
        }
        assertThat(proxy.heads())
                .singleElement(STRING)
                .startsWith("CONNECT localhost:2376 HTTP/1.1");
    }

    @Test
    void onlyAConnectionThatSpeaksHttp2AsksForItByAlpn() throws Exception {
        ScriptedEngine server =
                new ScriptedEngine(
                        directory,
                        peer -> {
                            peer.read();
                            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                        });
        closeLater(server);
        TlsFront front = new TlsFront(identity, protocol(), server.socket());
        closeLater(front);
        try (SocketHttpClient client =
                new SocketHttpClient(
                        Route.toTlsPort("localhost", front.port(), "", new Trust(), null), null)) {
            client.execute(request("GET", "/x")).close();
            assertThat(front.offered()).isEmpty();
            try (Duplex duplex = client.connect("the connection", Duration.ofSeconds(10))) {
                duplex.output().write("PRI".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(duplex.input().readNBytes(8), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1");
            }
            assertThat(front.offered()).containsExactly("h2");
        }
    }

    @Test
    void aProxyThatRefusesTheTunnelIsTheReason() throws Exception {
        ScriptedEngine server = new ScriptedEngine(directory);
        closeLater(server);
        try (SocketHttpClient client = throughAProxy(server, null)) {
            assertThatThrownBy(() -> client.execute(request("GET", "/x")))
                    .isInstanceOf(NotConnectedException.class)
                    .hasMessageContaining(" (from HTTPS_PROXY) wants a login")
                    .hasMessageContaining("as user:password and @");
        }
        try (SocketHttpClient client = throughAProxy(server, "user:pass:word")) {
            proxy.refuses("HTTP/1.1 403 Forbidden");
            assertThatThrownBy(() -> client.execute(request("GET", "/x")))
                    .isInstanceOf(NotConnectedException.class)
                    .hasMessageContaining(
                            "does not connect to the engine: \"HTTP/1.1 403 Forbidden\"")
                    .hasMessageContaining("NO_PROXY")
                    .hasMessageNotContaining("pass:word");
        }
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
    static final class Trust implements TlsMaterial {
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
