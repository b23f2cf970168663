package io.dockerkit.buildkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real ssh server of this user's own on a loopback port, with keys made for it. */
final class SshServer implements AutoCloseable {
    private static final String USER = System.getProperty("user.name");

    private final Path directory;
    private final int port;
    private final Process server;

    /**
     * Starts it; it answers then.
     *
     * @param directory an empty directory, for its keys and its log
     */
    SshServer(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = freePort();
        key("host");
        key("user");
        String[] key = Files.readString(directory.resolve("host.pub")).split(" ", 3);
        write("known_hosts", "[127.0.0.1]:" + port + " " + key[0] + " " + key[1]);
        write(
                "config",
                "Host *",
                "IdentityFile " + directory.resolve("user"),
                "IdentitiesOnly yes",
                "IdentityAgent none",
                "UserKnownHostsFile " + directory.resolve("known_hosts"),
                "GlobalKnownHostsFile /dev/null",
                "StrictHostKeyChecking yes");
        write(
                "sshd_config",
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + directory.resolve("host"),
                "AuthorizedKeysFile " + directory.resolve("user.pub"),
                "PidFile none",
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "StrictModes no",
                "UsePAM no",
                "SetEnv PATH=" + System.getenv("PATH"));
        Path ssh = Files.createDirectory(directory.resolve("bin")).resolve("ssh");
        Files.writeString(
                ssh,
                "#!/bin/sh\nexec /usr/bin/ssh -F " + directory.resolve("config") + " \"$@\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.server = launch();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(directory.resolve(name), List.of(lines));
    }

    private void key(String name) throws IOException, InterruptedException {
        int status =
                new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new AssertionError("ssh-keygen failed");
        }
    }

    private Process launch() throws IOException, InterruptedException {
        if (USER.equals("root")) {
            // the package's service makes it at each boot
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path log = directory.resolve("log");
        Process process =
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
            if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("sshd ended: " + Files.readString(log));
            }
        }
        return process;
    }

    /** Returns the variables of a user whose engine is behind it. */
    Map<String, String> environment(String engineAddress) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("DOCKER_"));
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put(
                "DOCKER_HOST",
                "ssh://"
                        + USER
                        + "@127.0.0.1:"
                        + port
                        + engineAddress.substring("unix://".length()));
        return environment;
    }

    /** Returns what identifies the ssh processes that are on their way to it. */
    String mark() {
        return "-p " + port + " ";
    }

    @Override
    public void close() {
        List<ProcessHandle> sessions = server.toHandle().descendants().toList();
        server.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
        server.onExit().completeOnTimeout(server, 10, TimeUnit.SECONDS).join();
    }
}
