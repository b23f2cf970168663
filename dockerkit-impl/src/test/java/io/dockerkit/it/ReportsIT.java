package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.RAW;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dockerkit.DockerTimeoutException;
import io.dockerkit.Engine;
import io.dockerkit.EngineException;
import io.dockerkit.NotRunningException;
import io.dockerkit.Removal;
import io.dockerkit.Subscription;
import io.dockerkit.container.Container;
import io.dockerkit.container.Container.FileChange;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.engine.EngineEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the engine reports of a container besides inspect and logs, and of itself. */
@ExtendWith(Witness.class)
@Timeout(60)
class ReportsIT {
    private static Container start(String script) {
        return Witness.run("ubuntu").command("sh", "-c", script).detached().start();
    }

    @Tag("exclusive")
    @Test
    void aBusyContainerUsesAProcessor() {
        Container busy = start("while true; do :; done");
        Container idle =
                Witness.run("ubuntu").memory("64m").command("sleep", "600").detached().start();
        ContainerStats stats = busy.stats().execute();
        assertThat(stats.cpuPercent()).isBetween(20.0, 250.0);
        ContainerStats quiet = idle.stats().execute();
        assertThat(quiet.cpuPercent()).isBetween(0.0, 10.0);
        assertThat(quiet.memoryLimit()).isEqualTo(64L << 20);
        assertThat(quiet.memoryUsage()).isBetween(1L, 64L << 20);
        assertThat(quiet.memoryPercent())
                .isCloseTo(quiet.memoryUsage() * 100.0 / (64L << 20), within(0.001));
        assertThat(quiet.pids()).isEqualTo(1);
        assertThat(quiet.time()).isAfter(Instant.now().minusSeconds(120));
        try (Stream<ContainerStats> stream = busy.stats().stream()) {
            List<ContainerStats> three = stream.limit(3).toList();
            assertThat(three.get(0).cpuPercent()).isZero();
            assertThat(three.get(2).cpuPercent()).isBetween(20.0, 250.0);
        }
        busy.kill();
        idle.kill();
        assertThat(idle.stats().execute().memoryUsage()).isZero();
    }

    @Test
    void theProcessesAreListed() {
        Container container = start("sleep 611 & sleep 612");
        Container.ProcessTable processes = container.top();
        // until the shell's two children have become sleeps
        while (!processes.column("CMD").containsAll(List.of("sleep 611", "sleep 612"))) {
            processes = container.top();
        }
        assertThat(processes.titles()).contains("PID", "CMD");
        assertThat(processes.rows()).hasSameSizeAs(processes.processes());
        assertThat(container.top("-o", "pid,comm").titles()).containsExactly("PID", "COMMAND");
        container.kill();
        assertThatThrownBy(container::top).isInstanceOf(NotRunningException.class);
    }

    @Test
    void whatChangedIsTold() {
        Container container =
                start("touch /new; rm /etc/hostname.gone 2>/dev/null; rm /bin/ls; sleep 600");
        container.exec("sh", "-c", "until [ ! -e /bin/ls ]; do sleep 0.05; done").execute();
        assertThat(container.diff())
                .contains(new FileChange(FileChange.Kind.ADDED, "/new"))
                .anyMatch(
                        change ->
                                change.kind() == FileChange.Kind.DELETED
                                        && change.path().endsWith("bin/ls"));
        container.kill();
    }

    @Test
    void limitsCanBeChanged() {
        Container container = start("sleep 600");
        List<String> warnings =
                container.update().memory("96m").memorySwap("96m").cpuShares(512).execute();
        assertThat(warnings).isEmpty();
        var host = Witness.container(container.id()).getHostConfig();
        assertThat(host.getMemory()).isEqualTo(96L << 20);
        assertThat(host.getCpuShares()).isEqualTo(512);
        assertThatThrownBy(() -> container.update().memory("1k").execute())
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refused ->
                                assertThat(refused.commandLine())
                                        .contains(
                                                "docker update --memory 1k "
                                                        + container.shortId()));
        container.kill();
    }

    @Test
    void allFilesCanBeExported(@TempDir Path directory) throws Exception {
        Container container = start("echo content > /exported; sleep 600");
        container.exec("sh", "-c", "until [ -s /exported ]; do sleep 0.05; done").execute();
        Path tar = directory.resolve("all.tar");
        container.export(tar);
        Process list = new ProcessBuilder("tar", "-xOf", tar.toString(), "exported").start();
        assertThat(new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("content\n");
        try (InputStream in = container.export()) {
            assertThat(in.readNBytes(1024)).hasSize(1024);
        }
        container.kill();
        container.remove();
        Path none = directory.resolve("none.tar");
        assertThatThrownBy(() -> container.export(none)).isInstanceOf(EngineException.class);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(tar);
        }
    }

    @Test
    void waitsHaveConditions() throws IOException {
        Container container = start("sleep 600");
        assertThatThrownBy(() -> container.awaitNextExit(Duration.ofMillis(200)))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("has not ended after 0.2 s");
        container.kill();
        assertThat(container.awaitExit()).isEqualTo(137);
        // it is removed while it is waited for, and not before
        CompletableFuture<Removal> removal =
                CompletableFuture.supplyAsync(
                        container::remove, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        assertThat(container.awaitRemoval(Duration.ofSeconds(20))).isEqualTo(137);
        removal.join();
    }

    @Test
    void eventsTellWhatHappened() {
        Instant before = Instant.now();
        Container container = start("exit 3");
        container.awaitExit();
        container.remove();
        try (Stream<EngineEvent> events =
                Engine.events()
                        .type("container")
                        .container(container.id())
                        .since(before.minusSeconds(1))
                        .until(Duration.ZERO)
                        .stream()) {
            List<EngineEvent> seen = events.toList();
            assertThat(seen)
                    .extracting(EngineEvent::action)
                    .containsSubsequence("create", "start", "die", "destroy");
            EngineEvent die =
                    seen.stream().filter(e -> e.action().equals("die")).findFirst().orElseThrow();
            assertThat(die.attribute("exitCode")).isEqualTo("3");
            assertThat(die.attribute("image")).isEqualTo("ubuntu");
            assertThat(die.attribute(KEY)).isEqualTo(SESSION);
            assertThat(die.id()).isEqualTo(container.id());
            assertThat(die.time()).isAfter(before);
            assertThat(die.scope()).isEqualTo("local");
        }
    }

    @Test
    void eventsAreHandedOverAsTheyHappen() throws InterruptedException {
        List<String> actions = new CopyOnWriteArrayList<>();
        CountDownLatch destroyed = new CountDownLatch(1);
        try (Subscription events =
                Engine.events()
                        .since(Instant.now())
                        .label(KEY, SESSION)
                        .type("container")
                        .subscribe(
                                event -> {
                                    actions.add(event.action());
                                    if (event.action().equals("destroy")) {
                                        destroyed.countDown();
                                    }
                                })) {
            Container container = start("true");
            container.awaitExit();
            container.remove();
            assertThat(destroyed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(events.isDone()).isFalse();
        }
        assertThat(actions).containsSubsequence("create", "start", "die", "destroy");
        assertThat(RAW.pingCmd().exec()).isNull();
    }
}
