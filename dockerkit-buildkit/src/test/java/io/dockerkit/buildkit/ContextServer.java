package io.dockerkit.buildkit;

import com.sun.net.httpserver.HttpServer;
import io.dockerkit.impl.copy.TarSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One context in all the forms that a build takes: an archive and a Dockerfile by HTTP and as bytes, and a git repository, by
 * git's own protocol. The servers listen on loopback.
 */
final class ContextServer implements AutoCloseable {
    private final Path directory;
    private final String once;
    private final HttpServer http;
    private final ServerSocket git;

    private ContextServer(Path directory, String once) throws IOException {
        this.directory = directory;
        this.once = once;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        this.git = new ServerSocket(0, 50, loopback);
    }

    /**
     * Starts the servers.
     *
     * @param once the text that the file {@code /data} of each image has
     */
    static ContextServer start(Path directory, String once) throws IOException {
        ContextServer server = new ContextServer(directory, once);
        server.serve("/context.tar", server.archive());
        server.serve("/Dockerfile", server.dockerfile());
        server.http.start();
        server.repository();
        daemon("git server", server::accept);
        return server;
    }

    /** Returns a Dockerfile that needs no context. */
    byte[] dockerfile() {
        return bytes("FROM busybox\nRUN echo " + once + " >/data\n");
    }

    /** Returns an archive with a Dockerfile. */
    byte[] archive() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files().forEach((name, text) -> files.put(name, bytes(text)));
        try (InputStream tar = TarSource.ofFiles(files)) {
            return tar.readAllBytes();
        }
    }

    private Map<String, String> files() {
        return Map.of("Dockerfile", "FROM busybox\nCOPY source /data\n", "source", once + "\n");
    }

    /** Returns the address of something that is there by HTTP. */
    String http(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    /** Returns the address of a branch of the repository; below it is the same again, in {@code below}. */
    String git() {
        return "git://127.0.0.1:" + git.getLocalPort() + "/repository#branch";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void serve(String path, byte[] content) {
        http.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        boolean head = exchange.getRequestMethod().equals("HEAD");
                        exchange.sendResponseHeaders(200, head ? -1 : content.length);
                        if (!head) {
                            exchange.getResponseBody().write(content);
                        }
                    }
                });
    }

    private void repository() throws IOException {
        Path work = Files.createDirectories(directory.resolve("repository"));
        for (Path top : List.of(work, work.resolve("below"))) {
            Files.createDirectories(top.resolve("other"));
            for (Map.Entry<String, String> file : files().entrySet()) {
                Files.writeString(top.resolve(file.getKey()), file.getValue());
            }
            Files.writeString(top.resolve("other/Dockerfile"), "FROM busybox\nCOPY . /all\n");
        }
        git(work, "init", "-q");
        git(work, "checkout", "-q", "-b", "branch");
        git(work, "add", ".");
        git(work, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "one");
        git(work, "checkout", "-q", "-b", "other");
        git(work, "rm", "-q", "-r", ".");
        git(work, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "two");
    }

    private static void git(Path work, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder git = new ProcessBuilder(command).directory(work.toFile());
        git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        try {
            Process process = git.inheritIO().start();
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = git.accept();
                daemon("git connection", () -> serve(client));
            }
        } catch (IOException closed) {
            // the test has ended
        }
    }

    /** Each connection has a process of its own, as from inetd. */
    private void serve(Socket client) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "git", "daemon", "--inetd", "--export-all", "--base-path=" + directory);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        try (client) {
            Process daemon = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            daemon(
                    "git requests",
                    () -> {
                        try (OutputStream in = daemon.getOutputStream()) {
                            pass(client.getInputStream(), in);
                        } catch (IOException ended) {
                            // one of the sides has enough
                        }
                    });
            pass(daemon.getInputStream(), client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException ended) {
            // the client has enough
        }
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        http.stop(0);
        try {
            git.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
