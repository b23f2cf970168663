package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.BuildException;
import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageSummary;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code @Start} of a build: the image that containers of a test run. */
@Timeout(120)
class BuiltImagesIT {
    private static final String LABEL = "io.dockerkit.test=junit";
    private static final String RUN = UUID.randomUUID().toString();

    /** No other run of these tests has the same content. */
    private static final BuildSpec SERVER =
            Images.build(
                            Dockerfile.inline(
                                    "FROM busybox\nARG NAME\nRUN mkdir /www && echo $NAME > /www/name\nEXPOSE 80\n"
                                            + "CMD [\"httpd\", \"-f\", \"-h\", \"/www\"]\n"))
                    .buildArg("NAME", RUN)
                    .label("io.dockerkit.test", "junit")
                    .onOutput(line -> Samples.see("steps", line));

    @TempDir Path reports;

    @AfterAll
    static void remove() {
        for (ImageSummary image : Images.query().label("io.dockerkit.test", "junit").list()) {
            Images.get(image.id()).remove(options -> options.force());
        }
    }

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class FirstOfTwo {
        @Start static final BuildSpec server = SERVER.onOutput(line -> Samples.see("first", line));

        @Start
        static final DetachedSpec web =
                Containers.run("server").detached().port(80).label("io.dockerkit.test", "junit");

        @Test
        void serves(
                @From("web") InetSocketAddress address, @From("web") Container web, Image server)
                throws Exception {
            assertThat(Samples.get(address, "/name")).isEqualTo(RUN);
            assertThat(web.inspect().at("/Image").text()).isEqualTo(server.id());
            Samples.see("images", server.id());
        }
    }

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class SecondOfTwo {
        @Start static final BuildSpec other = SERVER.onOutput(line -> Samples.see("second", line));

        @Test
        void isTheSame(@From("other") Image image) {
            Samples.see("images", image.id());
        }
    }

    @Test
    void classesThatBuildTheSameContentHaveOneBuild() {
        TestKit.succeeds(2, reports, FirstOfTwo.class, SecondOfTwo.class);
        assertThat(Samples.seen("images")).hasSize(1);
        assertThat(Samples.seen("first").isEmpty()).isNotEqualTo(Samples.seen("second").isEmpty());
        String image = Samples.seen("images").iterator().next();
        assertThat(Images.get(image).inspect().labels()).containsKey("io.dockerkit.build");
    }

    @DockerTest
    static class Lines {
        @Start("docker build --label " + LABEL + " --tag dockerkit-junit/app:1 src/test/app")
        static Image app;

        @Start("docker run --network host --label " + LABEL + " dockerkit-junit/app:1")
        static Container byTag;

        @Start("docker run --network host --label " + LABEL + " app")
        Container byField;

        @Test
        void theContainersRunTheImage(
                @Start("docker build --label " + LABEL + " --target tool src/test/app")
                        Image tool) {
            assertThat(byTag.exec("cat", "/greeting").execute().stdout()).isEqualTo("hello\n");
            assertThat(byTag.inspect().at("/Image").text()).isEqualTo(app.id());
            assertThat(byField.inspect().at("/Image").text()).isEqualTo(app.id());
            assertThat(tool.id()).isNotEqualTo(app.id());
        }
    }

    @Test
    void aCommandLineBuildsADirectoryAndContainersNameTheImageByFieldOrTag() {
        TestKit.succeeds(1, reports, Lines.class);
    }

    @DockerTest
    static class Failing {
        @Start
        static final BuildSpec broken =
                Images.build(
                                Dockerfile.inline(
                                        "FROM busybox\nRUN echo before && exit 7 # " + RUN + "\n"))
                        .forceRm();

        @Test
        void isNotRun() {
            throw new AssertionError("the image is not there");
        }
    }

    @Test
    void aFailedBuildFailsTheTestWithTheStepItsOutputAndThePlace() {
        Throwable failure = TestKit.failure(TestKit.run(reports, Failing.class));
        assertThat(failure)
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("RUN echo before && exit 7")
                .hasMessageContaining("its output ends:\nbefore")
                .hasMessageContaining("exit code: 7");
        assertThat(failure.getSuppressed())
                .anySatisfy(
                        place ->
                                assertThat(place)
                                        .hasMessage(
                                                "@Start at the field broken of "
                                                        + Failing.class
                                                        + " did not start"));
    }
}
