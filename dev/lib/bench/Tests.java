package io.dockerkit.bench;

import io.dockerkit.Containers;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** What a test waits for: containers that answer, one, several at once, of a whole class, and the first of a JVM. */
final class Tests {
    private static final String SERVE = "httpd -f -p 8080 -h /etc";
    private static final int SEVERAL = 5;

    /** The first test of a JVM, by DockerKit. */
    static final class Ours {
        public static void main(String[] args) {
            ready(ours(Wait.http(8080, "/hostname")).startScoped().address(8080).getPort());
        }
    }

    /** The first test of a JVM, by Testcontainers. */
    static final class Theirs {
        @SuppressWarnings("resource")
        public static void main(String[] args) {
            GenericContainer<?> container = theirs(http());
            container.start();
            ready(container.getMappedPort(8080));
        }
    }

    private Tests() {}

    static void run(Table table) throws Exception {
        try {
            one(table, "port", Wait.port(8080), port());
            one(table, "HTTP", Wait.http(8080, "/hostname"), http());
            several(table);
            firstOfJvm(table);
            TestClasses.run(table);
        } finally {
            Peers.removeAll();
        }
    }

    private static void one(
            Table table,
            String how,
            Wait ours,
            org.testcontainers.containers.wait.strategy.WaitStrategy theirs)
            throws Exception {
        Table.Action[] both = {() -> ours(ours).startScoped(), () -> theirs(theirs).start()};
        double[] ms = Table.medians(21, both, Peers::removeAll);
        table.times(
                "start a container until it is ready (" + how + ")",
                ms[0],
                ms[1],
                "Testcontainers",
                0.9);
    }

    private static void several(Table table) throws Exception {
        Table.Action ours =
                () -> {
                    List<CompletableFuture<ScopedContainer>> all = new ArrayList<>();
                    for (int i = 0; i < SEVERAL; i++) {
                        all.add(
                                CompletableFuture.supplyAsync(
                                        ours(Wait.port(8080))::startScoped, Tests::inThread));
                    }
                    all.forEach(CompletableFuture::join);
                };
        Table.Action theirs =
                () -> {
                    List<GenericContainer<?>> all = new ArrayList<>();
                    for (int i = 0; i < SEVERAL; i++) {
                        all.add(theirs(port()));
                    }
                    Startables.deepStart(all).join();
                };
        double[] ms =
                Table.medians(
                        11,
                        new Table.Action[] {ours, theirs, Tests::bareSeveral},
                        Peers::removeAll);
        table.times(
                "start five containers at once until they are ready",
                ms[0],
                ms[1],
                "Testcontainers",
                0.8,
                ms[2]);
    }

    /** The least that starts as many at once and learns their ports; it does not wait until they are ready. */
    private static void bareSeveral() {
        CompletableFuture<?>[] all = new CompletableFuture<?>[SEVERAL];
        for (int i = 0; i < SEVERAL; i++) {
            all[i] = CompletableFuture.runAsync(Tests::bareOne, Tests::inThread);
        }
        CompletableFuture.allOf(all).join();
    }

    private static void bareOne() {
        String spec =
                """
                {"Image": "busybox", "Cmd": %s, "Labels": {"%s": "%s"}, "ExposedPorts": {"8080/tcp": {}},
                 "HostConfig": {"PortBindings": {"8080/tcp": [{}]}}}
                """
                        .formatted(
                                "[\"" + SERVE.replace(" ", "\", \"") + "\"]",
                                Peers.LABEL,
                                Peers.SESSION);
        String name = "bench-" + UUID.randomUUID();
        try (Bare bare = new Bare()) {
            OutputStream nowhere = OutputStream.nullOutputStream();
            byte[] body = spec.getBytes(StandardCharsets.UTF_8);
            bare.exchange(
                    "POST /v1.41/containers/create?name=" + name,
                    new ByteArrayInputStream(body),
                    body.length,
                    nowhere);
            bare.exchange("POST /v1.41/containers/" + name + "/start", null, 0, nowhere);
            bare.exchange("GET /v1.41/containers/" + name + "/json", null, 0, nowhere);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the start of a JVM until its first container is ready, and on to its end, when the container is removed. */
    private static void firstOfJvm(Table table) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        Table.Action[] both = {
            () -> ours.add(Peers.untilFirstLine(Ours.class, Peers.SESSION)),
            () -> theirs.add(Peers.untilFirstLine(Theirs.class, Peers.SESSION))
        };
        double[] ms = Table.medians(15, both, Peers::removeAll);
        table.times(
                "the first container of a JVM, from the JVM's start until it is ready",
                median(ours),
                median(theirs),
                "Testcontainers",
                0.6);
        table.times(
                "the same until the JVM has ended and removed it", ms[0], ms[1], "Testcontainers");
    }

    private static double median(List<Double> values) {
        return Table.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void inThread(Runnable task) {
        new Thread(task, "start").start();
    }

    /** Says so, and ends the program as programs end: with what each library does then. */
    private static void ready(int port) {
        System.out.println(port);
        System.out.flush();
        System.exit(0);
    }

    static DetachedSpec ours(Wait wait) {
        return Containers.run("busybox")
                .label(Peers.LABEL, Peers.SESSION)
                .command(SERVE.split(" "))
                .detached()
                .port(8080)
                .waitFor(wait);
    }

    static GenericContainer<?> theirs(
            org.testcontainers.containers.wait.strategy.WaitStrategy wait) {
        return new GenericContainer<>(DockerImageName.parse("busybox"))
                .withLabels(Map.of(Peers.LABEL, Peers.SESSION))
                .withCommand(SERVE.split(" "))
                .withExposedPorts(8080)
                .waitingFor(wait);
    }

    private static org.testcontainers.containers.wait.strategy.WaitStrategy port() {
        return org.testcontainers.containers.wait.strategy.Wait.forListeningPort();
    }

    private static org.testcontainers.containers.wait.strategy.WaitStrategy http() {
        return org.testcontainers.containers.wait.strategy.Wait.forHttp("/hostname").forPort(8080);
    }
}
