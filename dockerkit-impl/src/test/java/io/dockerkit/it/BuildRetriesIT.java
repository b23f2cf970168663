package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.image.RegistryRetries;
import io.dockerkit.lab.UnwellRegistry;
import io.dockerkit.lab.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds whose base image is in a registry that is not well for a while, by both builders of the real engine. */
@ExtendWith(Witness.class)
@Timeout(120)
class BuildRetriesIT {
    private static final String REGISTRY = System.getenv("DOCKERKIT_REGISTRY");
    private static final String UNAVAILABLE = "503 Service Unavailable";

    @TempDir Path directory;

    private static ImageCommands images(User user) {
        return user.images(
                UserSettings.NONE,
                RegistryRetries.after(Duration.ofMillis(100), Duration.ofMillis(100)));
    }

    private static BuildSpec build(User user, String dockerfile, BuildSpec.Builder builder) {
        return images(user)
                .build(Dockerfile.inline(dockerfile))
                .label(KEY, SESSION)
                .builder(builder);
    }

    /** The engine asks for a manifest by HEAD, by GET, or both. */
    @ParameterizedTest
    @CsvSource({
        "BUILDKIT, 500 Internal Server Error, 1",
        "BUILDKIT, 503 Service Unavailable, 2",
        "BUILDKIT, '', 1",
        "CLASSIC, 503 Service Unavailable, 2",
        "CLASSIC, '', 1"
    })
    void aBuildIsTriedAgainUntilTheRegistryIsWell(
            BuildSpec.Builder builder, String status, int failures) throws Exception {
        try (UnwellRegistry registry = new UnwellRegistry(REGISTRY, status, failures);
                User user = new User(directory)) {
            String base = registry.host() + "/library/busybox";
            String once = Witness.unique("once");
            Image image =
                    build(user, "FROM " + base + "\nENV ONCE=" + once + "\n", builder).execute();
            assertThat(image.inspect().env()).containsEntry("ONCE", once);
            assertThat(registry.questions()).isGreaterThan(failures);
            image.remove();
            removeBase(user, base);
        }
    }

    /** The engine's own builder gives it a name, BuildKit does not. */
    private static void removeBase(User user, String base) {
        user.images().find(base).ifPresent(Image::remove);
    }

    @ParameterizedTest
    @CsvSource({"BUILDKIT", "CLASSIC"})
    void afterThreeTriesItIsTheError(BuildSpec.Builder builder) throws Exception {
        try (UnwellRegistry registry = new UnwellRegistry(REGISTRY, UNAVAILABLE, 1000);
                User user = new User(directory)) {
            List<String> output = new ArrayList<>();
            BuildSpec build =
                    build(user, "FROM " + registry.host() + "/library/busybox\n", builder)
                            .onOutput(output::add);
            assertThatThrownBy(build::execute)
                    .isInstanceOf(BuildException.class)
                    .hasMessageContaining(UNAVAILABLE);
            assertThat(registry.questions()).isGreaterThanOrEqualTo(3);
            assertThat(output)
                    .filteredOn(
                            line ->
                                    line.contains("Step 1/2 : FROM")
                                            || line.contains("Step 1/3 : FROM")
                                            || line.matches("#\\d+ \\[internal] load metadata.*"))
                    .hasSize(3);
        }
    }

    /** Its words are those of a registry that is not well, and it runs once. */
    @ParameterizedTest
    @CsvSource({"BUILDKIT", "CLASSIC"})
    void aStepThatFailsRunsOnce(BuildSpec.Builder builder) throws Exception {
        try (User user = new User(directory)) {
            List<String> output = new ArrayList<>();
            String once = Witness.unique("once");
            BuildSpec build =
                    build(
                                    user,
                                    "FROM busybox\nRUN echo ran-"
                                            + once
                                            + "; : 503 Service Unavailable; exit 7\n",
                                    builder)
                            // the engine's own builder keeps the container of a step that fails
                            .forceRm()
                            .onOutput(output::add);
            assertThatThrownBy(build::execute)
                    .isInstanceOf(BuildException.class)
                    .hasMessageContaining(UNAVAILABLE);
            assertThat(output)
                    .filteredOn(line -> line.matches("(#\\d+ [\\d.]+ )?ran-" + once))
                    .hasSize(1);
        }
    }

    @Test
    void aRegistryThatDoesNotHaveTheImageIsAskedOnce() throws Exception {
        try (UnwellRegistry registry = new UnwellRegistry(REGISTRY, UNAVAILABLE, 0);
                User user = new User(directory)) {
            List<String> output = new ArrayList<>();
            BuildSpec build =
                    build(
                                    user,
                                    "FROM " + registry.host() + "/no/such-image\n",
                                    BuildSpec.Builder.BUILDKIT)
                            .onOutput(output::add);
            assertThatThrownBy(build::execute)
                    .isInstanceOf(BuildException.class)
                    .hasMessageContaining("not found");
            assertThat(output)
                    .filteredOn(line -> line.matches("#\\d+ \\[internal] load metadata.*"))
                    .hasSize(1);
        }
    }
}
