package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.EngineException;
import io.dockerkit.network.NetworkSummary;
import io.dockerkit.swarm.Node;
import io.dockerkit.swarm.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The three engines of {@code dev/engine up swarm}. They are one swarm while a test class runs: the first is its manager, the
 * second joins as a worker and the third as a manager. What a test creates in it is removed after the test.
 *
 * <p>For one thread at a time.
 */
public final class SwarmNodes implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** How long the swarm may take for what it does by itself, on a slow machine. */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Set<String> ENDED =
            Set.of("complete", "shutdown", "failed", "rejected", "remove", "orphaned");

    private final List<Docker> engines = new ArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        String hosts = System.getenv("DOCKERKIT_SWARM_NODES");
        assertThat(hosts)
                .as(
                        "DOCKERKIT_SWARM_NODES: dev/test --engines swarm runs these tests on the engines that they need")
                .isNotBlank();
        for (String host : hosts.split(",", -1)) {
            engines.add(Docker.connect(host));
        }
        assertThat(engines).hasSize(3);
        leave();
        manager()
                .swarm()
                .init()
                .advertiseAddr("eth0")
                // not where the nodes themselves are
                .defaultAddrPool("10.201.0.0/16")
                .execute();
        String address = manager().nodes().get("self").managerAddress().orElseThrow();
        for (String role : List.of("worker", "manager")) {
            engine(role.equals("worker") ? 2 : 3)
                    .swarm()
                    .join(address)
                    .token(manager().swarm().joinToken(role))
                    .execute();
        }
        eventually(
                "three nodes are ready",
                () ->
                        manager().nodes().list().stream()
                                        .filter(node -> node.state().equals("ready"))
                                        .count()
                                == 3);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        manager().services().list().forEach(Service::remove);
        // the tasks of jobs stay where they are, complete
        eventually(
                "no task runs",
                () ->
                        manager().services().queryTasks().list().stream()
                                .allMatch(task -> ENDED.contains(task.state())));
        manager().secrets().list().forEach(secret -> secret.remove());
        manager().configs().list().forEach(config -> config.remove());
        for (NetworkSummary network : manager().networks().list()) {
            if (network.scope().equals("swarm") && !network.name().equals("ingress")) {
                manager().networks().get(network.id()).remove();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leave();
        engines.forEach(Docker::close);
    }

    private void leave() {
        for (Docker engine : engines) {
            try {
                engine.swarm().leave(options -> options.force());
            } catch (EngineException inNone) {
                assertThat(inNone).hasMessageContaining("not part of a swarm");
            }
        }
    }

    /** Returns the engine of a node, 1 to 3. */
    public Docker engine(int number) {
        return engines.get(number - 1);
    }

    /** Returns the engine of the first node, which leads the swarm. */
    public Docker manager() {
        return engine(1);
    }

    /** Returns what the manager says about a node now. */
    public Node node(int number) {
        return manager().nodes().get("node" + number);
    }

    /** Makes the engine of a node end at once. */
    public void kill(int number) {
        Daemon.kill(Long.parseLong(text(home(number).resolve("dockerd.pid")).trim()));
    }

    /** Starts the engines that do not run. */
    public void startAll() {
        Path script = Path.of("../dev/engine").toAbsolutePath().normalize();
        assertThat(script).isExecutable();
        try {
            Process up =
                    new ProcessBuilder(script.toString(), "up", "swarm")
                            .redirectErrorStream(true)
                            .start();
            String said = new String(up.getInputStream().readAllBytes(), UTF_8);
            assertThat(up.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while engines started", e);
        }
    }

    private Path home(int number) {
        return Path.of(engine(number).host().substring("unix://".length())).getParent();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is so, and fails if that takes longer than {@link #LIMIT}. */
    public static void eventually(String what, BooleanSupplier condition) {
        eventually(() -> what, condition);
    }

    /** As the other, with words for the failure that are looked up when it fails. */
    public static void eventually(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
