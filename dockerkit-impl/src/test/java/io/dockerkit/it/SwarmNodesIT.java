package io.dockerkit.it;

import static io.dockerkit.lab.SwarmNodes.LIMIT;
import static io.dockerkit.lab.SwarmNodes.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.EngineException;
import io.dockerkit.InUseException;
import io.dockerkit.ServiceUpdateException;
import io.dockerkit.container.LogLine;
import io.dockerkit.lab.SwarmNodes;
import io.dockerkit.network.Network;
import io.dockerkit.swarm.Config;
import io.dockerkit.swarm.Node;
import io.dockerkit.swarm.Secret;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceProgress;
import io.dockerkit.swarm.ServiceSpec;
import io.dockerkit.swarm.Task;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A swarm of three engines: its nodes, and what services do on several of them. */
@Tag("swarm")
@Tag("exclusive")
@Timeout(300)
@TestMethodOrder(OrderAnnotation.class)
class SwarmNodesIT {
    @RegisterExtension static final SwarmNodes SWARM = new SwarmNodes();

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String TASK_ID = "com.docker.swarm.task.id";

    /** A service of busybox whose tasks end as soon as they are asked to. */
    private static ServiceSpec service(String name, String script) {
        return job(name, script).updateMonitor(Duration.ofSeconds(2));
    }

    private static ServiceSpec job(String name, String script) {
        return SWARM.manager()
                .services()
                .create(Witness.unique(name), "busybox")
                .args("sh", "-c", script)
                .stopGracePeriod(SECOND)
                .timeout(LIMIT);
    }

    private static List<Task> running(Service service) {
        return service.tasks().stream().filter(Task::isRunning).toList();
    }

