package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Docker;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds that are done once for each content, over a session: with secrets and further contexts. */
@Timeout(120)
class EnsuredSessionBuildIT {
    @TempDir Path directory;

    @Test
    void theValueOfASecretDoesNotCountAndTheFilesOfTheContextDo() throws Exception {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM busybox\nCOPY a /\nRUN --mount=type=secret,id=s test -s /run/secrets/s\nLABEL once="
                        + UUID.randomUUID()
                        + "\n");
        Files.writeString(context.resolve("a"), "a");
        List<String> output = new ArrayList<>();
        try (Docker docker = Docker.connect()) {
            BuildSpec build =
                    docker.images()
                            .build(context)
                            .label("io.dockerkit.test", "buildkit")
                            .onOutput(output::add);
            Image first = build.secretValue("s", "one").ensure();
            assertThat(output).isNotEmpty();
            output.clear();
            assertThat(build.secretValue("s", "two").ensure()).isEqualTo(first);
            assertThat(output).isEmpty();
            Files.writeString(context.resolve("a"), "b");
            Image second = build.secretValue("s", "one").ensure();
            assertThat(output).isNotEmpty();
            assertThat(second.reference()).isNotEqualTo(first.reference());
            first.remove();
            second.remove();
        }
    }
}
