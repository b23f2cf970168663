package io.dockerkit.bench;

import com.github.dockerjava.api.DockerClient;
import io.dockerkit.Docker;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.Engine;
import io.dockerkit.Networks;
import io.dockerkit.Services;
import io.dockerkit.Swarm;
import io.dockerkit.Tasks;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceSpec;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Services until they have converged, lists of tasks, and what a wait costs, on a swarm of this one engine. */
final class Swarms {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<String> SLEEP =
            List.of("busybox", "sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait");

    private Swarms() {}

    static void run(Table table) throws Exception {
        boolean begun = Engine.info().at("/Swarm/LocalNodeState").text().equals("inactive");
        boolean hadBridge = Networks.find("docker_gwbridge").isPresent();
        if (begun) {
            Swarm.init().advertiseAddr("127.0.0.1").taskHistoryLimit(0).execute();
        }
        try {
            tasks(table);
            waiting(table);
            twentyReplicas(table);
            scaling(table);
        } finally {
            removeAll();
            if (begun) {
                Swarm.leave(options -> options.force());
                if (!hadBridge) {
                    Networks.find("docker_gwbridge").ifPresent(network -> network.remove());
                }
            }
        }
    }

    private static void removeAll() {
        Services.query().label(Peers.LABEL, Peers.SESSION).list().forEach(Service::remove);
    }

    /** The next measurement begins when the containers of this one have ended. */
    private static void settle() throws InterruptedException {
        removeAll();
        while (io.dockerkit.Containers.query()
                .label("com.docker.swarm.service.name")
                .list()
                .stream()
                .findAny()
                .isPresent()) {
            Thread.sleep(200);
        }
        Thread.sleep(1000);
    }

    private static ServiceSpec service(String name) {
        return Services.create(name, SLEEP.get(0))
                .args(SLEEP.subList(1, SLEEP.size()).toArray(String[]::new))
                .label(Peers.LABEL, Peers.SESSION)
                .noResolveImage()
                .stopGracePeriod(Duration.ofSeconds(1))
                .timeout(LONGEST);
    }

    private static String[] cli(String... words) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("docker", "service"),
                        java.util.stream.Stream.of(words))
                .toArray(String[]::new);
    }

    private static void twentyReplicas(Table table) throws Exception {
        Table.Action ours = () -> service("bench-ours").replicas(20).execute();
        String[] line =
                cli(
                        "create",
                        "--quiet",
                        "--name",
                        "bench-cli",
                        "--label",
                        Peers.LABEL + "=" + Peers.SESSION,
                        "--no-resolve-image",
                        "--stop-grace-period",
                        "1s",
                        "--replicas",
                        "20",
                        SLEEP.get(0),
                        SLEEP.get(1),
                        SLEEP.get(2),
                        SLEEP.get(3));
        double[] ms =
                Table.medians(5, new Table.Action[] {ours, () -> Peers.run(line)}, Swarms::settle);
        table.times(
                "a service of 20 tasks until it has converged",
                ms[0],
                ms[1],
                "docker service create",
                1.0);
    }

    private static void scaling(Table table) throws Exception {
        Table.Action ours =
                () -> {
                    Service service = service("bench-scale").replicas(1).start();
                    Services.scale(service.name(), 50).timeout(LONGEST).execute();
                    Services.scale(service.name(), 1).timeout(LONGEST).execute();
                };
        Table.Action theirs =
                () -> {
                    service("bench-scale").replicas(1).start();
                    Peers.run(cli("scale", "bench-scale=50"));
                    Peers.run(cli("scale", "bench-scale=1"));
                };
        double[] ms = Table.medians(3, new Table.Action[] {ours, theirs}, Swarms::settle);
        table.times(
                "scale a service from 1 task to 50 and back",
                ms[0],
                ms[1],
                "docker service scale",
                1.0);
    }

    /** No node meets their constraint, so that they are tasks without containers. */
    private static void tasks(Table table) throws Exception {
        service("bench-tasks").constraint("node.labels.none==x").replicas(1000).start();
        while (Tasks.list().size() < 1000) {
            Thread.sleep(200);
        }
        try (DockerClient raw = Peers.dockerJava();
                Bare bare = new Bare()) {
            String id = Services.get("bench-tasks").id();
            String filters =
                    URLEncoder.encode(
                            "{\"service\":{\"" + id + "\":true}}", StandardCharsets.UTF_8);
            Table.Action limit =
                    () -> {
                        OutputStream nowhere = OutputStream.nullOutputStream();
                        bare.exchange("GET /services/" + id, null, 0, nowhere);
                        bare.exchange("GET /tasks?filters=" + filters, null, 0, nowhere);
                    };
            Table.Action ours = () -> require(Services.get("bench-tasks").tasks().size() == 1000);
            Table.Action theirs =
                    () -> {
                        raw.listServicesCmd().withNameFilter(List.of("bench-tasks")).exec();
                        require(
                                raw.listTasksCmd().withServiceFilter("bench-tasks").exec().size()
                                        == 1000);
                    };
            for (int i = 0; i < 10; i++) {
                ours.run();
                theirs.run();
                limit.run();
            }
            double[] ms = Table.medians(41, ours, theirs, limit);
            table.times(
                    "list of 1,000 tasks of a service", ms[0], ms[1], "docker-java", 0.7, ms[2]);
        }
        settle();
    }

    private static void require(boolean so) {
        if (!so) {
            throw new IllegalStateException("the tasks are not all there");
        }
    }

    /** A wait for a service whose tasks never get a node. */
    private static void waiting(Table table) throws Exception {
        Path directory = Files.createTempDirectory("dk");
        Path socket = directory.resolve("proxy.sock");
        int seconds = 15;
        try (CountingProxy proxy = new CountingProxy(socket, Peers.socket());
                Docker docker = Docker.connect("unix://" + socket)) {
            Service waiting =
                    service("bench-wait").constraint("node.labels.none==x").replicas(3).start();
            docker.engine().ping();
            long before = proxy.requests();
            try {
                docker.services()
                        .scale(waiting.name(), 4)
                        .timeout(Duration.ofSeconds(seconds))
                        .execute();
                throw new IllegalStateException("it cannot converge");
            } catch (DockerTimeoutException late) {
                table.limit(
                        "requests a second while a service is waited for",
                        (proxy.requests() - before) / (double) seconds,
                        "",
                        2);
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(directory);
        }
        settle();
    }
}
