package io.dockerkit.bench;

import io.dockerkit.Containers;
import io.dockerkit.container.DetachedSpec;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        table.times("start a container until it is ready (" + how + ")", ms[0], ms[1], "Testcontainers", 0.9);
    }

    private static void several(Table table) throws Exception {
        Table.Action ours =
                () -> {
                    List<CompletableFuture<ScopedContainer>> all = new ArrayList<>();
                    for (int i = 0; i < SEVERAL; i++) {
                        all.add(CompletableFuture.supplyAsync(ours(Wait.port(8080))::startScoped, Tests::inThread));
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
        double[] ms = Table.medians(11, new Table.Action[] {ours, theirs}, Peers::removeAll);
        table.times("start five containers at once until they are ready", ms[0], ms[1], "Testcontainers", 0.8);
    }

    private static void firstOfJvm(Table table) throws Exception {
        Table.Action[] both = {
            () -> Peers.java(Peers.ownHome(), List.of(), Ours.class, Peers.SESSION),
            () -> Peers.java(Peers.ownHome(), List.of(), Theirs.class, Peers.SESSION)
        };
        double[] ms = Table.medians(11, both, Peers::removeAll);
        table.times("the first container of a JVM, from the JVM's start until it is ready", ms[0], ms[1], "Testcontainers", 0.6);
    }

    private static void inThread(Runnable task) {
        new Thread(task, "start").start();
    }

    /** Ends the program at once: what comes after is no part of the figure, and the containers are removed by their label. */
    private static void ready(int port) {
        System.out.println(port);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    static DetachedSpec ours(Wait wait) {
        return Containers.run("busybox")
                .label(Peers.LABEL, Peers.SESSION)
                .command(SERVE.split(" "))
                .detached()
                .port(8080)
                .waitFor(wait);
    }

    static GenericContainer<?> theirs(org.testcontainers.containers.wait.strategy.WaitStrategy wait) {
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
