package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.impl.config.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever ends a native build, in whichever phase: the error says what it was, and nothing of the build stays, neither here
 * nor on the engine.
 */
class NativeBuildEndsIT {
    private static final boolean ENDURANCE = Boolean.getBoolean("dockerkit.endurance");
    private static final Duration LIMIT = Duration.ofMillis(1500);

    /** What ends a build. */
    enum End {
        CUT(DockerUnavailableException.class, "connection"),
        INTERRUPT(DockerInterruptedException.class, "interrupted"),
        TIMEOUT(DockerTimeoutException.class, "gave up to build .* after 1\\.5 s"),
        CLOSE(DockerUnavailableException.class, "this Docker connection to .* was closed"),
        KILL(DockerUnavailableException.class, "connection");

        private final Class<? extends DockerException> type;
        private final String message;

        End(Class<? extends DockerException> type, String message) {
            this.type = type;
            this.message = message;
        }
    }

    @TempDir Path directory;

    /** Returns every end of every phase in runs of endurance, and the usual one of each phase in every other. */
    static List<Arguments> ends() {
        List<Arguments> ends = new ArrayList<>();
        for (BuildPhase phase : BuildPhase.values()) {
            for (End end : End.values()) {
                if (end != End.KILL && (ENDURANCE || end == usual(phase))) {
                    ends.add(Arguments.of(phase, end));
                }
            }
        }
        return ends;
    }

    /** A fixed table, in which each end occurs at least twice. */
    private static End usual(BuildPhase phase) {
        return switch (phase) {
            case CONNECTING_TO_BUILDKIT, SENDING_A_FILE, FORWARDING_AN_AGENT -> End.CLOSE;
            case CONNECTING_THE_SESSION, LISTING_FILES, EXPORTING_THE_IMAGE -> End.INTERRUPT;
            case WAITING_FOR_THE_FIRST_REQUEST, RUNNING_A_STEP -> End.TIMEOUT;
            case GIVING_A_SECRET, RECEIVING_AN_OUTPUT -> End.CUT;
        };
    }

    /** The JDK opens some descriptors when they are first needed, and keeps them. */
    @BeforeAll
    static void warmUp() throws Exception {
        try (HeldProxy proxy = new HeldProxy(engine());
                Docker docker = Docker.connect(proxy.address())) {
            docker.images()
                    .build(Dockerfile.inline("FROM scratch\nCOPY --from=busybox /bin/true /\n"))
                    .output("type=cacheonly")
                    .execute();
        }
    }

    private static String engine() {
        return Endpoints.ofThisProcess().engine().wire().address();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("ends")
    void aBuildEndsWithATypedErrorAndLeavesNothing(BuildPhase phase, End end) throws Exception {
        Leftovers before = Leftovers.before();
        int seconds = number();
        try (HeldProxy proxy = new HeldProxy(engine())) {
            try (Docker docker = Docker.connect(proxy.address());
                    BuildPhase.Stage stage =
                            new BuildPhase.Stage(directory, docker, proxy, seconds)) {
                run(phase, end, stage, docker, proxy, null);
                proxy.release();
                assertThat(stage.isAgentLeft()).as("agent").isTrue();
            }
            for (int i = 0; i < 250 && proxy.connections() > 0; i++) {
                Thread.sleep(20);
            }
            assertThat(proxy.connections()).as("connections to the engine").isZero();
        }
        Leftovers.awaitProcess(String.valueOf(seconds), false);
        before.assertNothingMore();
        assertNoPart();
        try (Docker docker = Docker.connect()) {
            docker.images()
                    .query()
                    .filter("label", "io.dockerkit.test=once-" + seconds)
                    .list()
                    .forEach(image -> docker.images().get(image.id()).remove());
        }
    }

    /** Returns every phase in runs of endurance, and the usual ones in every other. */
    private static List<BuildPhase> killed() {
        return ENDURANCE
                ? List.of(BuildPhase.values())
                : List.of(BuildPhase.SENDING_A_FILE, BuildPhase.RUNNING_A_STEP);
    }

    @Test
    void anEngineThatIsKilledEndsTheBuildWithATypedErrorAndLeavesNothing() throws Exception {
        List<String> images = ENDURANCE ? List.of("busybox", "ubuntu") : List.of("busybox");
        try (OwnEngine engine = new OwnEngine(images)) {
            for (BuildPhase phase : killed()) {
                Leftovers before = Leftovers.before();
                int seconds = number();
                Path own = Files.createDirectory(directory.resolve(phase.name()));
                try (HeldProxy proxy = new HeldProxy(engine.address());
                        Docker docker = Docker.connect(proxy.address());
                        BuildPhase.Stage stage =
                                new BuildPhase.Stage(own, docker, proxy, seconds)) {
                    run(phase, End.KILL, stage, docker, proxy, engine);
                    assertThat(stage.isAgentLeft()).as("agent").isTrue();
                } finally {
                    OwnEngine.endSteps(String.valueOf(seconds));
                }
                before.assertNothingMore();
                assertNoPart();
                engine.start();
            }
        }
    }

    private static int number() {
        return ThreadLocalRandom.current().nextInt(100_000_000, 999_999_999);
    }

    private static void run(
            BuildPhase phase,
            End end,
            BuildPhase.Stage stage,
            Docker docker,
            HeldProxy proxy,
            @Nullable OwnEngine engine)
            throws Exception {
        BuildSpec begun = phase.begin(stage);
        BuildSpec spec = end == End.TIMEOUT ? begun.timeout(LIMIT) : begun;
        AtomicBoolean interrupted = new AtomicBoolean();
        FutureTask<Void> build =
                new FutureTask<>(
                        () -> {
                            try {
                                spec.execute();
                            } finally {
                                interrupted.set(Thread.currentThread().isInterrupted());
                            }
                            return null;
                        });
        Thread builder = new Thread(build, "test-builder");
        builder.start();
        if (end != End.TIMEOUT) {
            assertThat(stage.awaitPhase()).as("the build comes to its phase").isTrue();
        }
        if (phase == BuildPhase.RUNNING_A_STEP && end != End.TIMEOUT) {
            Leftovers.awaitProcess(stage.sleep(), true);
        }
        long start = System.nanoTime();
        switch (end) {
            case CUT -> proxy.cut();
            case INTERRUPT -> builder.interrupt();
            case CLOSE -> docker.close();
            case KILL -> {
                engine.kill();
                proxy.release();
            }
            case TIMEOUT -> {
                // it comes by itself
            }
        }
        Throwable failure = failure(build);
        assertThat(failure)
                .isInstanceOf(end.type)
                .hasMessageMatching("(?s).*" + end.message + ".*");
        assertThat(interrupted.get()).isEqualTo(end == End.INTERRUPT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    private static Throwable failure(FutureTask<?> build) throws Exception {
        try {
            build.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("the build did not fail");
    }

    private void assertNoPart() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }
}
