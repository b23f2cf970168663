package io.dockerkit.lab;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A real engine of a test's own, which it may suspend, kill and start again: a {@code dockerd} with its own containerd,
 * data and socket in a temporary directory, and without firewall rules. It has the image {@value #IMAGE}; its containers run
 * with {@code --network none} or {@code host}. Its bridge is one of its own, since a {@code dockerd} that is to have none
 * removes {@code docker0}, which may be that of another engine. Closing ends all its processes and deletes all its files.
 *
 * <pre>{@code
 * try (PrivateEngine engine = PrivateEngine.start(); Docker docker = engine.connect()) {
 *     docker.containers().run(PrivateEngine.IMAGE).network("host").command("true").execute();
 *     engine.suspend();
 * }
 * }</pre>
 *
 * <p>Not thread-safe, but for {@link #close}.
 */
public final class PrivateEngine implements AutoCloseable {
    public static final String IMAGE = "busybox";

    private static final long START_MILLIS = 60_000;

    /** Unmounts, removes and deletes all that belongs to the directory $1; needs root. */
    private static final String CLEAN_UP =
            """
            dir=$1
            grep -F " $dir/" /proc/mounts | cut -d ' ' -f 2 | sort -r | while read -r mount; do
                umount "$mount" 2>/dev/null || umount -l "$mount"
            done
            for file in "$dir"/exec/containerd/io.containerd.runtime.v2.task/moby/*/address; do
                [ ! -f "$file" ] || { address=$(cat "$file"); rm -f "${address#unix://}"; }
            done
            for container in "$dir"/data/containers/*; do
                id=${container##*/}
                find /sys/fs/cgroup -depth -type d -path "*$id*" -exec rmdir {} + 2>/dev/null
            done
            ip link delete "$2" 2>/dev/null
            rm -rf --one-file-system "$dir"
            """;

    private final Path directory;
    private final String bridge = "dklab" + UUID.randomUUID().toString().substring(0, 6);
    private final List<String> flags;
    private final Thread atExit = new Thread(this::clear, "test-private-engine-end");
    private Daemon containerd;
    private Daemon dockerd;
    private boolean closed;

    private PrivateEngine(Path directory, List<String> flags) {
        this.directory = directory;
        this.flags = flags;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param flags more flags of {@code dockerd}, such as {@code "-H", "tcp://127.0.0.1:2376", "--tlsverify"}
     * @throws AssertionError with the end of its log if it does not start
     */
    public static PrivateEngine start(String... flags) {
        Daemon.require("dockerd");
        Daemon.require("containerd");
        Daemon.require("ip");
        PrivateEngine engine = new PrivateEngine(temporaryDirectory(), List.of(flags));
        Runtime.getRuntime().addShutdownHook(engine.atExit);
        try {
            engine.makeBridge();
            engine.startContainerd();
            engine.startDockerd();
            engine.loadImage();
            return engine;
        } catch (Throwable failure) {
            engine.close();
            throw failure;
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path usual = Path.of(System.getProperty("java.io.tmpdir"));
            // the kernel takes 107 bytes for the path of a socket, of which the daemons need some
            Path parent = usual.toString().length() <= 40 ? usual : Path.of("/tmp");
            return Files.createTempDirectory(parent, "dk").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its address, {@code unix://…}. */
    public String address() {
        return "unix://" + socket();
    }

    /** Returns the path of its socket. */
    public Path socket() {
        return directory.resolve("docker.sock");
    }

    /** Opens a connection to it. */
    public Docker connect() {
        return Docker.connect(address());
    }

    /** Returns the process id of {@code dockerd}. */
    public long pid() {
        return dockerd.pid();
    }

    /** Returns the end of what {@code dockerd} has logged. */
    public String log() {
        return dockerd.log();
    }

    /** SIGSTOP: it still accepts connections, and answers nothing. */
    public void suspend() {
        dockerd.suspend();
    }

    /** SIGCONT: it goes on. */
    public void resume() {
        dockerd.signal("CONT");
    }

    /** {@code kill -9} for {@code dockerd}; containers go on until it is started again. Returns when it is gone. */
    public void kill() {
        dockerd.kill();
    }

    /** Starts {@code dockerd} again on the same data, after {@link #kill}; waits until it answers. */
    public void startAgain() {
        startDockerd();
    }

    /** In the range for tests of networks, RFC 2544; nothing is sent there. */
    private void makeBridge() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String network = (random.nextBoolean() ? "198.18." : "198.19.") + random.nextInt(256);
        Daemon.runAsRoot("ip", "link", "add", bridge, "type", "bridge");
        Daemon.runAsRoot("ip", "addr", "add", network + ".1/24", "dev", bridge);
    }

    private void startContainerd() {
        Path settings = directory.resolve("containerd.toml");
        Path socket = directory.resolve("containerd.sock");
        String text =
                String.format(
                        Locale.ROOT,
                        """
                        version = 2
                        root = "%1$s/containerd"
                        state = "%1$s/exec/containerd"
                        disabled_plugins = ["io.containerd.grpc.v1.cri"]
                        [grpc]
                          address = "%2$s"
                        [plugins."io.containerd.internal.v1.opt"]
                          path = "%1$s/containerd/opt"
                        """,
                        directory,
                        socket);
        write(settings, text);
        containerd =
                Daemon.start(directory, List.of("containerd", "--config", settings.toString()));
        if (!containerd.within(START_MILLIS, () -> Files.exists(socket))) {
            throw new AssertionError("containerd did not start: " + containerd.log());
        }
    }

    private void startDockerd() {
        Path settings = directory.resolve("daemon.json");
        write(settings, "{}\n");
        List<String> command = new ArrayList<>(List.of("dockerd"));
        command.addAll(List.of("--config-file", settings.toString()));
        command.addAll(List.of("--data-root", directory + "/data"));
        command.addAll(List.of("--exec-root", directory + "/exec"));
        command.addAll(List.of("--pidfile", directory + "/dockerd.pid"));
        command.addAll(List.of("--containerd", directory + "/containerd.sock"));
        command.addAll(List.of("--host", address(), "--group", group()));
        command.addAll(List.of("--bridge=" + bridge, "--iptables=false", "--ip6tables=false"));
        command.addAll(List.of("--ip-masq=false", "--ip-forward=false"));
        command.addAll(flags);
        // a dockerd that was killed leaves it, and a process of another program may have its number
        Daemon.runAsRoot("rm", "-f", directory + "/dockerd.pid", socket().toString());
        dockerd = Daemon.start(directory, command);
        if (!dockerd.within(START_MILLIS, this::answers)) {
            throw new AssertionError("dockerd did not start: " + dockerd.log());
        }
    }

    private static String group() {
        return Daemon.runAsRoot("id", "-gn", System.getProperty("user.name")).trim();
    }

    private boolean answers() {
        if (!Files.exists(socket())) {
            return false;
        }
        try (Docker docker = connect()) {
            docker.engine().ping();
            return true;
        } catch (DockerException notYet) {
            return false;
        }
    }

    /** From the engine of the tests, which has it or gets it from its registry. */
    private void loadImage() {
        try (Docker tests = Docker.connect();
                Docker own = connect()) {
            if (tests.images().find(IMAGE).isEmpty()) {
                tests.images().pull(IMAGE).execute();
            }
            try (InputStream archive = tests.images().save(IMAGE).open()) {
                own.images().load(archive).execute();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends its processes and deletes its files; does nothing the second time. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // the hook runs
        }
        clear();
    }

    private synchronized void clear() {
        if (closed) {
            return;
        }
        closed = true;
        if (dockerd != null && !Daemon.hasEnded(dockerd.pid())) {
            dockerd.signal("CONT");
            removeContainers();
            dockerd.end(15_000);
        }
        endShims();
        if (containerd != null) {
            containerd.end(10_000);
        }
        String said = Daemon.runAsRoot("sh", "-c", CLEAN_UP, "sh", directory.toString(), bridge);
        if (Files.exists(directory)) {
            throw new AssertionError("cannot delete " + directory + ": " + said);
        }
    }

    /** Otherwise it would give each ten seconds to end. */
    private void removeContainers() {
        try (Docker docker = connect()) {
            docker.containers().query().all().removeAll(options -> options.force());
        } catch (DockerException broken) {
            // what is left is ended by its shim
        }
    }

    /** After a crash, the processes of containers are still there, each a descendant of a shim. */
    private void endShims() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            for (ProcessHandle shim : all.filter(this::isShim).toList()) {
                shim.descendants().map(ProcessHandle::pid).forEach(Daemon::kill);
                Daemon.kill(shim.pid());
            }
        }
    }

    private boolean isShim(ProcessHandle process) {
        Path words = Path.of("/proc/" + process.pid() + "/cmdline");
        try {
            String line = Files.readString(words);
            return line.contains("containerd-shim")
                    && line.contains(directory + "/containerd.sock");
        } catch (IOException gone) {
            return false;
        }
    }
}
