package io.dockerkit.buildkit;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A {@code dockerd} of a test's own, which it may kill and start again: with its own containerd, data, bridge and socket, and
 * without firewall rules. Closing ends its processes and deletes its files.
 */
final class OwnEngine implements AutoCloseable {
    /** Starts the programs; the kernel takes 107 bytes for the path of a socket. */
    private static final String START =
            """
            cd "$1"
            if [ ! -S containerd.sock ]; then
                ip link add "$2" type bridge && ip addr add "$3.1/24" dev "$2"
                printf 'version = 2\\nroot = "%s/c"\\nstate = "%s/s"\\n' "$1" "$1" >containerd.toml
                printf 'disabled_plugins = ["io.containerd.grpc.v1.cri"]\\n' >>containerd.toml
                printf '[grpc]\\n  address = "%s/containerd.sock"\\n' "$1" >>containerd.toml
                containerd --config containerd.toml >>log 2>&1 </dev/null &
                echo $! >containerd.pid
                while [ ! -S containerd.sock ]; do sleep 0.05; done
            fi
            rm -f docker.pid docker.sock
            echo '{}' >daemon.json
            dockerd --config-file "$1/daemon.json" --data-root "$1/d" --exec-root "$1/e" --pidfile "$1/docker.pid" \
                --containerd "$1/containerd.sock" --host "unix://$1/docker.sock" --group "$(id -gn)" --bridge "$2" \
                --iptables=false --ip6tables=false --ip-masq=false --ip-forward=false >>log 2>&1 </dev/null &
            echo $! >dockerd.pid
            """;

    private static final String KILL =
            """
            kill -9 "$(cat "$1/dockerd.pid")"
            while kill -0 "$(cat "$1/dockerd.pid")" 2>/dev/null; do sleep 0.02; done
            """;

    private static final String END =
            """
            for name in dockerd containerd; do
                pid=$(cat "$1/$name.pid") || continue
                kill "$pid" 2>/dev/null
                for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                    kill -0 "$pid" 2>/dev/null || break
                    sleep 0.2
                done
                kill -9 "$pid" 2>/dev/null
            done
            for try in 1 2 3 4 5; do
                grep -F " $1/" /proc/mounts | cut -d ' ' -f 2 | sort -r | while read -r mount; do
                    umount -l "$mount"
                done
                rm -rf --one-file-system "$1" 2>/dev/null && break
                sleep 0.3
            done
            ip link delete "$2"
            """;

    private final Path directory;
    private final String bridge;
    private final String network;

    /** Starts it with images of the engine of the tests, and waits until it answers. */
    OwnEngine(List<String> images) throws IOException, InterruptedException {
        directory = Files.createTempDirectory(Path.of("/tmp"), "dke");
        int number = ThreadLocalRandom.current().nextInt(512);
        bridge = "dkbk" + number;
        // the range for tests of networks, RFC 2544
        network = (number < 256 ? "198.18." : "198.19.") + number % 256;
        try {
            start();
            loadImages(images);
        } catch (RuntimeException | IOException | InterruptedException | Error failed) {
            close();
            throw failed;
        }
    }

    private void loadImages(List<String> images) throws IOException {
        try (Docker tests = Docker.connect();
                Docker own = Docker.connect(address())) {
            for (String image : images) {
                try (InputStream archive = tests.images().save(image).open()) {
                    own.images().load(archive).execute();
                }
            }
        }
    }

    String address() {
        return "unix://" + directory + "/docker.sock";
    }

    /** Starts it again on the same data. */
    void start() throws IOException, InterruptedException {
        run(START, directory.toString(), bridge, network);
        for (int i = 0; i < 600; i++) {
            try (Docker docker = Docker.connect(address())) {
                docker.engine().ping();
                return;
            } catch (DockerException notYet) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError(
                "dockerd did not start: " + Files.readString(directory.resolve("log")));
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() throws IOException, InterruptedException {
        run(KILL, directory.toString());
    }

    /** Ends the processes of a step, which a killed dockerd leaves behind. */
    static void endSteps(String text) throws IOException, InterruptedException {
        for (String process : Leftovers.processes(text)) {
            run("kill -9 \"$1\"", process.substring(0, process.indexOf(' ')));
        }
    }

    private static void run(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("sudo", "-n"));
        }
        command.addAll(
                List.of(
                        "env",
                        "PATH=" + System.getenv("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin"));
        command.addAll(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile())
                .start()
                .onExit()
                .join();
    }

    @Override
    public void close() throws IOException {
        run(END, directory.toString(), bridge);
        if (Files.exists(directory)) {
            throw new AssertionError(directory + " is left");
        }
    }
}
