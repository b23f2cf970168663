package io.dockerkit.lab;

import io.dockerkit.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real registry on the loopback interface, the {@code docker-registry} of the distribution project, empty, for
 * one user or for everybody. Engines speak plain HTTP with registries of 127.0.0.0/8, and TLS with any certificate. Closing ends it; its files are the test's.
 */
public final class Registry implements AutoCloseable {
    /** The one user. */
    public static final String USER = "tester";

    /** Only registries of tests know this password; not a word that stands anywhere else. */
    public static final String PASSWORD = "only-for-tests-7Kq2vX9d";

    /** The password as {@code htpasswd -nbB -C 5} writes it, since the JDK has no bcrypt. */
    private static final String HASH =
            "$2y$05$dyaytA9sKyMOBU9hRnBq.Ol1H04/YOo1YnWpV8Nh0hkcEoUV9O2rS";

    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final StringBuilder log = new StringBuilder();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private Registry(Process process) {
        this.process = process;
    }

    /** Starts one for the one user that keeps its files in a directory, and waits until it listens. */
    public static Registry start(Path directory) throws Exception {
        return serve(directory, "", htpasswd(directory));
    }

    /** Starts one for everybody. */
    public static Registry open(Path directory) throws Exception {
        return serve(directory, "", "");
    }

    /** Starts one for the one user that speaks only TLS, with the cert.pem and key.pem of another directory. */
    public static Registry withTls(Path directory, Path certificate) throws Exception {
        String tls =
                String.format(
                        Locale.ROOT,
                        ", tls: {certificate: %s, key: %s}",
                        certificate.resolve("cert.pem"),
                        certificate.resolve("key.pem"));
        return serve(directory, tls, htpasswd(directory));
    }

    private static String htpasswd(Path directory) throws IOException {
        Path users =
                Files.writeString(
                        Files.createDirectories(directory).resolve("htpasswd"),
                        USER + ":" + HASH + "\n");
        return "auth: {htpasswd: {realm: tests, path: " + users + "}}";
    }

    private static Registry serve(Path directory, String tls, String auth) throws Exception {
        Files.createDirectories(directory.resolve("storage"));
        Path config =
                Files.writeString(
                        directory.resolve("config.yml"),
                        String.format(
                                Locale.ROOT,
                                """
                                version: 0.1
                                storage: {filesystem: {rootdirectory: %s}}
                                http: {addr: "127.0.0.1:0"%s}
                                %s
                                """,
                                directory.resolve("storage"),
                                tls,
                                auth));
        ProcessBuilder builder =
                new ProcessBuilder("docker-registry", "serve", config.toString())
                        .redirectErrorStream(true);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new AssertionError("there is no docker-registry; dev/test installs it", e);
        }
        Registry registry = new Registry(process);
        Thread reader = new Thread(registry::read, "registry-log");
        reader.setDaemon(true);
        reader.start();
        registry.port.get(30, TimeUnit.SECONDS);
        return registry;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (log) {
                    log.append(line).append('\n');
                }
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    port.complete(Integer.valueOf(matcher.group(1)));
                }
            }
            port.completeExceptionally(new IOException("the registry ended: " + log()));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    /** Returns its host: {@code 127.0.0.1:41235}. */
    public String host() {
        return "127.0.0.1:" + port.join();
    }

    /** Returns the login that it accepts. */
    public static Credentials credentials() {
        return Credentials.of(USER, PASSWORD);
    }

    /** Returns what it has logged. */
    public String log() {
        synchronized (log) {
            return log.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
