package io.dockerkit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.Docker;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.InUseException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NameInUseException;
import io.dockerkit.NotFoundException;
import io.dockerkit.Scope;
import io.dockerkit.ServiceUpdateException;
import io.dockerkit.container.LogLine;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.lab.PrivateEngine;
import io.dockerkit.swarm.Config;
import io.dockerkit.swarm.Node;
import io.dockerkit.swarm.Secret;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceProgress;
import io.dockerkit.swarm.SwarmDetails;
import io.dockerkit.swarm.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A swarm of one node, on an engine of its own: its life, services, secrets and configs. */
@Tag("core")
class SwarmIT {
    /** Tasks on one node need a moment, on a machine that does other things, too. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static PrivateEngine engine;
    private static Docker docker;
    private static String nodeId;

    @BeforeAll
    static void begin() throws IOException {
        engine = PrivateEngine.start();
        docker = engine.connect();
        String address = "127.0.0.1:" + freePort();
        nodeId =
                docker.swarm()
                        .init()
                        .listenAddr(address)
                        .advertiseAddr(address)
                        .taskHistoryLimit(3)
                        .execute();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void end() {
        try {
            assertThatThrownBy(() -> docker.swarm().leave())
                    .hasMessageContaining("cannot leave the swarm");
            docker.swarm().leave(options -> options.force());
            assertThatThrownBy(() -> docker.swarm().inspect())
                    .hasMessageContaining("not a swarm manager");
        } finally {
            docker.close();
            engine.close();
        }
    }

    /** Containers of this engine have no network but that of the host. */
    private static DetachedSpec run(String... command) {
        return docker.containers()
                .run(PrivateEngine.IMAGE)
                .detached()
                .network("host")
                .command(command);
    }

    private static DetachedSpec sleeping() {
        return run("sh", "-c", "trap 'exit 0' TERM; echo started; sleep 600 & wait");
    }

    private static Service started(String name) {
        return docker.services()
                .create(name, sleeping())
                .noResolveImage()
                .stopGracePeriod(Duration.ofSeconds(1))
                .updateMonitor(Duration.ofMillis(100))
                .timeout(LONG)
                .execute();
    }

    @Test
    void eventsTellWhatHappensToServicesAndSecrets() {
        Instant begin = Instant.now();
        Secret secret = docker.secrets().create("event-pw").content("s3cret").execute();
        Service service = started("event-web");
        service.update().labelAdd("tier", "front").execute();
        service.remove();
        secret.remove();
        List<EngineEvent> events = new ArrayList<>();
        try (Stream<EngineEvent> all =
                docker
                        .engine()
                        .events()
                        .since(begin)
                        // a manager tells of a removal a moment after it
                        .until(Instant.now().plusSeconds(1))
                        .scope("swarm")
                        .stream()) {
            all.forEach(events::add);
        }
        assertThat(events)
                .filteredOn(event -> event.id().equals(service.id()))
                .extracting(event -> event.type() + " " + event.action())
                .startsWith("service create")
                .contains("service update")
                .endsWith("service remove");
        assertThat(events)
                .filteredOn(event -> event.id().equals(secret.id()))
                .extracting(event -> event.type() + " " + event.action())
                .containsExactly("secret create", "secret remove");
    }

