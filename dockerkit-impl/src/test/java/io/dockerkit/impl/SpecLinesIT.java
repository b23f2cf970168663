package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.container.Container;
import io.dockerkit.lab.RecordingEngine;
import io.dockerkit.network.ConnectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The docker client accepts the line that a spec is written as, and sends with it what the spec sends: both talk to an engine
 * that only keeps what it is asked.
 */
class SpecLinesIT {
    @TempDir static Path directory;

    private static RecordingEngine engine;
    private static Docker docker;
    private static Container c;

    @BeforeAll
    static void connect() throws IOException {
        engine = new RecordingEngine(directory);
        docker = Docker.connect(engine.host());
        engine.reset(true);
        c = docker.containers().get("c");
    }

    @AfterAll
    static void close() throws IOException {
        docker.close();
        engine.close();
    }

    private record Case(String line, Runnable execute) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        var run =
                docker.containers()
                        .run("alpine")
                        .name("web")
                        .label("a", "b 'c'")
                        .memory("512m")
                        .env("A", "x y")
                        .command("sh", "-c", "echo \"$HOME\"");
        cases.add(
                new Case(
                        run.toCommandLine().replaceFirst("docker run", "docker create"),
                        run::create));
        var exec =
                c.exec("sh", "-c", "echo '$A'")
                        .env(Map.of("A", "a b"))
                        .env("A_NAME_THAT_NO_PROCESS_HAS")
                        .user("1000:1000")
                        .workdir("/tmp")
                        .privileged();
        cases.add(new Case(exec.toCommandLine(), exec::execute));
        var update =
                c.update()
                        .memory("512m")
                        .memorySwap("-1")
                        .cpus(1.5)
                        .cpuRtPeriod(1000)
                        .restart("on-failure:3");
        cases.add(new Case(update.toCommandLine(), update::execute));
        var logs =
                c.logs()
                        .tail(10)
                        .timestamps()
                        .details()
                        .since(Instant.ofEpochSecond(1_700_000_000))
                        .until(Instant.ofEpochSecond(1_700_000_100));
        cases.add(new Case(logs.toCommandLine(), logs::execute));
        var commit =
                c.commit("team/app:1")
                        .author("me <me@example.com>")
                        .message("it's done")
                        .change("LABEL a=\"b c\"")
                        .change("CMD [\"sh\"]")
                        .withoutPause();
        cases.add(new Case(commit.toCommandLine(), commit::execute));
        var network =
                docker.networks()
                        .create("n1")
                        .subnet("10.1.0.0/16")
                        .gateway("10.1.0.1")
                        .labels(Map.of("a", "b c"))
                        .opt("com.docker.network.bridge.name", "br")
                        .internal()
                        .ipv6();
        cases.add(new Case(network.toCommandLine(), network::execute));
        var connect =
                ConnectSpec.defaults().alias("db").alias("a,b").ip("10.1.0.5").driverOpt("k", "v");
        cases.add(
                new Case(
                        connect.toCommandLine("n", "c"),
                        () -> docker.networks().get("n").connect("c", options -> connect)));
        var volume =
                docker.volumes()
                        .create("v1")
                        .labels(Map.of("a", "b"))
                        .opt("type", "tmpfs")
                        .opt("device", "tmpfs");
        cases.add(new Case(volume.toCommandLine(), volume::execute));
        for (String signal : new String[] {"", "SIGINT"}) {
            cases.add(
                    new Case(
                            "docker stop --timeout 3"
                                    + (signal.isEmpty() ? " c" : " --signal SIGINT c"),
                            () ->
                                    c.stop(
                                            options ->
                                                    signal.isEmpty()
                                                            ? options.timeout(Duration.ofSeconds(3))
                                                            : options.flag("timeout", "3")
                                                                    .signal(signal))));
        }
        var containerPrune =
                docker.containers()
                        .prune()
                        .label("demo")
                        .until(Duration.ofHours(24))
                        .withoutLabel("keep");
        cases.add(new Case(containerPrune.toCommandLine(), containerPrune::execute));
        var imagePrune = docker.images().prune().all().flag("filter", "until=24h");
        cases.add(new Case(imagePrune.toCommandLine(), imagePrune::execute));
        var networkPrune = docker.networks().prune().label("a", "b c");
        cases.add(new Case(networkPrune.toCommandLine(), networkPrune::execute));
        var volumePrune = docker.volumes().prune().all().label("demo");
        cases.add(new Case(volumePrune.toCommandLine(), volumePrune::execute));
        var events =
                docker.engine()
                        .events()
                        .type("container")
                        .filter("label", "a=b c")
                        .since(Instant.ofEpochSecond(1_700_000_000))
                        .until(Instant.ofEpochSecond(1_700_000_100));
        cases.add(
                new Case(
                        events.toCommandLine(),
                        () -> {
                            try (Stream<?> stream = events.stream()) {
                                stream.forEach(event -> {});
                            }
                        }));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> line() {
        return cases().stream().map(one -> DynamicTest.dynamicTest(one.line(), () -> compare(one)));
    }

    private static void compare(Case one) throws IOException, InterruptedException {
        engine.reset(true);
        one.execute().run();
        String ours = requests(one.line());
        engine.reset(true);
        cli(one.line());
        assertThat(ours).isEqualTo(requests(one.line())).isNotEmpty();
    }

    private static String requests(String line) {
        TreeSet<String> requests = new TreeSet<>();
        engine.requests()
                .forEach(
                        request ->
                                requests.add(
                                        CommandParityTest.text(request, line)
                                                .replace("/c0ffeec0ffee/", "/c/")
                                                .replace("[c0ffeec0ffee]", "[c]")));
        requests.remove("");
        return String.join("\n", requests);
    }

    private static void cli(String line) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(ShellWords.split(line)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().put("DOCKER_HOST", engine.host());
        builder.environment().put("DOCKER_CONFIG", directory.resolve("none").toString());
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        process.getOutputStream().close();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", line, said).isZero();
    }
}
