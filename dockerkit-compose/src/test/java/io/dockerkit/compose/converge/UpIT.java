package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotReadyException;
import io.dockerkit.cli.Filters;
import io.dockerkit.compose.project.Project;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs on a real engine is what the project says, and is left alone as long as it is. */
class UpIT {
    private static final String NETWORKS = "\nnetworks: {default: {name: %s_default, ipam: {}}}\n";

    private final String name = "up-" + UUID.randomUUID().toString().substring(0, 8);
    private final Docker docker = Docker.getDefault();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void remove() {
        docker.containers()
                .query()
                .all()
                .label("com.docker.compose.project", name)
                .removeAll(options -> options.force().volumes());
        docker.networks().query().label("com.docker.compose.project", name).list().stream()
                .map(network -> docker.networks().get(network.id()))
                .forEach(network -> network.remove());
        docker.volumes().query().label("com.docker.compose.project", name).list()
                .forEach(volume -> volume.remove());
    }

    private Project project(String services) {
        return Projects.of(
                name, "services:\n" + services.indent(2) + String.format(NETWORKS, name));
    }

    private static UpOptions options(UpOptions.Recreate recreate, boolean waits, String... services) {
        return new UpOptions(
                List.of(services),
                recreate,
                UpOptions.Recreate.DIVERGED,
                true,
                Duration.ZERO,
                false,
                false,
                true,
                false,
                true,
                waits,
                Duration.ofSeconds(60),
                "docker compose up");
    }

    private void up(Project project) {
        up(project, options(UpOptions.Recreate.DIVERGED, false));
    }

    private void up(Project project, UpOptions options) {
        events.clear();
        Up.on(docker, (subject, status, detail) -> events.add(subject + " " + status))
                .execute(project, Change.NONE, options);
    }

    private Map<String, String> ids() {
        return docker.containers().query().all().label("com.docker.compose.project", name).list()
                .stream()
                .collect(Collectors.toMap(ContainerSummary::name, ContainerSummary::id));
    }

    private ContainerDetails inspect(String service) {
        return docker.containers().get(name + "-" + service + "-1").inspect();
    }

    private static final String TWO =
            """
            db: {command: [sleep, "600"], entrypoint: null, image: busybox, networks: {default: null}}
            web:
              command: [sleep, "600"]
              depends_on: {db: {condition: service_started, required: true}}
              entrypoint: null
              environment: {A: "1"}
              image: busybox
              networks: {default: null}
            """;

    @Test
    void whatIsTheSameStaysAndWhatHasChangedIsReplaced() {
        up(project(TWO));
        Map<String, String> first = ids();
        assertThat(first).containsOnlyKeys(name + "-db-1", name + "-web-1");
        assertThat(inspect("web").state().running()).isTrue();
        assertThat(inspect("web").networks().get(name + "_default").aliases())
                .contains(name + "-web-1", "web");

        up(project(TWO));
        assertThat(ids()).isEqualTo(first);
        assertThat(events)
                .containsExactlyInAnyOrder(
                        "Container " + name + "-db-1 Running",
                        "Container " + name + "-web-1 Running");

        up(project(TWO.replace("A: \"1\"", "A: \"2\"")));
        Map<String, String> third = ids();
        assertThat(third.get(name + "-db-1")).isEqualTo(first.get(name + "-db-1"));
        assertThat(third.get(name + "-web-1")).isNotEqualTo(first.get(name + "-web-1"));
        assertThat(third).hasSize(2);
        assertThat(inspect("web").env()).containsEntry("A", "2");
        assertThat(inspect("web").state().running()).isTrue();
    }
}
