package io.dockerkit.lab;

import io.dockerkit.Docker;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.run.ExecResult;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.volume.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What many threads do with one client: questions most often, and now and then a container made, run or asked to run a
 * command. Every answer is compared with the right one. Closing removes the container that is asked. Thread-safe.
 */
public final class MixedLoad implements AutoCloseable {
    private static final String IMAGE = "busybox";

    private final Docker docker;
    private final String key;
    private final String value;
    private final Container subject;
    private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

    /** Makes the load of a client; what it makes carries the label. */
    public MixedLoad(Docker docker, String key, String value) {
        this.docker = docker;
        this.key = key;
        this.value = value;
        this.subject =
                docker.containers()
                        .run(IMAGE)
                        .label(key, value)
                        .network("host")
                        .detached()
                        .command("sh", "-c", "echo content > /file; seq 3; exec sleep 36000")
                        .start();
        try (Stream<LogLine> lines = subject.logs().follow().lines()) {
            require("lines", 3L, lines.limit(3).count());
        }
    }

    /** How often each operation was done. */
    public Map<String, AtomicLong> counts() {
        return counts;
    }

    /**
     * Does so many operations, one after another.
     *
     * @return how many
     * @throws AssertionError at the first wrong answer
     */
    public int run(int operations) {
        for (int i = 0; i < operations; i++) {
            once();
        }
        return operations;
    }

    /** Does one operation. */
    public void once() {
        int dice = ThreadLocalRandom.current().nextInt(400);
        String name;
        if (dice < 2) {
            name = "run";
            run();
        } else if (dice < 6) {
            name = "create and remove";
            create();
        } else if (dice < 14) {
            name = "exec";
            exec();
        } else if (dice < 26) {
            name = "volume";
            volume();
        } else if (dice < 32) {
            // the engine starts a process for each
            name = "read a file";
            require(name, "content\n", subject.readString("/file"));
        } else {
            name = ask(dice % 6);
        }
        counts.computeIfAbsent(name, key -> new AtomicLong()).incrementAndGet();
    }

    private String ask(int which) {
        switch (which) {
            case 0 -> {
                require("ping", true, docker.engine().ping().apiVersion().startsWith("1."));
                return "ping";
            }
            case 1 -> {
                require("inspect", subject.id(), subject.inspect().id());
                return "inspect";
            }
            case 2 -> {
                long found =
                        docker.containers().query().label(key, value).list().stream()
                                .filter(c -> c.id().equals(subject.id()))
                                .count();
                require("list", 1L, found);
                return "list";
            }
            case 3 -> {
                require("logs", "1\n2\n3\n", subject.logs().execute().stdout());
                return "logs";
            }
            case 4 -> {
                require("version", false, docker.engine().version().version().isEmpty());
                return "version";
            }
            default -> {
                try (Stream<LogLine> lines = subject.logs().follow().lines()) {
                    require("follow", "1", lines.findFirst().orElseThrow().text());
                }
                return "follow and close";
            }
        }
    }

    private void run() {
        String text = UUID.randomUUID().toString();
        RunResult result =
                docker.containers()
                        .run(IMAGE)
                        .label(key, value)
                        .network("host")
                        .rm()
                        .command("sh", "-c", "echo " + text + "; exit 7")
                        .execute();
        require("output", text + "\n", result.stdout());
        require("exit code", 7, result.exitCode());
    }

    private void create() {
        Container made = docker.containers().run(IMAGE).label(key, value).network("host").create();
        require("removed", List.of(made.id()), made.remove().removed());
    }

    private void exec() {
        String text = UUID.randomUUID().toString();
        ExecResult result = subject.exec("cat").stdin(text).execute();
        require("echo", text, result.stdout());
        require("exit code", 0, result.exitCode());
    }

    private void volume() {
        String name = "load-" + UUID.randomUUID();
        Volume volume = docker.volumes().create(name).label(key, value).execute();
        require("volume", name, docker.volumes().get(name).name());
        volume.remove();
    }

    private static void require(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + expected + " but was " + actual);
        }
    }

    @Override
    public void close() {
        subject.remove(options -> options.force());
    }
}
