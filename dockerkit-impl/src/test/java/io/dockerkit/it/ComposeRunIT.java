package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.ContainerStartException;
import io.dockerkit.Containers;
import io.dockerkit.compose.Compose;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code run} is a container of its own, beside those of the service. */
@ExtendWith(Witness.class)
class ComposeRunIT {
    private final ComposeFile file = ComposeFile.create();

    private Compose shop() {
        return file.plain(
                        """
                services:
                  db: *sleep
                  web:
                    <<: *sleep
                    depends_on: [db]
                    environment: {A: "1", B: "1"}
                    ports: ["80"]
                    networks: {default: , back: }
                    secrets: [token]
                networks: {default: *own, back: *own}
                secrets: {token: {environment: TOKEN}}
                """)
                .env("TOKEN", "s3cret");
    }

    @Test
    @Tag("core")
    void aJobRunsInAContainerOfItsOwnAfterItsDependencies() {
        RunResult result =
                shop().run("web", "sh", "-c", "echo $A$B $(pwd) $(cat /run/secrets/token); exit 4")
                        .env("B", "2")
                        .workdir("/tmp")
                        .execute();
        assertThat(result.stdout()).isEqualTo("12 /tmp s3cret\n");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(file.ids()).hasSize(2).containsKey("db-1");
        ContainerDetails ran = Containers.get(result.containerId()).inspect();
        String slug = ran.labels().get("com.docker.compose.slug");
        assertThat(slug).hasSize(64);
        assertThat(ran.name()).isEqualTo(file.name() + "-web-run-" + slug.substring(0, 12));
        assertThat(ran.labels())
                .containsEntry("com.docker.compose.oneoff", "True")
                .containsEntry("com.docker.compose.depends_on", "db:service_started:false")
                .doesNotContainKey("com.docker.compose.container-number");
        assertThat(ran.hostConfig().portBindings()).isEmpty();
        assertThat(ran.networks())
                .containsOnlyKeys(file.name() + "_default", file.name() + "_back");
        assertThat(ran.networks().get(file.name() + "_back").aliases()).doesNotContain("web");
    }

    @Test
    void inputIsFedAndTheContainerIsRemoved() {
        RunResult result =
                shop().run("web", "tr", "a-z", "A-Z").noDeps().rm().stdin("hello").execute();
        assertThat(result.requireSuccess().stdout()).isEqualTo("HELLO");
        assertThat(file.ids()).isEmpty();
    }

    @Test
    void itIsLeftRunningOrAttachedTo() throws Exception {
        Container job = shop().run("web").noDeps().name(file.name() + "-job").useAliases().start();
        assertThat(job.inspect().state().running()).isTrue();
        assertThat(job.inspect().name()).isEqualTo(file.name() + "-job");
        assertThat(job.inspect().networks().get(file.name() + "_back").aliases()).contains("web");
        try (Session session = shop().run("web", "cat").noDeps().interactive().rm().attach()) {
            session.stdin().write("typed\n".getBytes(StandardCharsets.UTF_8));
            session.closeStdin();
            assertThat(new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("typed\n");
            assertThat(session.await()).isZero();
        }
        assertThat(file.ids()).containsOnlyKeys("job");
    }

    @Test
    void aCommandThatIsNotThereIsAnErrorAndLeavesNoContainer() {
        assertThatThrownBy(() -> shop().run("web", "no-such-program").noDeps().execute())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContaining("no-such-program");
        assertThat(file.ids()).isEmpty();
    }

    @Test
    void theEntrypointAndTheUserAreThoseOfTheCommand() {
        RunResult result =
                shop().run("web", "-c", "id -u").entrypoint("sh").user("7").noDeps().rm().execute();
        assertThat(result.requireSuccess().stdout()).isEqualTo("7\n");
    }
}
