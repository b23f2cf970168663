package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.DockerUnavailableException;
import io.dockerkit.impl.build.SolveException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds over a session, on the engine of the tests. */
class RunningBuildIT {
    @TempDir Path directory;
    private final String once = UUID.randomUUID().toString();
    private LabEngine engine;

    @BeforeEach
    void connect() {
        engine = new LabEngine();
    }

    @AfterEach
    void nothingOfTheBuildStays() throws InterruptedException {
        engine.close();
        for (int i = 0; i < 50 && !threads().isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(threads()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dockerkit-buildkit") || name.startsWith("grpc"))
                .toList();
    }

    private Map<String, String> build(Plans plans) {
        return new RunningBuild(plans.plan(), engine, status -> {}).run();
    }

    @Test
    void filesOfTheContextReachTheOutput() throws Exception {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("a.txt"), once);
        Files.createDirectory(context.resolve("d"));
        Files.writeString(context.resolve("d/run"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(
                context.resolve("d/run"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(context.resolve("d/link"), Path.of("../a.txt"));
        Files.createLink(context.resolve("d/same"), context.resolve("a.txt"));
        Path out = directory.resolve("out");
        build(Plans.of("FROM scratch\nCOPY . /\n").context(context).directory(out));
        assertThat(out.resolve("a.txt")).hasContent(once);
        assertThat(out.resolve("d/run")).isExecutable();
        assertThat(Files.readSymbolicLink(out.resolve("d/link"))).isEqualTo(Path.of("../a.txt"));
        assertThat(out.resolve("d/same")).hasContent(once);
    }

    @Test
    void anArchiveIsWrittenWhole() throws Exception {
        Path tar = directory.resolve("out.tar");
        build(Plans.of("FROM scratch\nCOPY Dockerfile /f-" + once + "\n").archive(tar));
        assertThat(
                        new String(
                                Files.readAllBytes(tar),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("f-" + once);
    }

    @Test
    void aStepReadsASecretAndDoesNotKeepIt() {
        Path out = directory.resolve("out");
        build(
                Plans.of(
                                "FROM busybox AS b\nRUN --mount=type=secret,id=s,target=/s wc -c </s >/n; echo "
                                        + once
                                        + "\nFROM scratch\nCOPY --from=b /n /n\n")
                        .secret("s", "twelve bytes")
                        .directory(out));
        assertThat(out.resolve("n")).hasContent("12\n");
    }

    @Test
    void theFailingStepAndItsOutputAreKnown() {
        StringBuilder seen = new StringBuilder();
        assertThatThrownBy(
                        () ->
                                new RunningBuild(
                                                Plans.of(
                                                                "FROM busybox\n\nRUN echo out-"
                                                                        + once
                                                                        + "; exit 7\n")
                                                        .plan(),
                                                engine,
                                                status ->
                                                        seen.append(
                                                                new String(
                                                                        status,
                                                                        java.nio.charset
                                                                                .StandardCharsets
                                                                                .UTF_8)))
                                        .run())
                .isInstanceOfSatisfying(
                        SolveException.class,
                        e -> {
                            assertThat(e).hasMessageContaining("exit code: 7");
                            // Engine 20.10 tells no more than the words
                            assertThat(e.file()).isIn("", "Dockerfile");
                            assertThat(e.line()).isEqualTo(e.file().isEmpty() ? 0 : 3);
                        });
        assertThat(seen).contains("out-" + once);
    }

    @Test
    void aTimeOutCancelsTheBuild() {
        long start = System.nanoTime();
        assertThatThrownBy(
                        () ->
                                build(
                                        Plans.of("FROM busybox\nRUN echo " + once + "; sleep 60\n")
                                                .timeout(Duration.ofMillis(800))))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessageContaining("after 0.8 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anInterruptCancelsTheBuild() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        Thread builder = Thread.currentThread();
        Thread interrupter =
                new Thread(
                        () -> {
                            try {
                                runs.await(20, TimeUnit.SECONDS);
                                builder.interrupt();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        "interrupter");
        interrupter.start();
        BuildPlan plan = Plans.of("FROM busybox\nRUN echo go-" + once + "; sleep 60\n").plan();
        assertThatThrownBy(() -> new RunningBuild(plan, engine, status -> runs.countDown()).run())
                .isInstanceOf(DockerInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
    }

    @Test
    void aCutOfEitherConnectionIsToldAsSuch() {
        for (int number = 0; number < 2; number++) {
            int which = number;
            try (LabEngine cut = new LabEngine()) {
                BuildPlan plan =
                        Plans.of("FROM busybox\nRUN echo " + once + number + "; sleep 60\n").plan();
                assertThatThrownBy(
                                () ->
                                        new RunningBuild(
                                                        plan,
                                                        cut,
                                                        status -> {
                                                            if (cut.connections() == 2) {
                                                                cut.cut(which);
                                                            }
                                                        })
                                                .run())
                        .isInstanceOf(DockerUnavailableException.class)
                        .hasMessageContaining("the connection to BuildKit");
            }
        }
    }

    @Test
    void aFailureOfTheListenerEndsTheBuild() {
        IllegalStateException own = new IllegalStateException("no more");
        assertThatThrownBy(
                        () ->
                                new RunningBuild(
                                                Plans.of("FROM busybox\nRUN sleep 60; echo " + once)
                                                        .plan(),
                                                engine,
                                                status -> {
                                                    throw own;
                                                })
                                        .run())
                .isSameAs(own);
    }
}
