package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.lab.Behaviour;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ensure()} of builds: what counts as the same content, and what becomes of the images, by a scripted engine. */
@Timeout(60)
class EnsuredBuildTest {
    private static final Pattern NAME = Pattern.compile("t=(dockerkit-build(?::|%3A)\\w+)");

    @TempDir Path directory;
    @TempDir Path context;

    private ScriptedEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = new ScriptedEngine(directory);
        engine.onOthers(Calls.answers("404 Not Found", "{\"message\":\"No such image: x\"}"));
        engine.on(
                "POST /build",
                Calls.answers("200 OK", "{\"aux\":{\"ID\":\"sha256:" + "1".repeat(64) + "\"}}"));
        engine.on("GET /images/json", Calls.answers("200 OK", "[]"));
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\nCOPY . /\n");
        Files.writeString(context.resolve("a"), "a");
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private BuildSpec build() {
        return engine.images().build(context).builder(BuildSpec.Builder.CLASSIC);
    }

    /** Builds, and returns the name that the content has. */
    private String name(BuildSpec spec) {
        engine.calls().clear();
        spec.ensure();
        Set<String> names = new TreeSet<>();
        for (String call : engine.calls()) {
            Matcher name = NAME.matcher(call);
            while (name.find()) {
                names.add(name.group(1).replace("%3A", ":"));
            }
        }
        assertThat(names).as("%s", engine.calls()).hasSize(1);
        return names.iterator().next();
    }

    @Test
    void theSameContentHasTheSameNameWhereverItLies(@TempDir Path other) throws IOException {
        String name = name(build());
        Files.createDirectories(other.resolve("deep"));
        Path copy = other.resolve("deep");
        Files.writeString(copy.resolve("a"), "a");
        Files.writeString(copy.resolve("Dockerfile"), "FROM busybox\nCOPY . /\n");
        Files.setLastModifiedTime(copy.resolve("a"), FileTime.from(Instant.EPOCH));
        assertThat(name(engine.images().build(copy).builder(BuildSpec.Builder.CLASSIC)))
                .isEqualTo(name)
                .matches("dockerkit-build:[0-9a-f]{20}");
    }

    @Test
    void whatDoesNotChangeTheImageDoesNotCount() throws IOException {
        String name = name(build());
        Files.writeString(context.resolve(".dockerignore"), ".dockerignore\nlogs\n");
        String ignoring = name(build());
        Files.writeString(context.resolve("logs"), "more and more");
        assertThat(name(build())).isEqualTo(ignoring).isEqualTo(name);
        assertThat(name(build().tag("team/app").pull().noCache().forceRm().quiet()))
                .isEqualTo(ignoring);
    }

    @Test
    void eachChangeOfTheContentHasAnotherName() throws IOException {
        Set<String> names = new TreeSet<>();
        names.add(name(build()));
        names.add(name(build().buildArg("A", "1")));
        names.add(name(build().buildArg("A", "2")));
        names.add(name(build().label("a", "b")));
        names.add(name(build().target("other")));
        names.add(name(build().platform("linux/arm64")));
        names.add(name(build().file(Dockerfile.inline("FROM scratch\nCOPY . /\n"))));
        Dockerfile alone = Dockerfile.inline("FROM busybox\nCOPY . /\n");
        names.add(name(engine.images().build(alone).builder(BuildSpec.Builder.CLASSIC)));
        Files.writeString(context.resolve("a"), "b");
        names.add(name(build()));
        Files.setAttribute(context.resolve("a"), "unix:mode", 0755);
        names.add(name(build()));
        Files.move(context.resolve("a"), context.resolve("b"));
        names.add(name(build()));
        Files.createSymbolicLink(context.resolve("c"), Path.of("b"));
        names.add(name(build()));
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\nCOPY b /\n");
        names.add(name(build()));
        engine.on(
                "GET /images/busybox:latest/json",
                Calls.answers("200 OK", "{\"Id\":\"sha256:7\"}"));
        names.add(name(build()));
        assertThat(names).hasSize(14);
    }

    @Test
    void anImageThatIsThereIsUsedAndNamedAgain() {
        String name = name(build());
        Behaviour found =
                Calls.answers(
                        "200 OK",
                        "{\"Id\":\"sha256:2\",\"Config\":{\"Labels\":{\"io.dockerkit.build\":\"x\"}}}");
        engine.on("GET /images/" + name + "/json", found);
        engine.on("GET /images/sha256:2/json", found);
        engine.on("POST /images/sha256:2/tag", Calls.answers("201 Created", ""));
        engine.calls().clear();
        Image image = build().tag("team/app:1").tag("team/app:2").ensure();
        assertThat(image.reference()).isEqualTo("team/app:1");
        assertThat(image.id()).isEqualTo("sha256:2");
        assertThat(engine.calls()).noneMatch(call -> call.contains("/build"));
        assertThat(engine.calls().stream().filter(call -> call.contains("/tag"))).hasSize(3);
        assertThat(build().ensure().reference()).isEqualTo(name);
    }

    @Test
    void anImageOfTheNameThatEnsureHasNotMadeIsBuiltOver() {
        String name = name(build());
        engine.on(
                "GET /images/" + name + "/json", Calls.answers("200 OK", "{\"Id\":\"sha256:2\"}"));
        assertThat(name(build())).isEqualTo(name);
    }

