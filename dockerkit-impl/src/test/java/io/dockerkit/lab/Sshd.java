package io.dockerkit.lab;

import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real ssh server of this user's own on a loopback port, with keys made for it, and an environment whose {@code ssh} is
 * the system's with a configuration of its own: nothing of the user's is read or written.
 */
public final class Sshd implements AutoCloseable {
    private static final String USER = System.getProperty("user.name");

    private final Path directory;
    private final int port;
    private final Process server;

    private Sshd(Path directory, int port, Process server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /**
     * Starts a server in an empty directory; it answers when this returns.
     *
     * @param lines of its configuration, which count more than those that it has anyway
     */
    public static Sshd start(Path directory, String... lines)
            throws IOException, InterruptedException {
        makeKey(directory.resolve("host"));
        makeKey(directory.resolve("user"));
        Files.copy(directory.resolve("user.pub"), directory.resolve("authorized"));
        int port = Ports.free();
        Files.writeString(
                directory.resolve("sshd_config"),
                String.join("\n", lines) + "\n" + serverConfig(directory, port));
        String[] key = Files.readString(directory.resolve("host.pub")).split(" ", 3);
        Files.writeString(
                directory.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + key[0] + " " + key[1] + "\n");
        Files.writeString(directory.resolve("config"), clientConfig(directory));
        writeSsh(directory, "config");
        return new Sshd(directory, port, launch(directory));
    }

    private static String serverConfig(Path directory, int port) {
        String own = System.getenv("DOCKER_HOST");
        String engine = own == null ? "" : " DOCKER_HOST=" + own;
        return String.join(
                "\n",
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + directory.resolve("host"),
                "AuthorizedKeysFile " + directory.resolve("authorized"),
                "PidFile " + directory.resolve("pid"),
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "StrictModes no",
                "UsePAM no",
                "SetEnv PATH=" + System.getenv("PATH") + " " + mark(port) + engine,
                "");
    }

    private static String clientConfig(Path directory, String... lines) {
        return String.join(
                "\n",
                String.join("\n", lines),
                "Host *",
                "IdentityFile " + directory.resolve("user"),
                "IdentitiesOnly yes",
                "IdentityAgent none",
                "UserKnownHostsFile " + directory.resolve("known_hosts"),
                "GlobalKnownHostsFile /dev/null",
                "StrictHostKeyChecking yes",
                "");
    }

    private static void writeSsh(Path directory, String config) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path ssh = bin.resolve("ssh");
        Files.writeString(
                ssh, "#!/bin/sh\nexec /usr/bin/ssh -F " + directory.resolve(config) + " \"$@\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What it says goes to a file, so that nobody has to read on. */
    private static Process launch(Path directory) throws IOException, InterruptedException {
        if (USER.equals("root")) {
            // the package's service makes it at each boot
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path log = directory.resolve("log");
        Process server =
                new ProcessBuilder(
                                "/usr/sbin/sshd",
                                "-D",
                                "-e",
                                "-f",
                                directory.resolve("sshd_config").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        while (!Files.readString(log).contains("Server listening")) {
            if (server.waitFor(10, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("sshd ended: " + Files.readString(log));
            }
        }
        return server;
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        Process made =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "",
                                "-f",
                                file.toString())
                        .inheritIO()
                        .start();
        if (made.waitFor() != 0) {
            throw new AssertionError("ssh-keygen failed");
        }
    }

    /**
     * Returns the address of an engine by way of this server.
     *
     * @param socket its socket; empty for the one that the docker command there finds: this process's
     */
    public String address(String socket) {
        return "ssh://" + USER + "@127.0.0.1:" + port + socket;
    }

    /** Returns this server's port. */
    public int port() {
        return port;
    }

    /** Returns the variables of a user whose ssh gets in here; they name no engine. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("DOCKER_"));
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        return environment;
    }

    /** Returns the finder of engines for {@link #environment()}. */
    public Endpoints endpoints() {
        return new Endpoints(environment(), directory);
    }

    /** Connects as {@link io.dockerkit.Docker#connect(String)} does, with {@link #environment()}. */
    public DockerBackend connect(String address) {
        return new EngineProvider(endpoints()).connect(address);
    }

    /** Adds lines to ssh's configuration, which count more than those before. */
    public void configure(String... lines) throws IOException {
        Path config = directory.resolve("config");
        Files.writeString(config, clientConfig(directory, lines));
    }

    /** Makes another key the only one that is known for this server. */
    public void forgetHostKey() throws IOException {
        String[] key = Files.readString(directory.resolve("user.pub")).split(" ", 3);
        Files.writeString(
                directory.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + key[0] + " " + key[1] + "\n");
    }

    /** Lets nobody in any more. */
    public void forgetUsers() throws IOException {
        Files.writeString(directory.resolve("authorized"), "");
    }

    /** Returns the ssh processes below a process that are on their way to this server. */
    public List<ProcessHandle> clients(ProcessHandle of) {
        return of.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("-p " + port + " "))
                .toList();
    }

    /**
     * Returns what the users of this server had started on this side and what still runs, those included whose connection
     * is gone.
     */
    public List<ProcessHandle> programs() {
        return ProcessHandle.allProcesses().filter(this::isOfThisServer).toList();
    }

    private boolean isOfThisServer(ProcessHandle process) {
        try {
            String environment = Files.readString(Path.of("/proc", process.pid() + "", "environ"));
            return List.of(environment.split("\0")).contains(mark(port));
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }

    private static String mark(int port) {
        return "DOCKERKIT_SSHD=" + port;
    }

    /** Kills what serves the existing connections; new ones are still accepted. */
    public void killSessions() {
        server.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops the server and all of its sessions. */
    @Override
    public void close() {
        List<ProcessHandle> sessions = server.toHandle().descendants().toList();
        server.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
        try {
            server.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
