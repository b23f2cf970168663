package io.dockerkit.impl.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.impl.config.Certificates;
import io.dockerkit.impl.config.Endpoint;
import io.dockerkit.lab.Authority;
import io.dockerkit.lab.Endurance;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The watchdog as a process: what it can do in its own small heap, and how its owner learns that it can do nothing. */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class WatchdogProcessIT {
    @TempDir Path directory;
    private CleanUpEngine engine;
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws IOException {
        engine = new CleanUpEngine(directory);
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    static Endpoint endpoint(CleanUpEngine engine) {
        return new Endpoint("test", "unix://" + engine.socket(), null);
    }

    private Scopes scopes() {
        return new Scopes(engine.rest(), () -> endpoint(engine), null);
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(directory.resolve("java"), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    /** Starts a watchdog that looks at its engine at once, and is not waited for long if it does not read. */
    private WatchdogProcess hurried(Path java) throws NoWatchdogException {
        return WatchdogProcess.start(troubles::add, java, Duration.ofMillis(200), Duration.ZERO);
    }

    private String trouble() throws InterruptedException {
        String trouble = troubles.poll(30, TimeUnit.SECONDS);
        return trouble == null ? "none" : trouble;
    }

    @Test
    void aListThatIsLargerThanItsHeapIsRemovedWhole() throws Exception {
        String mark = "dockerkit-0f5e3c1a-9a68-4d0f-8a4e-3a4c1f6f2b11";
        int containers = Endurance.count(8_000, 2_000);
        String more = ",\"Command\":\"" + "sleep ".repeat(6_000_000 / containers) + "\"}";
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < containers; i++) {
            String id = String.format(java.util.Locale.ROOT, "%064d", i);
            String item = ScopedObjectsTest.item(id, "", CreationMark.ofContainer(mark));
            list.append(i == 0 ? "" : ",").append(item, 0, item.length() - 1).append(more);
            engine.container(id, mark);
        }
        engine.on("GET /containers/json", list.append(']').toString());
        assertThat(list.length()).isGreaterThan(32 << 20);

        WatchdogProcess watchdog = WatchdogProcess.start(troubles::add);
        assertThat(watchdog.watch(1, scopes())).isTrue();
        watchdog.abandon();
        for (int i = 0; i < 600 && engine.removed().size() < containers; i++) {
            Thread.sleep(100);
        }
        assertThat(engine.removed().stream().distinct().count()).isEqualTo(containers);
        watchdog.kill();
    }

    @Test
    void aJavaThatDoesNotWorkIsReported() throws Exception {
        Path broken = script("echo Error: could not find libjava.so; exit 6");
        WatchdogProcess watchdog =
                WatchdogProcess.start(troubles::add, broken, Duration.ofSeconds(60), Duration.ZERO);
        long began = System.nanoTime();
        watchdog.watch(1, scopes());
        watchdog.watch(2, scopes());
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("nobody waits for one that has ended")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(trouble())
                .isEqualTo(
                        "it ended before it was ready, with exit code 6: Error: could not find libjava.so");
        assertThat(watchdog.isHopeless()).isTrue();
    }

    @Test
    void aFileThatIsNoProgramIsReported() throws Exception {
        Path broken = Files.writeString(directory.resolve("java"), "\0");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
        try {
            WatchdogProcess.start(troubles::add, broken).watch(1, scopes());
            assertThat(trouble()).contains("ended before it was ready");
        } catch (NoWatchdogException impossible) {
            assertThat(impossible).hasMessageContaining("cannot run " + broken);
        }
    }

    @Test
    void aJavaHomeThatIsNotSetIsReported() {
        assertThat(
                        catchThrowableOfType(
                                NoWatchdogException.class, () -> WatchdogCommand.java(null)))
                .hasMessageContaining("java.home is not set");
        assertThat(
                        catchThrowableOfType(
                                NoWatchdogException.class,
                                () -> WatchdogCommand.java("/no/such/jdk")))
                .hasMessage("there is no java in /no/such/jdk/bin");
    }

    /** Called by the test on DockerKit's classes as they are in another place. */
    @SuppressWarnings("unused")
    static void startElsewhere(Consumer<String> trouble) throws Exception {
        WatchdogProcess.start(trouble).kill();
    }

    @Test
    void aColonInThePathOfAJarIsReported() throws Exception {
        Path main =
                Path.of(Watchdog.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path link = Files.createSymbolicLink(directory.resolve("a:b"), main);
        List<URL> places = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(place).toAbsolutePath();
            places.add((path.equals(main) ? link : path).toUri().toURL());
        }
        try (URLClassLoader other =
                new URLClassLoader(
                        places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method start =
                    other.loadClass(getClass().getName())
                            .getDeclaredMethod("startElsewhere", Consumer.class);
            start.setAccessible(true);
            Consumer<String> trouble = troubles::add;
            InvocationTargetException failure =
                    catchThrowableOfType(
                            InvocationTargetException.class, () -> start.invoke(null, trouble));
            assertThat(failure.getCause()).hasMessageContaining(link + " has a \":\" in its path");
        }
    }

    @Test
    void anEngineThatItDoesNotReachIsReportedAndOneThatIsReleasedIsNot() throws Exception {
        Path nobody = directory.resolve("nobody.sock");
        Endpoint none = new Endpoint("test", "unix://" + nobody, null);
        Scopes scopes = new Scopes(engine.rest(), () -> none, null);
        WatchdogProcess watchdog = hurried(WatchdogCommand.java(System.getProperty("java.home")));
        watchdog.watch(1, scopes);
        watchdog.watch(2, scopes());
        assertThat(trouble()).contains("does not reach the engine at unix://" + nobody);
        assertThat(watchdog.isHopeless()).isFalse();
        assertThat(watchdog.isAlive()).isTrue();
        assertThat(troubles).isEmpty();
        watchdog.kill();
    }

    @Test
    void theProgramsTlsPropertiesArePassedOnAndNotByTheCommandLine() throws Exception {
        Path heard = directory.resolve("heard");
        Path java = script("echo \"$@\" >" + heard + "; cat >>" + heard);
        System.setProperty("javax.net.ssl.dockerkitTestPassword", "s e=cret");
        System.setProperty("jdk.tls.dockerkitTest", "");
        try {
            WatchdogProcess watchdog = WatchdogProcess.start(troubles::add, java);
            watchdog.watch(1, scopes());
            watchdog.done();
        } finally {
            System.clearProperty("javax.net.ssl.dockerkitTestPassword");
            System.clearProperty("jdk.tls.dockerkitTest");
        }
        List<String> lines = List.of();
        for (int i = 0; i < 600 && !lines.contains("done"); i++) {
            Thread.sleep(50);
            lines = Files.exists(heard) ? Files.readAllLines(heard) : List.of();
        }
        assertThat(lines.get(0)).contains("Watchdog").doesNotContain("cret");
        assertThat(lines)
                .contains(
                        "set javax.net.ssl.dockerkitTestPassword s+e%3Dcret",
                        "set jdk.tls.dockerkitTest ", "done");
        assertThat(lines.get(lines.size() - 2)).startsWith("watch 1 unix");
    }

    @Test
    void theWatchdogTrustsWhatItsOwnerTrusts() throws Exception {
        Authority authority = Authority.create(directory, "authority");
        Path server = authority.server("server", 2, "DNS:localhost");
        Authority.openssl(
                server,
                "pkcs12",
                "-export",
                "-in",
                "cert.pem",
                "-inkey",
                "key.pem",
                "-out",
                "id.p12",
                "-passout",
                "pass:secret");
        KeyStore identity = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(server.resolve("id.p12"))) {
            identity.load(in, "secret".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        Files.readAllBytes(server.resolve("ca.pem")))));
        Path store = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, "secret".toCharArray());
        }
        try (SSLServerSocket tls = listen(identity)) {
            Path none = Files.createDirectories(directory.resolve("no-files"));
            Endpoint endpoint =
                    new Endpoint(
                            "test",
                            "tcp://localhost:" + tls.getLocalPort(),
                            new Certificates(none, true, false));
            String watch = "watch 1 " + WatchedEngine.write(endpoint, "1.41") + "\n";
            CompletableFuture<String> without = CompletableFuture.supplyAsync(() -> report(watch));
            assertThat(
                            report(
                                    "set javax.net.ssl.trustStore "
                                            + store
                                            + "\nset javax.net.ssl.trustStorePassword secret\n"
                                            + watch))
                    .isEqualTo("ready 1");
            assertThat(without.get()).startsWith("unable 1 ");
        }
    }

    private static SSLServerSocket listen(KeyStore identity) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(identity, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket tls =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> answer(tls), "test-tls");
        thread.setDaemon(true);
        thread.start();
        return tls;
    }

    private static void answer(SSLServerSocket tls) {
        while (!tls.isClosed()) {
            try (var client = tls.accept()) {
                client.getInputStream().read(new byte[8192]);
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"
                                        .getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                client.getInputStream().read();
            } catch (IOException refused) {
                // the client does not trust this server, or the test is over
            }
        }
    }

    /** Runs a watchdog by hand, and returns its first line. */
    private static String report(String input) {
        try {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xshare:auto",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Watchdog.class.getName(),
                                    "nobody",
                                    "0")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
                in.flush();
                String line =
                        new java.io.BufferedReader(
                                        new java.io.InputStreamReader(
                                                process.getInputStream(), StandardCharsets.UTF_8))
                                .readLine();
                in.write("done\n".getBytes(StandardCharsets.UTF_8));
                return String.valueOf(line);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneThatIsStoppedKeepsNobodyWaiting() throws Exception {
        Path java = script("kill -STOP $$");
        long began = System.nanoTime();
        // on a busy machine a line that the pipe takes may be written late, too
        WatchdogProcess watchdog =
                WatchdogProcess.start(troubles::add, java, Duration.ofSeconds(2), Duration.ZERO);
        Scopes scopes = scopes();
        int written = 0;
        while (written < 5_000 && watchdog.watch(written, scopes)) {
            watchdog.release(written);
            written++;
        }
        // a pipe holds 64 KiB
        assertThat(written).isBetween(100, 4_000);
        for (int i = 0; i < 300 && watchdog.isAlive(); i++) {
            Thread.sleep(10);
        }
        assertThat(watchdog.isAlive()).isFalse();
        watchdog.done();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theEndOfOneThatIsStoppedIsNotWaitedFor() throws Exception {
        Path java = script("kill -STOP $$");
        WatchdogProcess watchdog = hurried(java);
        for (int i = 0; i < 3_000; i++) {
            watchdog.release(i);
            watchdog.release(i);
        }
        long began = System.nanoTime();
        watchdog.done();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        watchdog.kill();
        assertThat(Arrays.asList(troubles.toArray())).isEmpty();
    }
}
