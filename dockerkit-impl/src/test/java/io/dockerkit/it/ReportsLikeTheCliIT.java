package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dockerkit.Containers;
import io.dockerkit.Engine;
import io.dockerkit.Images;
import io.dockerkit.container.Container;
import io.dockerkit.container.Container.FileChange;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.engine.EngineEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the engine reports of one container, by the docker program and by DockerKit: it is the same. */
@ExtendWith(Witness.class)
@Timeout(120)
class ReportsLikeTheCliIT {
    private static RunSpec ubuntu(String script) {
        return Witness.run("ubuntu").command("sh", "-c", script);
    }

    /** Returns the lines that the docker program prints. */
    private static List<String> docker(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().toList();
    }

    @Tag("exclusive")
    @Test
    void statsHaveTheArithmeticOfDockerStats() throws Exception {
        Container half = ubuntu("while :; do :; done").cpus(0.3).memory("64m").detached().start();
        CompletableFuture<ContainerStats> asked =
                CompletableFuture.supplyAsync(() -> half.stats().execute());
        String line =
                docker(
                                "stats",
                                "--no-stream",
                                "--format",
                                "{{.CPUPerc}} {{.MemUsage}} {{.MemPerc}} {{.PIDs}}",
                                half.id())
                        .get(0);
        ContainerStats stats = asked.get(30, TimeUnit.SECONDS);
        Matcher cli =
                Pattern.compile("([0-9.]+)% ([0-9.]+)(K|M)iB / 64MiB ([0-9.]+)% (\\d+)")
                        .matcher(line);
        assertThat(cli.matches()).as(line).isTrue();
        // both look at the same second or two
        assertThat(stats.cpuPercent()).isCloseTo(Double.parseDouble(cli.group(1)), within(20.0));
        long unit = cli.group(3).equals("K") ? 1L << 10 : 1L << 20;
        assertThat((double) stats.memoryUsage())
                .isCloseTo(Double.parseDouble(cli.group(2)) * unit, within(1024.0 * 1024));
        assertThat(stats.memoryPercent()).isCloseTo(Double.parseDouble(cli.group(4)), within(2.0));
        assertThat(stats.memoryLimit()).isEqualTo(64L << 20);
        assertThat(stats.pids()).isEqualTo(Long.parseLong(cli.group(5)));
        half.kill();
    }

    @Test
    void topHasTheColumnsAndProcessesOfDockerTop() throws Exception {
        Container container = ubuntu("sleep 613 & exec sleep 614").detached().start();
        Container.ProcessTable table = container.top("-o", "pid,comm,args");
        // until the runtime and the shell have become the two sleeps
        while (!table.column("COMMAND").equals(List.of("sleep", "sleep"))) {
            table = container.top("-o", "pid,comm,args");
        }
        List<String> rows = new ArrayList<>();
        rows.add(String.join(" ", table.titles()));
        table.processes().forEach(process -> rows.add(String.join(" ", process)));
        List<String> cli =
                docker("top", container.id(), "-o", "pid,comm,args").stream()
                        .map(row -> row.strip().replaceAll(" +", " "))
                        .toList();
        assertThat(rows).isEqualTo(cli).hasSize(3);
        container.kill();
    }

    @Test
    void diffHasTheLinesOfDockerDiff() throws Exception {
        Container container =
                ubuntu("mkdir /new; touch /new/file; rm /bin/ls; chmod 600 /etc/passwd")
                        .detached()
                        .start();
        assertThat(container.awaitExit()).isZero();
        List<String> lines = new ArrayList<>();
        for (FileChange change : container.diff()) {
            char kind =
                    switch (change.kind()) {
                        case MODIFIED -> 'C';
                        case ADDED -> 'A';
                        case DELETED -> 'D';
                        case OTHER -> '?';
                    };
            lines.add(kind + " " + change.path());
        }
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(docker("diff", container.id()))
                .contains("A /new/file", "C /etc/passwd");
    }

