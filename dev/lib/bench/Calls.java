package io.dockerkit.bench;

import com.github.dockerjava.api.DockerClient;
import io.dockerkit.Containers;
import io.dockerkit.Docker;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.RunSpec;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Short calls over a connection that is there. */
final class Calls {
    private static final long WARM_NANOS = 1_000_000_000;
    private static final int BATCH = 50;
    private static final int ROUNDS = 201;

    private Calls() {}

    static void run(Table table) throws Exception {
        try (DockerClient raw = Peers.dockerJava();
                Bare bare = new Bare()) {
            Container container =
                    Containers.run("busybox")
                            .label(Peers.LABEL, Peers.SESSION)
                            .command("true")
                            .create();
            inspect(table, raw, bare, container);
            ping(table, bare);
            connections(table, container.id());
            list(table, raw, bare);
        } finally {
            Peers.removeAll();
        }
    }

    private static void repeat(int times, Table.Action action) throws Exception {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    /** Each has a second to get warm. */
    private static void warm(Table.Action action) throws Exception {
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_NANOS; ) {
            action.run();
        }
    }

    private static void inspect(Table table, DockerClient raw, Bare bare, Container container)
            throws Exception {
        Table.Action ours = () -> container.inspect().name();
        Table.Action theirs = () -> raw.inspectContainerCmd(container.id()).exec().getName();
        warm(ours);
        warm(theirs);
        String request = "GET /containers/" + container.id() + "/json";
        Table.Action limit = () -> bare.exchange(request, null, 0, OutputStream.nullOutputStream());
        double[] ms =
                Table.medians(
                        ROUNDS,
                        () -> repeat(BATCH, ours),
                        () -> repeat(BATCH, theirs),
                        () -> repeat(BATCH, limit));
        table.times(
                "inspect, warm", ms[0] / BATCH, ms[1] / BATCH, "docker-java", 0.6, ms[2] / BATCH);
    }

    private static void ping(Table table, Bare bare) throws Exception {
        try (Docker docker = Docker.connect()) {
            Table.Action ours = () -> docker.engine().ping();
            Table.Action theirs =
                    () -> bare.exchange("GET /_ping", null, 0, OutputStream.nullOutputStream());
            warm(ours);
            warm(theirs);
            double[] ms =
                    Table.medians(ROUNDS, () -> repeat(BATCH, ours), () -> repeat(BATCH, theirs));
            table.times("ping, warm", ms[0] / BATCH, ms[1] / BATCH, "bare socket", 1.3);
        }
    }

    private static void connections(Table table, String id) throws Exception {
        Path directory = Files.createTempDirectory("dockerkit-bench");
        try (CountingProxy proxy = new CountingProxy(directory.resolve("s"), Peers.socket());
                Docker docker = Docker.connect("unix://" + directory.resolve("s"))) {
            Container container = docker.containers().get(id);
            repeat(1000, container::inspect);
            table.limit("connections opened by 1,000 calls", proxy.connections(), "", 2);
        }
        Files.deleteIfExists(directory.resolve("s"));
        Files.delete(directory);
    }

    private static void list(Table table, DockerClient raw, Bare bare) throws Exception {
        RunSpec spec =
                Containers.run("hello-world")
                        .label(Peers.LABEL, Peers.SESSION)
                        .label("list", "yes");
        repeat(200, spec::create);
        Table.Action ours =
                () -> require200(Containers.query().all().label("list", "yes").list().size());
        Table.Action theirs =
                () ->
                        require200(
                                raw.listContainersCmd()
                                        .withShowAll(true)
                                        .withLabelFilter(Map.of("list", "yes"))
                                        .exec()
                                        .size());
        warm(ours);
        warm(theirs);
        String request =
                "GET /containers/json?all=1&filters=%7B%22label%22%3A%5B%22list%3Dyes%22%5D%7D";
        Table.Action limit = () -> bare.exchange(request, null, 0, OutputStream.nullOutputStream());
        double[] ms = Table.medians(41, ours, theirs, limit);
        table.times("list of 200 containers", ms[0], ms[1], "docker-java", 0.7, ms[2]);
        table.times("list of 200 containers", ms[0], ms[2], "bare socket", 1.2);
    }

    private static void require200(int number) {
        if (number != 200) {
            throw new IllegalStateException("listed " + number);
        }
    }
}
