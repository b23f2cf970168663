package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.DockerTimeoutException;
import io.dockerkit.Engine;
import io.dockerkit.Images;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.BuildProgress;
import io.dockerkit.image.BuildProgress.Kind;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Modern Dockerfiles, built by BuildKit without a session. */
@ExtendWith(Witness.class)
@Timeout(120)
class BuildKitIT {
    /** Receives typed reports of steps. */
    private static final class Reports implements Progress {
        private final List<BuildProgress> all = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void update(Event event) {
            throw new AssertionError("no pull was asked for");
        }

        @Override
        public void build(BuildProgress event) {
            all.add(event);
        }

        private List<BuildProgress> of(String name) {
            return all.stream().filter(event -> event.name().contains(name)).toList();
        }
    }

    @TempDir Path context;

    private void dockerfile(String... lines) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), String.join("\n", lines) + "\n");
    }

    private BuildSpec build() {
        return labelled(Images.build(context));
    }

    private static BuildSpec labelled(BuildSpec spec) {
        return spec.label(KEY, SESSION);
    }

    private static String run(Image image, String... command) {
        return Witness.run(image.id()).rm().command(command).execute().requireSuccess().stdout();
    }

    @Test
    void aModernDockerfileIsBuilt() throws IOException {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "FROM busybox AS tools",
                                "RUN --mount=type=cache,target=/cache echo once >> /cache/times",
                                "FROM busybox",
                                "COPY hello.txt /hello.txt",
                                "RUN --mount=from=tools,target=/tools cp /tools/bin/true /true"));
        boolean knowsHeredocs = Engine.version().apiVersion().compareTo("1.42") >= 0;
        if (knowsHeredocs) {
            lines.addAll(
                    List.of(
                            "COPY --link hello.txt /linked.txt",
                            "COPY <<EOF /heredoc.txt",
                            "from a heredoc",
                            "EOF",
                            "RUN <<EOF",
                            "echo one > /both",
                            "echo two >> /both",
                            "EOF"));
        }
        dockerfile(lines.toArray(new String[0]));
        Files.writeString(context.resolve("hello.txt"), "hello\n");
        String name = Witness.unique("modern");
        Image image = build().tag(name + ":1").tag(name + ":2").execute();
        assertThat(image.reference()).isEqualTo(name + ":1");
        assertThat(Images.get(name + ":2").id()).isEqualTo(image.id());
        assertThat(run(image, "cat", "/hello.txt")).isEqualTo("hello\n");
        run(image, "/true");
        if (knowsHeredocs) {
            assertThat(run(image, "cat", "/linked.txt", "/heredoc.txt", "/both"))
                    .isEqualTo("hello\nfrom a heredoc\none\ntwo\n");
        }
        Images.get(name + ":2").remove();
        image.remove();
    }

    @Test
    void stepsAreReportedOnceWithTheirOutputAndTimes() throws IOException {
        String once = Witness.unique("once");
        dockerfile("FROM busybox", "RUN echo " + once + "; sleep 0.2", "RUN echo second");
        Reports first = new Reports();
        List<String> lines = new ArrayList<>();
        Image image = build().onProgress(first).onOutput(lines::add).execute();
        List<BuildProgress> step = first.of("RUN echo " + once);
        assertThat(step)
                .extracting(BuildProgress::kind)
                .containsExactly(Kind.STARTED, Kind.OUTPUT, Kind.DONE);
        assertThat(step).extracting(BuildProgress::step).containsOnly(step.get(0).step());
        assertThat(step.get(1).text()).isEqualTo(once);
        assertThat(step.get(2).time()).isBetween(Duration.ofMillis(150), Duration.ofSeconds(30));
        assertThat(lines)
                .anyMatch(line -> line.matches("#\\d+ \\[.*2/3] RUN echo " + once + ".*"))
                .anyMatch(line -> line.matches("#\\d+ \\d+\\.\\d{3} " + once))
                .anyMatch(line -> line.matches("#\\d+ DONE \\d+\\.\\ds"));
        Reports again = new Reports();
        assertThat(build().onProgress(again).execute().id()).isEqualTo(image.id());
        assertThat(again.of("RUN echo " + once))
                .extracting(BuildProgress::kind)
                .containsExactly(Kind.STARTED, Kind.CACHED);
        image.remove();
    }

    @Test
    void theStepThatFailsIsNamedWithItsOutputExitCodeAndLine() throws IOException {
        dockerfile(
                "FROM busybox",
                "ARG WHY=unknown",
                "# a comment",
                "RUN echo fine",
                "RUN echo the reason is \\",
                "    $WHY; exit 7");
        assertThatThrownBy(() -> build().buildArg("WHY", "rain").noCache().execute())
                .isInstanceOfSatisfying(
                        BuildException.class,
                        failed -> {
                            assertThat(failed.exitCode()).isEqualTo(7);
                            assertThat(failed.output()).containsExactly("the reason is rain");
                            assertThat(failed.step().orElseThrow())
                                    .contains("3/3] RUN echo the reason");
                            assertThat(failed.dockerfileLine()).hasValue(5);
                            assertThat(failed)
                                    .hasMessageContaining("the reason is rain")
                                    .hasMessageContaining("(line 5 of the Dockerfile)");
                            assertThat(failed.commandLine().orElse("")).contains("WHY=***");
                        });
    }

    @Test
    void aMalformedDockerfileIsToldWithItsLine() throws IOException {
        dockerfile("FROM busybox", "", "NONSENSE here");
        assertThatThrownBy(() -> build().execute())
                .isInstanceOfSatisfying(
                        BuildException.class,
                        failed -> {
                            assertThat(failed.dockerfileLine()).hasValue(3);
                            assertThat(failed.exitCode()).isZero();
                        });
    }

    @Test
    void anInstructionThatTheFrontendDoesNotKnowIsToldWithTheSyntaxLine() throws IOException {
        dockerfile("FROM busybox", "COPY --nonsense=1 a /a");
        assertThatThrownBy(() -> build().execute())
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("# syntax=docker/dockerfile:1");
    }

    @Test
    void whatIsIgnoredIsNotSentAndTheDockerfileIs() throws IOException {
        dockerfile("FROM busybox", "COPY . /context/");
        Files.writeString(context.resolve(".dockerignore"), "*\n!keep.txt\n");
        Files.writeString(context.resolve("keep.txt"), "kept");
        Files.writeString(context.resolve("secret"), "secret");
        Image image = build().execute();
        assertThat(run(image, "find", "/context", "-type", "f").lines().sorted())
                .containsExactly("/context/Dockerfile", "/context/keep.txt");
        image.remove();
    }

    @Test
    void theIgnoreFileOfTheDockerfileGoesFirst() throws IOException {
        Files.writeString(context.resolve("app.Dockerfile"), "FROM busybox\nCOPY . /context/\n");
        Files.writeString(
                context.resolve("app.Dockerfile.dockerignore"), "b\n*.Dockerfile*\n.docker*\n");
        Files.writeString(context.resolve(".dockerignore"), "a\n");
        Files.writeString(context.resolve("a"), "a");
        Files.writeString(context.resolve("b"), "b");
        Image image = build().file(context.resolve("app.Dockerfile")).execute();
        assertThat(run(image, "find", "/context", "-type", "f").lines().sorted())
                .containsExactly("/context/a", "/context/app.Dockerfile");
        image.remove();
    }

    @Test
    void aDockerfileOfTheProgramIsBuiltWithoutAContextAndWithOne() throws IOException {
        Image alone =
                labelled(Images.build(Dockerfile.inline("FROM busybox\nRUN echo hi > /x")))
                        .execute();
        assertThat(run(alone, "cat", "/x")).isEqualTo("hi\n");
        alone.remove();
        Files.writeString(context.resolve("data"), "data\n");
        Image copied = build().file(Dockerfile.inline("FROM busybox\nCOPY data /")).execute();
        assertThat(run(copied, "cat", "/data")).isEqualTo("data\n");
        copied.remove();
    }

    @Test
    void aStreamIsTheContext() throws Exception {
        dockerfile("FROM busybox", "COPY data /");
        Files.writeString(context.resolve("data"), "data\n");
        Process tar = new ProcessBuilder("tar", "-C", context.toString(), "-czf", "-", ".").start();
        byte[] archive = tar.getInputStream().readAllBytes();
        BuildSpec spec = labelled(Images.build(new ByteArrayInputStream(archive)));
        Image image = spec.execute();
        assertThat(run(image, "cat", "/data")).isEqualTo("data\n");
        assertThatThrownBy(spec::execute)
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("read already");
        image.remove();
    }

    @Test
    void aLineOfTheCliIsBuilt() throws IOException {
        dockerfile("FROM busybox AS one", "RUN echo 1 > /n", "FROM one AS two", "RUN echo 2 > /n");
        Image image =
                Images.parse(
                                "docker buildx build --target one --progress=plain --load --label "
                                        + KEY
                                        + "="
                                        + SESSION
                                        + " "
                                        + context)
                        .execute();
        assertThat(run(image, "cat", "/n")).isEqualTo("1\n");
        image.remove();
    }

    @Test
    void theResultIsWrittenToFiles() throws IOException {
        dockerfile("FROM busybox", "CMD true");
        Path id = context.resolve("id");
        Path metadata = context.resolve("metadata.json");
        List<String> lines = new ArrayList<>();
        String name = Witness.unique("files");
        Image image =
                build().tag(name)
                        .iidfile(id)
                        .metadataFile(metadata)
                        .quiet()
                        .onOutput(lines::add)
                        .execute();
        assertThat(id).hasContent(image.id());
        assertThat(metadata)
                .content()
                .contains(
                        "\"containerimage.config.digest\":\"" + image.id() + "\"",
                        "\"image.name\":\"docker.io/library/" + name + ":latest\"");
        assertThat(lines).containsExactly(image.id());
        image.remove();
    }

    @Test
    void theClassicBuilderIsThereOnRequestAndSaysWhatAModernDockerfileNeeds() throws IOException {
        dockerfile("FROM busybox", "RUN --mount=type=cache,target=/c true");
        assertThatThrownBy(() -> build().builder(BuildSpec.Builder.CLASSIC).execute())
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("the Dockerfile needs BuildKit");
    }

    @Test
    void whatNeedsASessionIsRefusedBeforeAnythingIsSent() throws IOException {
        dockerfile("FROM busybox");
        assertThatThrownBy(() -> build().secretValue("token", "hunter2").execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--secret")
                .hasMessageContaining("dockerkit-buildkit")
                .hasMessageNotContaining("hunter2");
    }

    /** A build that waits until it is cancelled, and the steps that it reports. */
    private BuildSpec sleeping(CountDownLatch sleeps, String mark) throws IOException {
        dockerfile("FROM busybox", "RUN echo " + mark + "; sleep 987");
        return build().onProgress(
                        new Progress() {
                            @Override
                            public void update(Event event) {
                                // steps only
                            }

                            @Override
                            public void build(BuildProgress event) {
                                if (event.kind() == Kind.OUTPUT) {
                                    sleeps.countDown();
                                }
                            }
                        });
    }

    /** The step's processes are those of this machine, if its engine is here. */
    private static boolean isGone(String mark) {
        return ProcessHandle.allProcesses()
                .noneMatch(
                        process ->
                                process.info()
                                        .arguments()
                                        .map(
                                                words ->
                                                        String.join(" ", words)
                                                                .contains("echo " + mark))
                                        .orElse(false));
    }

    private static void awaitEnd(String mark) throws InterruptedException {
        for (int i = 0; i < 100 && !isGone(mark); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(isGone(mark)).isTrue();
    }

    @Test
    void aTimeOutCancelsTheBuild() throws Exception {
        String mark = Witness.unique("late");
        CountDownLatch sleeps = new CountDownLatch(1);
        // a machine that is busy with other things needs longer until the step runs
        for (int seconds = 2; sleeps.getCount() > 0; seconds *= 2) {
            BuildSpec spec = sleeping(sleeps, mark).timeout(Duration.ofSeconds(seconds));
            assertThatThrownBy(spec::execute).isInstanceOf(DockerTimeoutException.class);
            assertThat(seconds).isLessThan(60);
        }
        awaitEnd(mark);
    }

    @Test
    void anInterruptCancelsTheBuild() throws Exception {
        String mark = Witness.unique("cut");
        CountDownLatch sleeps = new CountDownLatch(1);
        BuildSpec spec = sleeping(sleeps, mark);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread builder =
                new Thread(
                        () -> {
                            try {
                                spec.execute();
                            } catch (RuntimeException e) {
                                thrown.set(Thread.currentThread().isInterrupted() ? e : null);
                            }
                        });
        builder.start();
        assertThat(sleeps.await(60, TimeUnit.SECONDS)).isTrue();
        builder.interrupt();
        builder.join(10_000);
        assertThat(thrown.get()).isInstanceOf(DockerInterruptedException.class);
        awaitEnd(mark);
    }

    @Test
    void aListenerThatThrowsCancelsTheBuild() throws Exception {
        String mark = Witness.unique("thrown");
        dockerfile("FROM busybox", "RUN echo " + mark + "; sleep 987");
        RuntimeException own = new IllegalStateException("enough");
        assertThatThrownBy(
                        () ->
                                build().onOutput(
                                                line -> {
                                                    if (line.endsWith(" " + mark)) {
                                                        throw own;
                                                    }
                                                })
                                        .execute())
                .isSameAs(own);
        awaitEnd(mark);
    }
}