    @Test
    void portsAreThoseOfDockerPort() throws Exception {
        Container container =
                Containers.run("ubuntu")
                        .label(KEY, SESSION)
                        .command("sleep", "600")
                        .publish("127.0.0.1::80")
                        .publish("127.0.0.1::53/udp")
                        .detached()
                        .start();
        List<String> lines = new ArrayList<>();
        container.ports().forEach(port -> lines.add(port.toString()));
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(docker("port", container.id()))
                .hasSize(2);
        assertThat(docker("port", container.id(), "80"))
                .containsExactly("127.0.0.1:" + container.hostPort(80));
        container.kill();
    }

    @Test
    void waitIsThatOfDockerWait() throws Exception {
        Container container = ubuntu("sleep 0.5; exit 42").detached().start();
        CompletableFuture<Integer> next = CompletableFuture.supplyAsync(container::awaitNextExit);
        assertThat(docker("wait", container.id())).containsExactly("42");
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(42);
        assertThat(container.awaitExit()).isEqualTo(42);
    }

    @Test
    void updateChangesWhatDockerUpdateChanges() throws Exception {
        Container ours = ubuntu("sleep 600").detached().start();
        Container theirs = ubuntu("sleep 600").detached().start();
        ours.update().memory("96m").memorySwap("128m").cpuShares(512).execute();
        docker(
                "update",
                "--memory",
                "96m",
                "--memory-swap",
                "128m",
                "--cpu-shares",
                "512",
                theirs.id());
        assertThat(ours.inspect().at("/HostConfig").toString())
                .isEqualTo(theirs.inspect().at("/HostConfig").toString())
                .contains("\"Memory\":" + (96L << 20));
        ours.kill();
        theirs.kill();
    }

    @Test
    void exportHasTheFilesOfDockerExport(@TempDir Path directory) throws Exception {
        Container container = ubuntu("echo new > /exported; ln -s exported /link").create();
        Path ours = directory.resolve("ours.tar");
        Path theirs = directory.resolve("theirs.tar");
        container.export(ours);
        docker("export", "--output", theirs.toString(), container.id());
        assertThat(ours).hasSameBinaryContentAs(theirs);
    }

    @Test
    void commitMakesTheImageOfDockerCommit() throws Exception {
        Container container = ubuntu("echo content > /committed").detached().start();
        container.awaitExit();
        String ours = Witness.unique("committed") + ":ours";
        String theirs = Witness.unique("committed") + ":theirs";
        container
                .commit(ours)
                .author("somebody")
                .message("what was done")
                .change("ENV A=b")
                .execute();
        docker(
                "commit",
                "--author",
                "somebody",
                "--message",
                "what was done",
                "--change",
                "ENV A=b",
                container.id(),
                theirs);
        String format =
                "{{json .Config}} {{.Author}} {{.Comment}} {{len .RootFS.Layers}} {{.Parent}}";
        List<String> made = docker("image", "inspect", "--format", format, ours);
        assertThat(made).isEqualTo(docker("image", "inspect", "--format", format, theirs));
        assertThat(made.get(0)).contains("A=b", "somebody what was done");
        assertThat(Witness.run(ours).rm().command("cat", "/committed").execute().stdout())
                .isEqualTo("content\n");
        Images.get(ours).remove();
        Images.get(theirs).remove();
    }

    @Test
    void eventsAreThoseOfDockerEvents() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        Container container = ubuntu("exit 3").detached().start();
        container.awaitExit();
        container.remove();
        // the CLI cuts "0s" to the whole second, in which all this may have been
        Instant after = Instant.now().plusSeconds(1);
        List<String> lines = new ArrayList<>();
        try (Stream<EngineEvent> events =
                Engine.events()
                        .type("container")
                        .container(container.id())
                        .since(before)
                        .until(after)
                        .stream()) {
            events.forEach(
                    event -> lines.add(event.type() + " " + event.action() + " " + event.id()));
        }
        assertThat(lines)
                .isEqualTo(
                        docker(
                                "events",
                                "--since",
                                before.toString(),
                                "--until",
                                after.toString(),
                                "--filter",
                                "type=container",
                                "--filter",
                                "container=" + container.id(),
                                "--format",
                                "{{.Type}} {{.Action}} {{.Actor.ID}}"))
                .hasSize(4);
    }
}
