package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.Images;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Builds by the engine's own builder. */
@ExtendWith(Witness.class)
@Timeout(120)
class ImageBuildIT {
    @TempDir Path context;

    private void dockerfile(String... lines) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), String.join("\n", lines) + "\n");
    }

    private BuildSpec build() {
        return Images.build(context).label(KEY, SESSION).builder(BuildSpec.Builder.CLASSIC);
    }

    private static String run(Image image, String... command) {
        return Witness.run(image.id()).rm().command(command).execute().requireSuccess().stdout();
    }

    @Test
    void anImageIsBuiltAndNamed() throws IOException {
        dockerfile(
                "FROM busybox",
                "ARG GREETING=nobody",
                "COPY hello.txt /hello.txt",
                "RUN echo $GREETING >> /hello.txt",
                "CMD cat /hello.txt");
        Files.writeString(context.resolve("hello.txt"), "hello\n");
        String name = Witness.unique("built");
        List<String> output = new ArrayList<>();
        Image image =
                build().tag(name + ":1")
                        .tag(name + ":2")
                        .buildArg("GREETING", "world")
                        .onOutput(output::add)
                        .execute();
        assertThat(image.reference()).isEqualTo(name + ":1");
        assertThat(run(image)).isEqualTo("hello\nworld\n");
        assertThat(Images.get(name + ":2").id()).isEqualTo(image.id());
        assertThat(image.inspect().at("/Config/Labels/" + KEY).text()).isEqualTo(SESSION);
        assertThat(output).anyMatch(line -> line.startsWith("Step 1/"));
        assertThat(output).noneMatch(line -> line.contains("\n"));
        Images.get(name + ":2").remove();
        image.remove();
    }

    @Test
    void whatIsIgnoredIsNotSent() throws IOException {
        dockerfile("FROM busybox", "COPY . /context/", "CMD find /context -type f");
        Files.writeString(context.resolve(".dockerignore"), "*\n!build/libs/\n!keep.txt\n");
        Files.createDirectories(context.resolve("build/libs/deep"));
        Files.writeString(context.resolve("build/libs/deep/app.jar"), "jar");
        Files.writeString(context.resolve("build/junk"), "junk");
        Files.writeString(context.resolve("keep.txt"), "kept");
        Files.writeString(context.resolve("secret"), "secret");
        Image image = build().execute();
        // the Dockerfile and the list are sent, and not copied: they are left out for the steps
        assertThat(run(image).lines().sorted())
                .containsExactly("/context/build/libs/deep/app.jar", "/context/keep.txt");
        image.remove();
    }

    @Test
    void theDockerfileMayLieElsewhere(@TempDir Path elsewhere) throws IOException {
        Files.writeString(context.resolve("data"), "data\n");
        Path file = elsewhere.resolve("Other.dockerfile");
        Files.writeString(
                file, "FROM busybox AS one\nCOPY data /\nFROM one AS two\nRUN rm /data\n");
        Image image = build().file(file).target("one").execute();
        assertThat(run(image, "cat", "/data")).isEqualTo("data\n");
        image.remove();
    }

    @Test
    void modesAndLinksAreKeptAndAllIsRoots() throws IOException {
        dockerfile("FROM busybox", "COPY . /context/");
        Path script = Files.writeString(context.resolve("run.sh"), "#!/bin/sh\necho ran\n");
        Files.setAttribute(script, "unix:mode", 0755);
        Files.createSymbolicLink(context.resolve("link"), Path.of("run.sh"));
        Files.createDirectory(context.resolve("empty"));
        Image image = build().execute();
        assertThat(run(image, "/context/link")).isEqualTo("ran\n");
        assertThat(run(image, "stat", "-c", "%a %u", "/context/run.sh").strip()).isEqualTo("755 0");
        assertThat(run(image, "ls", "-d", "/context/empty").strip()).isEqualTo("/context/empty");
        image.remove();
    }

    @Test
    void aStepThatFailsIsToldWithItsOutput() throws IOException {
        dockerfile("FROM busybox", "RUN echo the reason; exit 7");
        assertThatThrownBy(() -> build().forceRm().buildArg("PASSWORD", "hunter2").execute())
                .isInstanceOfSatisfying(
                        BuildException.class,
                        failed -> {
                            assertThat(failed.output()).contains("the reason");
                            assertThat(failed).hasMessageContaining("\nthe reason");
                            assertThat(failed.exitCode()).isEqualTo(7);
                            assertThat(failed.commandLine().orElse(""))
                                    .contains("PASSWORD=***")
                                    .doesNotContain("hunter2");
                        });
    }

    @Test
    void whatIsMissingIsToldBeforeAnythingIsSent() {
        assertThatThrownBy(() -> build().execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("Dockerfile");
        assertThatThrownBy(() -> Images.build(context.resolve("none")).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("none");
    }
}
