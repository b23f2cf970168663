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

/** What a test waits for: containers that answer, one, several at once, and of a whole class. */
final class Tests {
    static final String SERVE = "httpd -f -p 8080 -h /etc";
    private static final int SEVERAL = 5;

    private Tests() {}

    static void run(Table table) throws Exception {
        try {
            one(table, "port", Wait.port(8080), port());
            one(table, "HTTP", Wait.http(8080, "/hostname"), http());
            several(table);
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

    private static void inThread(Runnable task) {
        new Thread(task, "start").start();
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

    static org.testcontainers.containers.wait.strategy.WaitStrategy http() {
        return org.testcontainers.containers.wait.strategy.Wait.forHttp("/hostname").forPort(8080);
    }
}