    private void has(int id, String name, String labels, String lastTagTime) {
        Behaviour found =
                Calls.answers(
                        "200 OK",
                        "{\"Id\":\"sha256:"
                                + id
                                + "\",\"Config\":{\"Labels\":"
                                + labels
                                + "},\"Metadata\":{\"LastTagTime\":\""
                                + lastTagTime
                                + "\"}}");
        engine.on("GET /images/" + name + "/json", found);
        engine.on("GET /images/sha256:" + id + "/json", found);
        engine.on("DELETE /images/" + name, Calls.answers("200 OK", "[{\"Untagged\":\"x\"}]"));
    }

    @Test
    void anEnsureThatBuildsRemovesOnlyItsOwnImagesThatNobodyAskedForOfLate() {
        String ours = "{\"io.dockerkit.build\":\"x\"}";
        Instant limit = Instant.now().minus(EnsuredBuild.KEPT);
        has(3, "child:1", ours, "2020-01-01T00:00:00Z");
        has(3, "dockerkit-build:old", ours, limit.minusSeconds(60).toString());
        has(4, "dockerkit-build:new", ours, limit.plusSeconds(60).toString());
        has(5, "dockerkit-build:unknown", ours, "0001-01-01T00:00:00Z");
        has(6, "dockerkit-build:theirs", "{}", "2020-01-01T00:00:00Z");
        engine.on(
                "GET /images/json",
                Calls.answers(
                        "200 OK",
                        """
                        [{"Id":"sha256:3","RepoTags":["dockerkit-build:old","child:1"]},
                         {"Id":"sha256:4","RepoTags":["dockerkit-build:new"]},
                         {"Id":"sha256:5","RepoTags":["dockerkit-build:unknown"]},
                         {"Id":"sha256:6","RepoTags":["dockerkit-build:theirs"]}]
                        """));
        build().ensure();
        assertThat(engine.calls().stream().filter(call -> call.startsWith("DELETE")))
                .singleElement()
                .asString()
                .contains("/images/dockerkit-build:old")
                .doesNotContain("force=true");
    }

    @Test
    void aBuildThatIsNotReadTwiceOrLeavesNoImageIsRefusedBeforeAnyCall() {
        BuildSpec stream = engine.images().build(new ByteArrayInputStream(new byte[] {1})).tag("x");
        List<BuildSpec> wrong =
                List.of(
                        stream,
                        build().output(directory.resolve("out")),
                        build().tag("x").push(),
                        build().iidfile(directory.resolve("id")),
                        build().flag("metadata-file", directory.resolve("m").toString()));
        List<String> options =
                List.of("context", "--output", "--push", "--iidfile", "--metadata-file");
        for (int i = 0; i < wrong.size(); i++) {
            assertThatThrownBy(wrong.get(i)::ensure)
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining(options.get(i))
                    .hasMessageContaining("ensure()");
        }
        assertThat(engine.calls()).isEmpty();
        assertThat(directory.resolve("id")).doesNotExist();
    }

    @Test
    void aFailedBuildIsToldAndTriedAgainByTheNext() {
        engine.on(
                "POST /build",
                Calls.answers(
                        "200 OK",
                        "{\"errorDetail\":{\"code\":7,\"message\":\"failed\"},\"error\":\"failed\"}"));
        assertThatThrownBy(build()::ensure)
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("failed");
        engine.on(
                "POST /build",
                Calls.answers("200 OK", "{\"aux\":{\"ID\":\"sha256:" + "1".repeat(64) + "\"}}"));
        assertThat(build().ensure().id()).startsWith("sha256:1");
    }

    private static FutureTask<String> held(BuildLock lock, BuildSpec spec, CountDownLatch end)
            throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<String> task =
                new FutureTask<>(
                        () ->
                                lock.hold(
                                        "shop",
                                        null,
                                        () -> {
                                            begun.countDown();
                                            try {
                                                end.await();
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                            return spec.toString();
                                        }));
        new Thread(task).start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return task;
    }

    @Test
    void aSecondBuildOfTheContentWaitsUntilItsTimeIsOver() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        BuildLock lock = BuildLock.of("content", "engine");
        FutureTask<String> first = held(lock, build(), end);
        assertThatThrownBy(() -> lock.hold("shop", Duration.ofMillis(50), () -> "second"))
                .isInstanceOf(DockerTimeoutException.class)
                .hasMessage("gave up waiting for another build of shop after 0.05 s");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lock.hold("shop", null, () -> "second"))
                .isInstanceOf(DockerInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
        first.get();
        assertThat(lock.hold("shop", null, () -> "second")).isEqualTo("second");
    }

    @Test
    void aBuildOfAnotherProgramIsWaitedFor() throws Exception {
        BuildLock lock = BuildLock.of("of a program", "engine");
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BuildLockHolder.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> lock.hold("shop", Duration.ofMillis(150), () -> "mine"))
                    .isInstanceOf(DockerTimeoutException.class);
            other.getOutputStream().close();
            assertThat(lock.hold("shop", Duration.ofSeconds(30), () -> "mine")).isEqualTo("mine");
        } finally {
            other.destroyForcibly();
        }
    }
}
