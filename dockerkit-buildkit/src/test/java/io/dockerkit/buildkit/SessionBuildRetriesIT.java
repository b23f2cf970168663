package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.Docker;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds over a session whose base image is in a registry that is not well for a while. */
@Timeout(120)
class SessionBuildRetriesIT {
    @TempDir Path directory;
    private final String once = UUID.randomUUID().toString();
    private final List<String> output = new ArrayList<>();

    /** A build that needs a session, whose result is a file. */
    private BuildSpec build(Docker docker, String base) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), once);
        return docker.images()
                .build(
                        Dockerfile.inline(
                                "FROM "
                                        + base
                                        + " AS b\nRUN --mount=type=secret,id=s echo ran; cat /run/secrets/s >/n\n"
                                        + "FROM scratch\nCOPY --from=b /n /\n"))
                .secret("s", secret)
                .noCache()
                .output(directory.resolve("out"))
                .onOutput(output::add);
    }

    private long lines(String pattern) {
        return output.stream().filter(line -> line.matches(pattern)).count();
    }

    @Test
    void aBuildIsTriedAgainUntilTheRegistryIsWell() throws Exception {
        try (UnwellRegistry registry = new UnwellRegistry("503 Service Unavailable", 2);
                Docker docker = Docker.connect()) {
            build(docker, registry.host() + "/library/busybox").execute();
            assertThat(registry.questions()).isGreaterThan(2);
        }
        assertThat(directory.resolve("out/n")).hasContent(once);
        assertThat(lines("#\\d+ \\[internal] load metadata for .*")).isBetween(2L, 3L);
        assertThat(lines("#\\d+ [\\d.]+ ran")).isEqualTo(1);
    }

    @Test
    void afterThreeTriesItIsTheErrorAndNothingIsWritten() throws Exception {
        try (UnwellRegistry registry = new UnwellRegistry("", 1000);
                Docker docker = Docker.connect()) {
            BuildSpec build = build(docker, registry.host() + "/library/busybox");
            assertThatThrownBy(build::execute)
                    .isInstanceOf(BuildException.class)
                    .hasMessageContaining("EOF");
        }
        assertThat(lines("#\\d+ \\[internal] load metadata for .*")).isEqualTo(3);
        assertThat(directory.resolve("out")).doesNotExist();
    }
}
