package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.container.Container;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code DOCKERKIT_REGISTRY_PREFIX}, {@code @Start} pulls images of Docker Hub from the mirror. The tests run in a program of
 * its own, whose environment has the variable.
 */
@Timeout(120)
class MirroredStartIT {
    private static final String REGISTRY = System.getenv("DOCKERKIT_REGISTRY");
    private static final String IMAGE = "MIRRORED_START_IT_IMAGE";

    /** Two names of the one image, neither of which the engine has. */
    private final String name = "dockerkit-mirrored-" + UUID.randomUUID() + ":1";

    @DockerTest
    static class Sample {
        @Start
        static final DetachedSpec spec =
                Containers.run(System.getenv().getOrDefault(IMAGE, ""))
                        .detached()
                        .label("io.dockerkit.test", "junit")
                        .command("sleep", "100");

        @Test
        void runs(@From("spec") Container container) {
            assertThat(container.exec("cat", "/mark").execute().stdout()).isEqualTo("mirrored\n");
            assertThat(container.inspect().image()).isEqualTo(System.getenv(IMAGE));
            System.out.println("ran " + container.inspect().image());
        }
    }

    /** Runs the sample, and prints its failures. */
    public static void main(String[] args) {
        TestKit.failures(TestKit.run(Path.of(args[0]), Sample.class)).forEach(System.out::println);
    }

    /** The registry of the tests has the image under a path; the engine no longer has it. */
    @BeforeEach
    void fillTheMirror() {
        assertThat(REGISTRY).as("DOCKERKIT_REGISTRY, as dev/test sets it").isNotBlank();
        Container container =
                Containers.run("busybox")
                        .label("io.dockerkit.test", "junit")
                        .network("none")
                        .command("sh", "-c", "echo mirrored >/mark")
                        .detached()
                        .start();
        assertThat(container.awaitExit()).isZero();
        Image image = container.commit(mirrored()).execute();
        container.remove();
        image.push().execute();
        image.remove();
        assertThat(Images.find(mirrored())).isEmpty();
    }

    @AfterEach
    void remove() {
        Images.find(name).ifPresent(Image::remove);
        Images.find(mirrored()).ifPresent(Image::remove);
    }

    private String mirrored() {
        return REGISTRY + "/hub/" + name;
    }

    private String run(Path reports, String prefix) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                MirroredStartIT.class.getName(),
                                reports.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(IMAGE, name);
        builder.environment().put("DOCKERKIT_REGISTRY_PREFIX", prefix);
        Process child = builder.start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        return printed;
    }

    @Test
    void anImageOfDockerHubComesFromTheMirrorAndHasTheNameOfTheTest(@TempDir Path reports)
            throws Exception {
        assertThat(run(reports, REGISTRY + "/hub/")).isEqualTo("ran " + name + "\n");
        assertThat(Images.get(name).inspect().tags()).containsExactlyInAnyOrder(name, mirrored());
    }

    @Test
    void aMirrorWithoutTheImageFailsTheTestAndDockerHubIsNotAsked(@TempDir Path reports)
            throws Exception {
        String other = REGISTRY + "/other/";
        assertThat(run(reports, other))
                .contains("ImageNotFoundException")
                .contains("cannot pull image " + name + " from " + other + name);
        assertThat(Images.find(name)).isEmpty();
    }
}
