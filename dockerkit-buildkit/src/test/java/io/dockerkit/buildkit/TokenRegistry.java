package io.dockerkit.buildkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The registry of the tests behind TLS and tokens, as most registries of companies are: its certificate is of an authority of the
 * test's own, and it gives its tokens, by the same certificate, to one user. It listens on an address that is not of loopback,
 * where engines take any certificate.
 */
final class TokenRegistry implements AutoCloseable {
    static final String USER = "tester";
    static final String PASSWORD = "only-for-tests-Xw3p";
    private static final String TOKEN = "token-of-the-tests";
    private static final char[] STORE = "password".toCharArray();

    private final Path directory;
    private final InetAddress address;
    private final SSLServerSocket server;
    private final List<String> tokensFor = new CopyOnWriteArrayList<>();

    /**
     * Starts it.
     *
     * @param directory an empty directory, for the certificates
     */
    TokenRegistry(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.address = ownAddress();
        certificates();
        server =
                (SSLServerSocket)
                        context().getServerSocketFactory().createServerSocket(0, 50, address);
        daemon(this::accept);
    }

    /** Returns an address of this machine, or of its network namespace, that is not of loopback. */
    private static InetAddress ownAddress() throws IOException {
        List<InetAddress> addresses =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
                        .toList();
        for (InetAddress one : addresses) {
            try (ServerSocket trial = new ServerSocket(0, 1, one)) {
                assertThat(trial.isBound()).isTrue();
                return one;
            } catch (BindException gone) {
                // another test has removed its bridge meanwhile
            }
        }
        throw new AssertionError("there is no network but loopback: " + addresses);
    }

    /** Returns its host and port. */
    String host() {
        return address.getHostAddress() + ":" + server.getLocalPort();
    }

    /** Returns the certificate of the authority. */
    Path authority() {
        return directory.resolve("ca.pem");
    }

    /** Returns for whom it gave tokens, one entry a token. */
    List<String> tokensFor() {
        return tokensFor;
    }

    private void certificates() throws IOException {
        Files.writeString(
                directory.resolve("extensions"),
                "subjectAltName=IP:" + address.getHostAddress() + "\n");
        String key = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
        openssl("req -x509" + key + "-keyout ca-key.pem -out ca.pem -days 2 -subj /CN=authority");
        openssl("req" + key + "-keyout key.pem -out request.pem -subj /CN=registry");
        openssl(
                "x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -out cert.pem -days 2"
                        + " -extfile extensions");
        openssl(
                "pkcs12 -export -in cert.pem -inkey key.pem -out identity.p12 -passout pass:"
                        + new String(STORE));
    }

    private void openssl(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(command + " failed: " + words);
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore identity = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("identity.p12"))) {
            identity.load(in, STORE);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity, STORE);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) server.accept();
                daemon(
                        () -> {
                            try (client) {
                                serve(client);
                            } catch (IOException ended) {
                                // the engine does not trust the certificate, or has enough
                            }
                        });
            }
        } catch (IOException closed) {
            // the test has ended
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "token-registry");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return;
            }
            read.write(b);
            head = read.toString(ISO_8859_1);
        }
        String authorization = header(head, "authorization");
        if (head.startsWith("GET /token")) {
            token(client, authorization);
        } else if (head.startsWith("POST /token")) {
            // as registries without OAuth do
            in.readNBytes(Integer.parseInt("0" + header(head, "content-length")));
            send(client, "404 Not Found", "");
        } else if (authorization.equals("Bearer " + TOKEN)) {
            pass(client, head);
        } else {
            send(
                    client,
                    "401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"https://"
                            + host()
                            + "/token\",service=\"tests\",scope=\"repository:library/busybox:pull\"",
                    "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}");
        }
    }

    private void token(Socket client, String authorization) throws IOException {
        String pair =
                Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(ISO_8859_1));
        if (authorization.equals("Basic " + pair)) {
            tokensFor.add(USER);
            send(client, "200 OK", "{\"token\":\"" + TOKEN + "\",\"expires_in\":60}");
        } else {
            send(client, "401 Unauthorized", "");
        }
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static void send(Socket client, String status, String body) throws IOException {
        client.getOutputStream()
                .write(
                        ("HTTP/1.1 "
                                        + status
                                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                                        + body.length()
                                        + "\r\nConnection: close\r\n\r\n"
                                        + body)
                                .getBytes(ISO_8859_1));
    }

    private static void pass(Socket client, String head) throws IOException {
        String[] parts = System.getenv("DOCKERKIT_REGISTRY").split(":", 2);
        String request =
                head.replaceAll("(?im)^(connection|authorization):.*\r\n", "")
                        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
        try (Socket behind = new Socket(parts[0], Integer.parseInt(parts[1]))) {
            behind.getOutputStream().write(request.getBytes(ISO_8859_1));
            behind.getInputStream().transferTo(client.getOutputStream());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