    @Test
    void aSwarmIsDescribedAndChanged() {
        SwarmDetails swarm = docker.swarm().inspect();
        assertThat(swarm.taskHistoryLimit()).isEqualTo(3);
        assertThat(swarm.isAutolock()).isFalse();
        assertThat(swarm.certExpiry()).isEqualTo(Duration.ofDays(90));
        assertThat(swarm.caCertificate()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(docker.swarm().ca()).isEqualTo(swarm.caCertificate());
        String token = swarm.joinToken("worker");
        assertThat(token).startsWith("SWMTKN-1-").isNotEqualTo(swarm.joinToken("manager"));
        assertThat(swarm.toString()).isEqualTo("swarm " + swarm.id()).doesNotContain(token);
        assertThat(docker.swarm().rotateJoinToken("worker"))
                .startsWith("SWMTKN-1-")
                .isNotEqualTo(token);
        assertThat(docker.swarm().joinToken("manager")).isEqualTo(swarm.joinToken("manager"));
        assertThatThrownBy(() -> docker.swarm().unlockKey())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("autolock(true)");
        docker.swarm().update().autolock(true).dispatcherHeartbeat(Duration.ofSeconds(7)).execute();
        String key = docker.swarm().unlockKey();
        assertThat(key).startsWith("SWMKEY-1-");
        assertThat(docker.swarm().rotateUnlockKey()).startsWith("SWMKEY-1-").isNotEqualTo(key);
        docker.swarm().update().autolock(false).execute();
        SwarmDetails changed = docker.swarm().inspect();
        assertThat(changed.isAutolock()).isFalse();
        assertThat(changed.dispatcherHeartbeat()).isEqualTo(Duration.ofSeconds(7));
        assertThat(changed.taskHistoryLimit()).as("what was not named stays").isEqualTo(3);
        assertThat(docker.swarm().rotateCa().execute())
                .startsWith("-----BEGIN CERTIFICATE-----")
                .isNotEqualTo(swarm.caCertificate());
    }

    @Test
    void aNodeIsDescribedAndChanged() {
        Node self = docker.nodes().get("self");
        assertThat(self.id()).isEqualTo(nodeId);
        assertThat(docker.nodes().list()).containsExactly(self);
        assertThat(self.role()).isEqualTo("manager");
        assertThat(self.isLeader()).isTrue();
        assertThat(self.state()).isEqualTo("ready");
        assertThat(self.engineVersion()).isEqualTo(docker.engine().info().serverVersion());
        self.update().labelAdd("zone", "a").execute();
        assertThat(self.inspect().labels()).containsEntry("zone", "a");
        assertThat(docker.nodes().query().nodeLabel("zone", "a").list()).hasSize(1);
        assertThat(docker.nodes().query().role("worker").list()).isEmpty();
        assertThatThrownBy(() -> self.update().labelRm("rack").labelRm("zone").execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("[zone]");
        assertThat(self.inspect().labels()).as("nothing is changed").containsKey("zone");
        self.update().labelRm("zone").execute();
        assertThat(self.inspect().labels()).isEmpty();
        assertThat(docker.nodes().find("absent")).isEmpty();
        self.promote();
    }

    @Test
    void aServiceIsCreatedScaledUpdatedRolledBackAndRemoved() {
        List<ServiceProgress> progress = new ArrayList<>();
        Service web =
                docker.services()
                        .create("web", sleeping().env("GREETING", "hello").label("tier", "front"))
                        .noResolveImage()
                        .label("team", "core")
                        .stopGracePeriod(Duration.ofSeconds(1))
                        .updateMonitor(Duration.ofMillis(100))
                        .timeout(LONG)
                        .onProgress(progress::add)
                        .execute();
        assertThat(progress.get(progress.size() - 1).toString())
                .isEqualTo("service web: 1 of 1 tasks running, verifying that they stay so");
        assertThat(web.name()).isEqualTo("web");
        assertThat(web.mode()).isEqualTo("replicated");
        assertThat(web.labels()).containsEntry("team", "core");
        Task task = web.queryTasks().desiredState("running").list().get(0);
        assertThat(task.isRunning()).isTrue();
        assertThat(task.slot()).hasValue(1);
        assertThat(task.nodeId()).hasValue(nodeId);
        assertThat(docker.containers().get(task.containerId().orElseThrow()).inspect().labels())
                .containsEntry("tier", "front")
                .containsEntry("com.docker.swarm.service.name", "web");

        web.scale(3);
        Service listed = docker.services().query().name("web").list().get(0);
        assertThat(listed.runningTasks()).hasValue(3);
        assertThat(listed.desiredTasks()).hasValue(3);

        web.update()
                .envAdd("GREETING", "bye")
                .containerLabelRm("tier")
                .updateParallelism(0)
                .timeout(LONG)
                .execute();
        Service updated = web.inspect();
        assertThat(updated.updateState()).hasValue("completed");
        assertThat(updated.at("/Spec/TaskTemplate/ContainerSpec/Env").texts())
                .containsExactly("GREETING=bye");
        assertThat(updated.replicas()).as("what was not named stays").hasValue(3);

        web.rollback().timeout(LONG).execute();
        assertThat(web.inspect().at("/Spec/TaskTemplate/ContainerSpec/Env").texts())
                .containsExactly("GREETING=hello");

        assertThat(web.remove().removed()).containsExactly(web.id());
        assertThat(web.remove().isEmpty()).isTrue();
        assertThat(docker.services().find("web")).isEmpty();
    }

    @Test
    void aNameIsGivenOnce() {
        Service one = started("once");
        assertThatThrownBy(
                        () -> docker.services().create("once", sleeping()).noResolveImage().start())
                .isInstanceOf(NameInUseException.class)
                .hasMessageContaining("once");
        one.remove();
    }

    @Test
    void secretsAndConfigsAreFilesOfTheTasks() {
        Secret secret = docker.secrets().create("pw").content("s3cret\n").label("a", "b").execute();
        Config config = docker.configs().create("site").content("hello=1\n").execute();
        assertThat(secret.labels()).containsEntry("a", "b");
        assertThat(config.text()).isEqualTo("hello=1\n");
        assertThat(docker.configs().get("site")).isEqualTo(config);
        assertThatThrownBy(() -> docker.secrets().create("pw").content("x").execute())
                .isInstanceOf(NameInUseException.class);
        Service reader =
                docker.services()
                        .create(
                                "reader",
                                run("sh", "-c", "cat /run/secrets/password /site; sleep 600"))
                        .noResolveImage()
                        .secret("source=pw,target=password,mode=0400")
                        .config("source=site,target=/site")
                        .stopGracePeriod(Duration.ofMillis(1))
                        .updateMonitor(Duration.ofMillis(100))
                        .timeout(LONG)
                        .execute();
        assertThat(reader.logs().execute().stdout()).isEqualTo("s3cret\nhello=1\n");
        assertThatThrownBy(secret::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining("reader");
        assertThatThrownBy(config::remove)
                .isInstanceOf(InUseException.class)
                .hasMessageContaining("reader");
        assertThatThrownBy(() -> reader.update().secretAdd("absent").execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("absent");
        reader.remove();
        assertThat(secret.remove().isEmpty()).isFalse();
        assertThat(config.remove().isEmpty()).isFalse();
        assertThat(docker.secrets().query().name("pw").list()).isEmpty();
    }

    @Test
    void aJobEndsWhenItsTasksAreComplete() {
        Service job =
                docker.services()
                        .create("job", run("sh", "-c", "echo done; exit 0"))
                        .noResolveImage()
                        .mode("replicated-job")
                        .replicas(3)
                        .maxConcurrent(2)
                        .timeout(LONG)
                        .execute();
        assertThat(job.tasks())
                .hasSize(3)
                .allSatisfy(
                        task -> {
                            assertThat(task.state()).isEqualTo("complete");
                            assertThat(task.exitCode()).hasValue(0);
                        });
        try (Stream<LogLine> lines = job.logs().lines()) {
            List<LogLine> all = lines.toList();
            assertThat(all).extracting(LogLine::text).containsExactly("done", "done", "done");
            assertThat(all.stream().map(line -> line.details().get("com.docker.swarm.task.id")))
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
        }
        job.remove();
    }

    @Test
    void aServiceThatDoesNotStartTellsWhy() {
        DockerTimeoutException late =
                catchThrowableOfType(
                        DockerTimeoutException.class,
                        () ->
                                docker.services()
                                        .create(
                                                "broken",
                                                run("sh", "-c", "echo no luck >&2; exit 3"))
                                        .noResolveImage()
                                        .restartDelay(Duration.ofMillis(100))
                                        .timeout(Duration.ofSeconds(8))
                                        .execute());
        assertThat(late)
                // one that runs for a moment may be seen
                .hasMessageMatching(
                        "(?s)service broken has not converged in time: [01] of 1 tasks.*")
                .hasMessageContaining("task: non-zero exit (3)")
                .hasMessageContaining("no luck")
                .hasMessageContaining("awaitConverged()");
        assertThat(late.commandLine().orElse("")).startsWith("docker service create --name broken");
        docker.services().get("broken").remove();
    }

    @Test
    void anUpdateThatFailsIsAnErrorWithTheTasksAndTheirLines() {
        Service fragile = started("fragile");
        ServiceUpdateException paused =
                catchThrowableOfType(
                        ServiceUpdateException.class,
                        () ->
                                fragile.update()
                                        .args("sh", "-c", "echo out of luck; exit 4")
                                        .restartCondition("none")
                                        .updateMonitor(Duration.ofSeconds(5))
                                        .timeout(LONG)
                                        .execute());
        assertThat(paused.state()).isEqualTo("paused");
        assertThat(paused.service()).isEqualTo("fragile");
        assertThat(paused.taskErrors()).containsExactly("task: non-zero exit (4)");
        assertThat(paused.lastLines()).contains("out of luck");
        assertThat(paused)
                .hasMessageContaining("a task failed: task: non-zero exit (4)")
                .hasMessageContaining("out of luck");
        fragile.remove();
    }

    @Test
    void whatIsCreatedInAScopeGoesWithIt() {
        Secret own = docker.secrets().create("own").content("x").execute();
        String service;
        try (Scope scope = docker.openScope()) {
            scope.secrets().create("scoped").content("x").execute();
            scope.configs().create("scoped").content("x").execute();
            service =
                    scope.services()
                            .create("scoped", sleeping())
                            .noResolveImage()
                            .secret("scoped")
                            .config("scoped")
                            .stopGracePeriod(Duration.ofSeconds(1))
                            .start()
                            .id();
            assertThat(docker.services().get(service).labels())
                    .containsEntry("io.dockerkit.scope", scope.id());
        }
        assertThat(docker.services().find(service)).isEmpty();
        assertThat(docker.secrets().find("scoped")).isEmpty();
        assertThat(docker.configs().find("scoped")).isEmpty();
        assertThat(docker.secrets().find("own")).as("it is in no scope").hasValue(own);
        own.remove();
    }

    @Test
    void whatAKilledProgramHadInAScopeIsRemoved() throws Exception {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ScopedServiceProgram.class.getName(),
                                engine.address())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            assertThat(docker.services().find(ScopedServiceProgram.NAME)).isPresent();
        } finally {
            program.destroyForcibly().waitFor();
        }
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (docker.secrets().find(ScopedServiceProgram.NAME).isPresent()
                && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(docker.services().find(ScopedServiceProgram.NAME)).isEmpty();
        assertThat(docker.secrets().find(ScopedServiceProgram.NAME)).isEmpty();
    }

    @Test
    void whatOnlyContainersHaveIsRefusedByName() {
        assertThatThrownBy(() -> docker.services().create("x", run("true").privileged()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--privileged");
        assertThat(docker.services().find("x")).isEmpty();
    }

    @Test
    void severalServicesAreScaledAtOnceOrNone() {
        Service one = started("one");
        Service two = started("two");
        assertThatThrownBy(() -> docker.services().scale("one", 2).service("absent", 1).execute())
                .isInstanceOf(NotFoundException.class);
        assertThat(one.inspect().replicas()).hasValue(1);
        docker.services().scale("one", 2).service("two", 0).timeout(LONG).execute();
        assertThat(one.inspect().replicas()).hasValue(2);
        assertThat(two.inspect().replicas()).hasValue(0);
        assertThat(Map.of("one", one.remove().isEmpty(), "two", two.remove().isEmpty()))
                .containsOnly(Map.entry("one", false), Map.entry("two", false));
    }
}