    private static Set<String> nodesOf(List<Task> tasks) {
        return tasks.stream()
                .map(task -> task.nodeId().orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ids(List<Task> tasks) {
        return tasks.stream().map(Task::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String id(int node) {
        return SWARM.node(node).id();
    }

    @Test
    @Order(1)
    void enginesJoinByTheTokensOfTheirRoles() {
        List<Node> nodes = SWARM.manager().nodes().list();
        assertThat(nodes)
                .extracting(Node::hostname)
                .containsExactlyInAnyOrder("node1", "node2", "node3");
        assertThat(nodes)
                .filteredOn(Node::isLeader)
                .extracting(Node::hostname)
                .containsOnly("node1");
        Node first = SWARM.node(1);
        assertThat(first.role()).isEqualTo("manager");
        assertThat(first.managerAddress()).contains("10.77.0.1:2377");
        Node second = SWARM.node(2);
        assertThat(second.role()).isEqualTo("worker");
        assertThat(second.address()).contains("10.77.0.2");
        assertThat(second.managerAddress()).isEmpty();
        assertThat(second.reachability()).isEmpty();
        assertThat(second.availability()).isEqualTo("active");
        eventually(
                "the third is a manager that others reach",
                () -> SWARM.node(3).reachability().equals(Optional.of("reachable")));
        assertThat(SWARM.engine(3).nodes().get("self"))
                .isEqualTo(SWARM.engine(3).nodes().get("node3"));
        assertThat(SWARM.manager().swarm().inspect().defaultAddrPools())
                .containsExactly("10.201.0.0/16");
        assertThatThrownBy(() -> SWARM.engine(2).nodes().list())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not a swarm manager");
        assertThatThrownBy(
                        () ->
                                SWARM.engine(2)
                                        .swarm()
                                        .join("10.77.0.1:2377")
                                        .token(SWARM.manager().swarm().joinToken("worker"))
                                        .execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("already part of a swarm");
    }

    private static boolean listsNodes(int number) {
        try {
            return SWARM.engine(number).nodes().list().size() == 3;
        } catch (EngineException notYet) {
            assertThat(notYet).hasMessageContaining("Manager is being prepared");
            return false;
        }
    }

    @Test
    @Order(2)
    void nodesArePromotedAndDemoted() {
        SWARM.node(2).promote();
        eventually(
                "the second is a manager",
                () -> SWARM.node(2).reachability().equals(Optional.of("reachable")));
        eventually("it answers as a manager", () -> listsNodes(2));
        for (int number : new int[] {2, 3}) {
            SWARM.node(number).demote();
            eventually(
                    "node" + number + " is a worker",
                    () -> {
                        Node node = SWARM.node(number);
                        return node.role().equals("worker")
                                && node.managerAddress().isEmpty()
                                && node.state().equals("ready");
                    });
        }
        eventually(
                "one manager is left",
                () -> {
                    List<Node> managers = SWARM.manager().nodes().query().role("manager").list();
                    return managers.equals(List.of(SWARM.node(1)));
                });
    }

    @Test
    void constraintsAndLabelsPlaceTasks() {
        SWARM.node(2).update().labelAdd("zone", "a").execute();
        assertThat(SWARM.node(2).labels()).containsEntry("zone", "a");
        Service service =
                service("placed", "sleep 1000")
                        .replicas(2)
                        .constraint("node.labels.zone==a")
                        .execute();
        assertThat(nodesOf(running(service))).containsExactly(id(2));
        assertThat(SWARM.node(2).tasks())
                .filteredOn(task -> task.serviceId().equals(service.id()))
                .hasSize(2);
        service.update()
                .constraintRm("node.labels.zone==a")
                .constraintAdd("node.labels.zone!=a")
                .timeout(LIMIT)
                .execute();
        assertThat(nodesOf(running(service))).doesNotContain(id(2));
        SWARM.node(2).update().labelRm("zone").execute();
        assertThat(SWARM.node(2).labels()).isEmpty();
    }

    @Test
    void aTaskThatNoNodeMayRunSaysWhy() {
        ServiceSpec nowhere =
                service("nowhere", "sleep 1000")
                        .constraint("node.labels.zone==none")
                        .timeout(Duration.ofSeconds(5));
        assertThatThrownBy(nowhere::execute)
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("0 of 1")
                .hasMessageContaining("no suitable node");
    }

    @Test
    void drainingANodeMovesItsTasks() {
        Service service =
                service("drained", "sleep 1000").replicas(3).replicasMaxPerNode(2).execute();
        assertThat(nodesOf(running(service))).hasSize(3);
        // what an earlier update came to must not be taken for the end of this wait
        service.update().envAdd("A", "b").timeout(LIMIT).execute();
        eventually(
                "the update is completed",
                () -> service.inspect().updateState().equals(Optional.of("completed")));
        SWARM.node(2).update().availability("drain").execute();
        try {
            service.awaitConverged();
            assertThat(running(service)).hasSize(3);
            assertThat(nodesOf(running(service))).containsOnly(id(1), id(3));
        } finally {
            SWARM.node(2).update().availability("active").execute();
        }
    }

    @Test
    void anUpdateReplacesTaskAfterTaskAndARollbackBringsTheOldOnesBack() {
        Service service =
                service("rolling", "mkdir /w; echo $V >/w/index.html; exec httpd -f -p 80 -h /w")
                        .env("V", "1")
                        .replicas(3)
                        .replicasMaxPerNode(1)
                        .publish("target=80,published=8081,mode=host")
                        .updateParallelism(1)
                        .updateDelay(SECOND)
                        .rollbackParallelism(0)
                        .execute();
        List<Task> old = running(service);
        List<ServiceProgress> told = Collections.synchronizedList(new ArrayList<>());
        Visitor visitor = new Visitor(8081);
        try (visitor) {
            service.update().envAdd("V", "2").onProgress(told::add).timeout(LIMIT).execute();
        }
        assertThat(visitor.answers()).as("what all visits saw").containsExactly("1", "2");
        assertThat(visitor.visits()).isGreaterThan(5);
        assertThat(visitor.visitsInVain()).as("of " + visitor.visits()).isZero();
        List<Task> now = running(service);
        assertThat(now).hasSize(3);
        assertThat(ids(now)).doesNotContainAnyElementsOf(ids(old));
        assertThat(told).extracting(ServiceProgress::running).contains(1, 2, 3).doesNotContain(4);
        assertThat(told.get(told.size() - 1).isVerifying()).isTrue();
        // its last task has converged, and the swarm waits for its delay once more
        eventually(
                "the update is completed",
                () -> service.inspect().updateState().equals(Optional.of("completed")));

        service.rollback().timeout(LIMIT).execute();
        assertThat(service.inspect().updateState()).contains("rollback_completed");
        Visitor later = new Visitor(8081);
        try (later) {
            later.awaitVisits(3);
        }
        assertThat(later.answers()).containsExactly("1");
        assertThat(ids(running(service))).doesNotContainAnyElementsOf(ids(now)).hasSize(3);
    }

    /** Asks all nodes for their page, again and again. */
    private static final class Visitor implements AutoCloseable {
        private final int port;
        private final Set<String> answers = Collections.synchronizedSet(new TreeSet<>());
        private final List<Integer> answered = Collections.synchronizedList(new ArrayList<>());
        private final Thread thread = new Thread(this::visit, "visitor");
        private volatile boolean ended;

        Visitor(int port) {
            this.port = port;
            thread.start();
        }

        private void visit() {
            while (!ended) {
                int number = 0;
                for (int node = 1; node <= 3; node++) {
                    try {
                        String page = page("http://10.77.0." + node + ":" + port + "/");
                        // of a port whose container is about to be connected, or to end
                        if (!page.isEmpty()) {
                            answers.add(page);
                            number++;
                        }
                    } catch (IOException none) {
                        // this node's task is being replaced
                    }
                }
                answered.add(number);
            }
        }

        private static String page(String url) throws IOException {
            URLConnection connection = URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(2000);
            try (InputStream page = connection.getInputStream()) {
                return new String(page.readAllBytes(), UTF_8).trim();
            }
        }

        void awaitVisits(int number) {
            int wanted = visits() + number;
            eventually("visits", () -> visits() >= wanted);
        }

        Set<String> answers() {
            return Set.copyOf(answers).stream().collect(Collectors.toCollection(TreeSet::new));
        }

        int visits() {
            return answered.size();
        }

        long visitsInVain() {
            return List.copyOf(answered).stream().filter(number -> number == 0).count();
        }

        @Override
        public void close() {
            ended = true;
            eventually("the last visit", () -> !thread.isAlive());
        }
    }

    @Test
    void anUpdateThatFailsIsPausedAndSaysWhatItsTasksSaid() {
        Service service = service("paused", "echo all is well; sleep 1000").replicas(2).execute();
        ServiceUpdateException failed =
                catchThrowableOfType(
                        ServiceUpdateException.class,
                        () ->
                                service.update()
                                        .args("sh", "-c", "echo the disk is full >&2; exit 1")
                                        .updateFailureAction("pause")
                                        // long enough for the swarm to see the first one fail
                                        .updateDelay(Duration.ofSeconds(30))
                                        .timeout(LIMIT)
                                        .execute());
        assertThat(failed)
                .hasMessageContaining(service.name())
                .hasMessageContaining("paused")
                .hasMessageContaining("task: non-zero exit (1)")
                .hasMessageContaining("the disk is full");
        assertThat(failed.state()).isEqualTo("paused");
        assertThat(failed.service()).isEqualTo(service.name());
        assertThat(failed.taskErrors()).containsExactly("task: non-zero exit (1)");
        assertThat(failed.lastLines()).contains("the disk is full");
        assertThat(service.tasks())
                .filteredOn(task -> task.state().equals("failed"))
                .isNotEmpty()
                .allMatch(task -> task.exitCode().equals(OptionalInt.of(1)));
        assertThat(service.inspect().updateState()).contains("paused");
        assertThat(running(service)).as("the task that was not updated").isNotEmpty();
    }

    @Test
    void anUpdateThatFailsIsRolledBackIfItShallBe() {
        Service service = service("back", "echo all is well; sleep 1000").replicas(2).execute();
        ServiceUpdateException failed =
                catchThrowableOfType(
                        ServiceUpdateException.class,
                        () ->
                                service.update()
                                        .args("sh", "-c", "echo the disk is full >&2; exit 1")
                                        .updateFailureAction("rollback")
                                        .timeout(LIMIT)
                                        .execute());
        assertThat(failed.state()).isEqualTo("rollback_completed");
        assertThat(failed)
                .hasMessageContaining("rollback_completed")
                .hasMessageContaining("task: non-zero exit (1)")
                .hasMessageContaining("the disk is full");
        assertThat(running(service)).hasSize(2);
        assertThat(service.inspect().at("/Spec/TaskTemplate/ContainerSpec/Args").toString())
                .contains("all is well");
    }

    @Test
    void tasksReadSecretsAndConfigs() {
        Secret secret =
                SWARM.manager().secrets().create(Witness.unique("pw")).content("sesame").execute();
        Config config =
                SWARM.manager().configs().create(Witness.unique("conf")).content("a=b").execute();
        Service service =
                service(
                                "reader",
                                "cat /run/secrets/password /etc/app.conf; echo; stat -c %a:%u /run/secrets/password; sleep 1000")
                        .secret("source=" + secret.name() + ",target=password,mode=0400,uid=33")
                        .config("source=" + config.name() + ",target=/etc/app.conf")
                        .constraint("node.hostname==node3")
                        .execute();
        eventually(
                () -> service.logs().execute().toString(),
                () -> service.logs().execute().stdout().equals("sesamea=b\n400:33\n"));
        assertThatThrownBy(secret::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining(service.name());
        assertThatThrownBy(config::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining(service.name());
        service.remove();
        assertThat(secret.remove().removed()).containsExactly(secret.id());
        assertThat(config.remove().removed()).containsExactly(config.id());
        assertThat(secret.remove().removed()).isEmpty();
    }

    @Test
    void anOverlayNetworkJoinsTasksOfSeveralNodes() {
        Network network =
                SWARM.manager()
                        .networks()
                        .create(Witness.unique("overlay"))
                        .driver("overlay")
                        .attachable()
                        .execute();
        Service web =
                service("web", "mkdir /w; hostname >/w/index.html; exec httpd -f -p 80 -h /w")
                        .network(network.name())
                        .endpointMode("dnsrr")
                        .replicas(2)
                        .constraint("node.hostname!=node3")
                        .execute();
        assertThat(web.at("/Spec/TaskTemplate/Networks/0/Target").text()).isEqualTo(network.id());
        assertThat(nodesOf(running(web))).containsOnly(id(1), id(2));
        Set<String> hosts =
                running(web).stream()
                        .map(task -> task.containerId().orElseThrow().substring(0, 12))
                        .collect(Collectors.toSet());
        // the stand-in for busybox finds no names but by nslookup
        String get =
                "for name in NAME tasks.NAME; do exec 3<>/dev/tcp/$name/80 && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && tail -n 1 <&3; done"
                        .replace("NAME", web.name());
        Service client =
                SWARM.manager()
                        .services()
                        .create(Witness.unique("client"), "ubuntu")
                        .args("bash", "-c", "while true; do " + get + "; sleep 0.2; done")
                        .stopGracePeriod(SECOND)
                        .network("name=" + network.name() + ",alias=visitor")
                        .endpointMode("dnsrr")
                        .constraint("node.hostname==node3")
                        .timeout(LIMIT)
                        .execute();
        eventually(
                () -> hosts + " did all answer: " + client.logs().execute(),
                () ->
                        client.logs()
                                .execute()
                                .stdout()
                                .lines()
                                .collect(Collectors.toSet())
                                .equals(hosts));
    }

    @Test
    void whatThisKernelMayLackIsRequested() {
        Network network =
                SWARM.manager()
                        .networks()
                        .create(Witness.unique("encrypted"))
                        .driver("overlay")
                        .opt("encrypted", "true")
                        .execute();
        assertThat(network.inspect().json()).contains("\"encrypted\"");
        Service service =
                service("vip", "sleep 1000")
                        .network(network.name())
                        .publish("8082:80")
                        .replicas(0)
                        .execute();
        assertThat(service.at("/Endpoint/Spec/Mode").text()).isEqualTo("vip");
        assertThat(service.inspect().ports())
                .containsExactly(new Service.PublishedPort(80, 8082, "tcp", "ingress"));
    }

    @Test
    void aServiceIsScaledUpAndDown() {
        Service service = service("scaled", "sleep 1000").execute();
        assertThat(running(service)).hasSize(1);
        // what an earlier update came to is not what scaling comes to
        service.update().envAdd("A", "b").timeout(LIMIT).execute();
        List<ServiceProgress> told = Collections.synchronizedList(new ArrayList<>());
        SWARM.manager()
                .services()
                .scale(service.name(), 6)
                .timeout(LIMIT)
                .onProgress(told::add)
                .execute();
        assertThat(running(service)).hasSize(6);
        assertThat(told.get(told.size() - 1))
                .returns(6, ServiceProgress::running)
                .returns(6, ServiceProgress::wanted)
                .returns(true, ServiceProgress::isVerifying);
        assertThat(nodesOf(running(service))).hasSize(3);
        assertThat(running(service))
                .extracting(task -> task.slot().orElseThrow())
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        service.scale(1);
        assertThat(service.inspect().replicas()).hasValue(1);
        eventually("one task is left", () -> running(service).size() == 1);
        eventually(
                "the others are gone",
                () -> service.tasks().stream().map(Task::slot).distinct().count() == 1);
        assertThat(SWARM.manager().services().query().name(service.name()).list().get(0))
                .returns(1L, one -> one.runningTasks().orElseThrow())
                .returns(1L, one -> one.desiredTasks().orElseThrow());
    }

    @Test
    void aGlobalServiceHasATaskOnEachNode() {
        Service service = service("global", "sleep 1000").mode("global").execute();
        assertThat(service.mode()).isEqualTo("global");
        assertThat(service.replicas()).isEmpty();
        assertThat(nodesOf(running(service))).containsOnly(id(1), id(2), id(3));
        assertThat(running(service)).hasSize(3).allMatch(task -> task.slot().isEmpty());
        service.update().envAdd("A", "b").timeout(LIMIT).execute();
        assertThat(running(service)).hasSize(3);
    }

    @Test
    void jobsEndWhenTheirTasksAreComplete() {
        Service job =
                job("job", "sleep 1; echo done")
                        .mode("replicated-job")
                        .replicas(4)
                        .maxConcurrent(2)
                        .restartCondition("none")
                        .execute();
        assertThat(job.mode()).isEqualTo("replicated-job");
        assertThat(job.tasks())
                .hasSize(4)
                .allMatch(task -> task.state().equals("complete"))
                .allMatch(task -> task.exitCode().equals(OptionalInt.of(0)));
        assertThat(SWARM.manager().services().query().name(job.name()).list().get(0))
                .returns(4L, one -> one.completedTasks().orElseThrow());
        eventually(
                "each task wrote", () -> job.logs().execute().stdout().equals("done\n".repeat(4)));
        Service everywhere =
                job("everywhere", "echo done")
                        .mode("global-job")
                        .restartCondition("none")
                        .execute();
        assertThat(nodesOf(everywhere.tasks())).hasSize(3);
        assertThat(everywhere.tasks()).allMatch(task -> task.state().equals("complete"));
    }

    @Test
    void theLogsOfSeveralTasksHaveWholeLinesAndTheirTasks() {
        String padding = "0123456789".repeat(30);
        Service service =
                service(
                                "talkative",
                                "i=0; while [ $i -lt 300 ]; do echo $HOSTNAME $i "
                                        + padding
                                        + "; i=$((i+1)); done; sleep 1000")
                        .replicas(3)
                        .execute();
        Set<String> tasks = ids(running(service));
        assertThat(tasks).hasSize(3);
        try (Stream<LogLine> lines = service.logs().follow().details().lines()) {
            Map<String, List<String>> texts =
                    lines.limit(900)
                            .collect(
                                    groupingBy(
                                            line -> line.details().get(TASK_ID),
                                            mapping(LogLine::text, toList())));
            assertThat(texts).containsOnlyKeys(tasks);
            for (Task task : running(service)) {
                String host = task.containerId().orElseThrow().substring(0, 12);
                assertThat(texts.get(task.id()))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 300)
                                        .mapToObj(i -> host + " " + i + " " + padding)
                                        .toList());
            }
        }
        Task one = running(service).get(0);
        assertThat(one.logs().tail(2).execute().stdout().lines()).hasSize(2);
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void theTasksOfAKilledNodeRunElsewhere() {
        Service service = service("survivor", "sleep 1000").replicas(3).execute();
        Service everywhere = service("everywhere", "sleep 1000").mode("global").execute();
        assertThat(nodesOf(running(service))).hasSize(3);
        String lost = id(3);
        SWARM.kill(3);
        try {
            eventually("the node is down", () -> SWARM.node(3).state().equals("down"));
            eventually(
                    () -> "three tasks run on two nodes: " + service.tasks(),
                    () -> {
                        List<Task> others =
                                running(service).stream()
                                        .filter(task -> !task.nodeId().orElse("").equals(lost))
                                        .toList();
                        return others.size() == 3;
                    });
            service.awaitConverged();
            // nodes that are down are not waited for
            service.update().envAdd("A", "b").timeout(LIMIT).execute();
            assertThat(
                            running(service).stream()
                                    .filter(task -> !task.nodeId().orElse("").equals(lost)))
                    .hasSize(3);
            everywhere.update().envAdd("A", "b").timeout(LIMIT).execute();
        } finally {
            SWARM.startAll();
        }
        eventually("the node is back", () -> SWARM.node(3).state().equals("ready"));
        eventually(
                () -> "it has its task of the global service again: " + everywhere.tasks(),
                () -> nodesOf(running(everywhere)).size() == 3);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void nodesLeaveAndAreRemoved() {
        assertThatThrownBy(() -> SWARM.manager().swarm().leave())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("--force");
        Node third = SWARM.node(3);
        assertThatThrownBy(third::remove)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("is not down");
        SWARM.engine(3).swarm().leave();
        eventually("the node is down", () -> SWARM.node(3).state().equals("down"));
        assertThat(third.remove().removed()).containsExactly(third.id());
        assertThat(SWARM.node(2).remove(options -> options.force()).removed()).hasSize(1);
        assertThat(SWARM.manager().nodes().list())
                .extracting(Node::hostname)
                .containsExactly("node1");
    }
}
