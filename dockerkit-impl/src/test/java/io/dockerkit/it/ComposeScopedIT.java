package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.Images;
import io.dockerkit.NotReadyException;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.PublishedPorts;
import io.dockerkit.compose.UpSpec;
import io.dockerkit.container.ContainerSummary;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A scoped project is gone when it is closed, when it could not be brought up, and when its program was killed. */
@ExtendWith(Witness.class)
class ComposeScopedIT {
    private static final String SHOP =
            """
            name: %1$s
            services:
              db: {image: busybox, command: [sleep, "600"], labels: {io.dockerkit.test: "%3$s"}, volumes: [data:/data, /anonymous], ports: ["127.0.0.1:1:80"]}
              web: {image: busybox, command: [%2$s], labels: {io.dockerkit.test: "%3$s"}, depends_on: [db]}
            volumes: {data: }
            """;

    private final String name = "scoped-" + UUID.randomUUID().toString().substring(0, 8);
    private final Docker docker = Docker.getDefault();

    @TempDir private Path directory;

    private UpSpec up(String command) {
        return Compose.parse(SHOP.formatted(name, command, Witness.SESSION))
                .up()
                .ports(PublishedPorts.RANDOM);
    }

    private List<ContainerSummary> containers() {
        return docker.containers().query().all().name(name + "-").list();
    }

    private void assertNothingIsLeft() {
        assertThat(containers()).isEmpty();
        assertThat(docker.networks().query().name(name + "-").list()).isEmpty();
        assertThat(docker.volumes().query().name(name + "-").list()).isEmpty();
    }

    @Test
    void itIsGoneWhenItIsClosedAndTwoOfThemDoNotMeet() {
        try (ComposeProject one = up("sleep, '600'").waitHealthy().startScoped();
                ComposeProject other = up("sleep, '600'").startScoped()) {
            assertThat(one.name()).startsWith(name + "-").isNotEqualTo(other.name());
            assertThat(one.ps()).hasSize(2);
            assertThat(other.ps()).hasSize(2);
            assertThat(containers()).hasSize(4);
        }
        assertNothingIsLeft();
    }

    @Test
    void aNameThatWasGivenStays() {
        String own = name + "-own";
        try (ComposeProject shop =
                Compose.parse(SHOP.formatted(name, "sleep, '600'", Witness.SESSION))
                        .projectName(own)
                        .up("db")
                        .ports(PublishedPorts.RANDOM)
                        .startScoped()) {
            assertThat(shop.name()).isEqualTo(own);
            assertThat(containers())
                    .extracting(ContainerSummary::name)
                    .containsExactly(own + "-db-1");
        }
        assertNothingIsLeft();
    }

    @Test
    void anImageThatWasBuiltUnderItsNameIsGoneWithIt() {
        String yaml =
                """
                name: %s
                services:
                  web: {build: {context: ., dockerfile_inline: "FROM busybox\\nCMD sleep 600"}, labels: {io.dockerkit.test: "%s"}}
                """
                        .formatted(name, Witness.SESSION);
        String image;
        try (ComposeProject shop =
                Compose.parse(yaml).projectDirectory(directory).up().startScoped()) {
            image = shop.name() + "-web";
            assertThat(Images.find(image)).isPresent();
        }
        assertThat(Images.find(image)).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void nothingIsLeftOfOneThatCouldNotBeBroughtUp() {
        assertThatThrownBy(() -> up("sh, -c, 'echo no config; exit 2'").waitHealthy().startScoped())
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("service web")
                .hasMessageContaining("exited with code 2")
                .hasMessageContaining("no config");
        assertNothingIsLeft();
    }

    @Test
    void anUnknownProgramIsAnErrorThatNamesTheService() {
        assertThatThrownBy(() -> up("no-such-program").startScoped())
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("service web")
                .hasMessageContaining("no-such-program");
        assertNothingIsLeft();
    }

    @Test
    void itIsGoneWhenItsProgramIsKilled() throws Exception {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Killed.class.getName(),
                                name,
                                Witness.SESSION)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("up");
            assertThat(containers()).hasSize(2);
        } finally {
            program.destroyForcibly().waitFor();
        }
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        while (!containers().isEmpty() && Instant.now().isBefore(until)) {
            Thread.sleep(200);
        }
        while (!docker.volumes().query().name(name + "-").list().isEmpty()
                && Instant.now().isBefore(until)) {
            Thread.sleep(200);
        }
        assertNothingIsLeft();
    }

    /** The program that is killed. */
    static final class Killed {
        private Killed() {}

        public static void main(String[] arguments) throws Exception {
            Compose shop =
                    Compose.parse(SHOP.formatted(arguments[0], "sleep, '600'", arguments[1]));
            try (ComposeProject project = shop.up().ports(PublishedPorts.RANDOM).startScoped()) {
                System.out.println("up");
                Thread.sleep(600_000);
                System.out.println(project.name());
            }
        }
    }
}
