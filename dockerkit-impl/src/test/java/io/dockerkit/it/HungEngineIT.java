package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.lab.Endurance;
import io.dockerkit.lab.PrivateEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that hangs, and one that is killed and comes back under load. */
@Timeout(240)
class HungEngineIT {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int THREADS = 8;
    private static final int ROUNDS = Endurance.count(3, 1);

    private static PrivateEngine engine;

    @BeforeAll
    static void start() {
        engine = PrivateEngine.start();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static RunSpec busybox(Docker docker) {
        return docker.containers().run(PrivateEngine.IMAGE).network("host");
    }

    private static Container sleeper(Docker docker) {
        return busybox(docker).detached().command("sleep", "600").start();
    }

    private static void timesOut(ThrowingCallable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(DockerTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(DEADLINE.minusMillis(50), DEADLINE.plusSeconds(5));
    }

    @Test
    void anEngineThatHangsIsATimeOutAndTheSameClientWorksWhenItGoesOn() {
        try (Docker docker = engine.connect()) {
            Docker hasty = docker.withTimeout(DEADLINE);
            Container sleeping = hasty.containers().get(sleeper(docker).id());
            Container stopping = hasty.containers().get(sleeper(docker).id());
            engine.suspend();
            try {
                timesOut(() -> hasty.engine().ping());
                timesOut(() -> hasty.engine().version());
                timesOut(() -> hasty.containers().list());
                timesOut(sleeping::inspect);
                timesOut(() -> sleeping.exec("true").execute());
                timesOut(() -> sleeping.logs().execute());
                timesOut(() -> sleeping.logs().follow().lines());
                timesOut(() -> sleeping.awaitExit(DEADLINE));
                timesOut(() -> sleeping.readString("/etc/passwd"));
                timesOut(() -> busybox(hasty).create());
                timesOut(() -> hasty.images().pull("busybox").execute());
                timesOut(() -> hasty.volumes().create("hung").execute());
                timesOut(() -> hasty.engine().events().stream());
                timesOut(() -> stopping.stop(options -> options.timeout(Duration.ZERO)));
            } finally {
                engine.resume();
            }
            assertThat(hasty.withTimeout(Duration.ofSeconds(30)).containers().list())
                    .extracting(c -> c.id())
                    .contains(sleeping.id());
            assertThat(docker.containers().get(sleeping.id()).exec("echo", "on").execute().stdout())
                    .isEqualTo("on\n");
            docker.containers().query().all().removeAll(options -> options.force());
        }
    }

    @Test
    void aDeadlineIsPositive() {
        try (Docker docker = engine.connect()) {
            assertThatThrownBy(() -> docker.withTimeout(Duration.ZERO))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("timeout")
                    .hasMessageContaining("\"0 s\"");
        }
    }

    @Test
    void anEngineThatIsKilledUnderLoadGivesRightAnswersOrTypedErrors() throws Exception {
        Tally tally = new Tally();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Docker docker = engine.connect()) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger right = new AtomicInteger();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Load load = new Load(docker, tally, over, right, i);
                all.add(threads.submit(load));
            }
            for (int round = 0; round < ROUNDS; round++) {
                int before = right.get();
                FaultBench.within(30_000, () -> right.get() > before + 2 * THREADS, "no answers");
                engine.kill();
                assertThatThrownBy(() -> docker.engine().ping())
                        .isInstanceOf(DockerUnavailableException.class);
                engine.startAgain();
            }
            int before = right.get();
            FaultBench.within(30_000, () -> right.get() > before + 2 * THREADS, "no answers");
            over.set(true);
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
            docker.containers().query().all().removeAll(options -> options.force());
            assertThat(busybox(docker).rm().command("echo", "on").execute().stdout())
                    .isEqualTo("on\n");
        } finally {
            threads.shutdownNow();
        }
        tally.write("killed-engine");
        // each round waits for so many right answers, however slow the machine is
        assertThat(tally.total()).isGreaterThan((ROUNDS + 1) * 2 * THREADS);
    }

    /** Mixed calls, each of which gives the right answer or a typed error. */
    private static final class Load implements Callable<Void> {
        private final Docker docker;
        private final Tally tally;
        private final AtomicBoolean over;
        private final AtomicInteger right;
        private final int number;

        Load(Docker docker, Tally tally, AtomicBoolean over, AtomicInteger right, int number) {
            this.docker = docker;
            this.tally = tally;
            this.over = over;
            this.right = right;
            this.number = number;
        }

        @Override
        public Void call() {
            Map<String, Runnable> calls = calls();
            while (!over.get()) {
                calls.forEach(this::once);
            }
            return null;
        }

        private Map<String, Runnable> calls() {
            String text = "text of " + number;
            Map<String, Runnable> calls = new TreeMap<>();
            calls.put(
                    "VERSION", () -> assertThat(docker.engine().version().version()).isNotEmpty());
            calls.put(
                    "LIST", () -> assertThat(docker.containers().query().all().list()).isNotNull());
            calls.put(
                    "IMAGES",
                    () -> assertThat(docker.images().list()).extracting(i -> i.id()).isNotEmpty());
            calls.put(
                    "CREATE",
                    () -> {
                        String name = Witness.unique("killed");
                        Container made = busybox(docker).name(name).create();
                        assertThat(made.inspect().name()).isEqualTo(name);
                        made.remove();
                    });
            calls.put(
                    "RUN",
                    () -> {
                        String said =
                                busybox(docker)
                                        .rm()
                                        .timeout(Duration.ofSeconds(60))
                                        .command("echo", text)
                                        .execute()
                                        .stdout();
                        assertThat(said).isEqualTo(text + "\n");
                    });
            calls.put(
                    "VOLUME",
                    () -> {
                        String name = Witness.unique("killed");
                        assertThat(docker.volumes().create(name).execute().name()).isEqualTo(name);
                        docker.volumes().get(name).remove();
                    });
            return calls;
        }

        private void once(String name, Runnable call) {
            try {
                call.run();
                right.incrementAndGet();
                tally.add(name, "KILL", null);
            } catch (io.dockerkit.DockerException typed) {
                tally.add(name, "KILL", typed);
                if (typed instanceof DockerUnavailableException) {
                    // until it is back; otherwise the thread would count refusals
                    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                }
            }
        }
    }
}
