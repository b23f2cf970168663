package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotReadyException;
import io.dockerkit.compose.project.Project;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
        docker.volumes()
                .query()
                .label("com.docker.compose.project", name)
                .list()
                .forEach(volume -> volume.remove());
    }

    private Project project(String services) {
        return Projects.of(
                name, "services:\n" + services.indent(2) + String.format(NETWORKS, name));
    }

    private static UpOptions options(
            UpOptions.Recreate recreate, boolean waits, String... services) {
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
        return docker
                .containers()
                .query()
                .all()
                .label("com.docker.compose.project", name)
                .list()
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

    private static final String SLEEP = "command: [sleep, '600'], entrypoint: null, image: busybox";

    private Project with(String services, String others, Map<String, String> environment) {
        return Projects.of(
                name,
                java.nio.file.Path.of("/work"),
                "services:\n" + services.indent(2) + String.format(NETWORKS, name) + others,
                environment);
    }

    private ContainerDetails container(String suffix) {
        return docker.containers().get(name + "-" + suffix).inspect();
    }

    @Test
    void theNumberOfContainersFollowsTheScale() {
        Project one = project("web: {" + SLEEP + ", networks: {default: null}}");
        up(one);
        Change three = new Change(false, "", false, Map.of("web", 3), false);
        Up.on(docker, Report.NONE).execute(one, three, options(UpOptions.Recreate.DIVERGED, false));
        Map<String, String> scaled = ids();
        assertThat(scaled).containsOnlyKeys(name + "-web-1", name + "-web-2", name + "-web-3");
        assertThat(container("web-3").state().running()).isTrue();

        docker.containers().get(name + "-web-2").remove(options -> options.force());
        Up.on(docker, Report.NONE).execute(one, three, options(UpOptions.Recreate.DIVERGED, false));
        assertThat(ids())
                .containsOnlyKeys(name + "-web-1", name + "-web-3", name + "-web-4")
                .containsEntry(name + "-web-1", scaled.get(name + "-web-1"));

        up(one);
        assertThat(ids()).isEqualTo(Map.of(name + "-web-1", scaled.get(name + "-web-1")));
    }

    @Test
    void aContainerNameIsForOneContainerOnly() {
        Project named = project("web: {" + SLEEP + ", container_name: " + name + "-own, scale: 2}");
        assertThatThrownBy(() -> up(named))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.web.scale")
                .hasMessageContaining(name + "-own");
        assertThat(ids()).isEmpty();
    }

    @Test
    void aServiceWaitsForTheHealthOfAnotherOneAndForTheEndOfAThird() {
        up(
                project(
                        """
                        db:
                          command: [sh, -c, 'sleep 1; touch /ready; sleep 600']
                          entrypoint: null
                          healthcheck: {test: [CMD, test, -e, /ready], interval: 200ms, retries: 50}
                          image: busybox
                          networks: {default: null}
                        job: {command: [sh, -c, 'sleep 1; exit 0'], entrypoint: null, image: busybox, networks: {default: null}}
                        web:
                          command: [sleep, "600"]
                          depends_on:
                            db: {condition: service_healthy, required: true}
                            job: {condition: service_completed_successfully, required: true}
                          entrypoint: null
                          image: busybox
                          networks: {default: null}
                        """));
        ContainerDetails web = inspect("web");
        assertThat(web.labels().get("com.docker.compose.depends_on"))
                .contains("db:service_healthy:false", "job:service_completed_successfully:false");
        assertThat(inspect("db").state().health()).contains("healthy");
        assertThat(web.state().startedAt().orElseThrow())
                .isAfter(inspect("job").state().finishedAt().orElseThrow());
    }

    @Test
    void anUnhealthyServiceIsReportedWithItsNameAndItsLastLines() {
        Project project =
                project(
                        """
                        db:
                          command: [sh, -c, 'echo no disk left; sleep 600']
                          entrypoint: null
                          healthcheck: {test: [CMD, "false"], interval: 100ms, retries: 1}
                          image: busybox
                          networks: {default: null}
                        web:
                          command: [sleep, "600"]
                          depends_on: {db: {condition: service_healthy, required: true}}
                          entrypoint: null
                          image: busybox
                          networks: {default: null}
                        """);
        assertThatThrownBy(() -> up(project))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("service db is not healthy")
                .hasMessageContaining("container " + name + "-db-1 is unhealthy")
                .hasMessageContaining("no disk left");
        assertThat(inspect("web").state().status()).isEqualTo("created");
    }

    @Test
    void waitingEndsWhenAContainerDies() {
        Project project =
                project(
                        "web: {command: [sh, -c, 'echo oops; exit 3'], entrypoint: null, image: busybox}");
        assertThatThrownBy(() -> up(project, options(UpOptions.Recreate.DIVERGED, true)))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("service web")
                .hasMessageContaining("exited with code 3")
                .hasMessageContaining("oops");
    }

    @Test
    void secretsAndConfigsAreInTheContainer() throws Exception {
        java.nio.file.Path file = java.nio.file.Files.createTempFile("dockerkit", ".txt");
        java.nio.file.Files.writeString(file, "of a file");
        try {
            up(
                    with(
                            """
                            web:
                              command: [sleep, "600"]
                              configs: [{source: conf, target: /etc/app/app.conf, mode: "0400"}]
                              entrypoint: null
                              image: busybox
                              networks: {default: null}
                              secrets: [{source: token}, {source: pw, target: password}]
                            """,
                            "secrets: {token: {name: t, environment: TOKEN}, pw: {name: p, file: "
                                    + file
                                    + "}}\nconfigs: {conf: {name: c, content: 'a = 1'}}\n",
                            Map.of("TOKEN", "s3cret")));
            var web = docker.containers().get(name + "-web-1");
            assertThat(web.readString("/run/secrets/token")).isEqualTo("s3cret");
            assertThat(web.exec("cat", "/run/secrets/password").execute().stdout())
                    .isEqualTo("of a file");
            assertThat(web.readString("/etc/app/app.conf")).isEqualTo("a = 1");
            assertThat(web.exec("stat", "-c", "%a", "/etc/app/app.conf").execute().stdout().trim())
                    .isEqualTo("400");
        } finally {
            java.nio.file.Files.delete(file);
        }
    }

    private Project volumes(String variable) {
        return with(
                """
                db:
                  command: [sleep, "600"]
                  entrypoint: null
                  environment: {A: "%s"}
                  image: busybox
                  networks: {default: null}
                  volumes:
                    - {type: volume, source: data, target: /data, volume: {}}
                    - {type: volume, target: /anonymous, volume: {}}
                """
                        .formatted(variable),
                "volumes: {data: {name: " + name + "_data}}\n",
                Map.of());
    }

    @Test
    void aReplacedContainerKeepsItsVolumes() {
        up(volumes("1"));
        var first = docker.containers().get(name + "-db-1");
        first.writeString("/data/named", "1");
        first.writeString("/anonymous/file", "2");
        up(volumes("2"));
        var second = docker.containers().get(name + "-db-1");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.readString("/data/named")).isEqualTo("1");
        assertThat(second.readString("/anonymous/file")).isEqualTo("2");

        UpOptions renewed =
                new UpOptions(
                        List.of(),
                        UpOptions.Recreate.FORCE,
                        UpOptions.Recreate.DIVERGED,
                        false,
                        Duration.ZERO,
                        false,
                        false,
                        true,
                        false,
                        true,
                        false,
                        null,
                        "docker compose up");
        up(volumes("2"), renewed);
        var third = docker.containers().get(name + "-db-1");
        assertThat(third.readString("/data/named")).isEqualTo("1");
        assertThatThrownBy(() -> third.readString("/anonymous/file"))
                .isInstanceOf(DockerException.class);
    }

    @Test
    void aServiceIsInTwoNetworksAndSharesThatOfAnother() {
        up(
                Projects.of(
                        name,
                        """
                        services:
                          web:
                            command: [sleep, "600"]
                            entrypoint: null
                            image: busybox
                            networks: {back: {aliases: [inner]}, front: {priority: 10, aliases: [outer]}}
                          side:
                            command: [sleep, "600"]
                            depends_on: {web: {condition: service_started, required: true}}
                            entrypoint: null
                            image: busybox
                            network_mode: service:web
                        networks:
                          back: {name: %s_back, ipam: {}}
                          front: {name: %s_front, ipam: {}}
                        """
                                .formatted(name, name)));
        ContainerDetails web = inspect("web");
        assertThat(web.networkMode()).isEqualTo(name + "_front");
        assertThat(web.networks()).containsOnlyKeys(name + "_front", name + "_back");
        assertThat(web.networks().get(name + "_back").aliases()).contains("inner", "web");
        assertThat(web.networks().get(name + "_front").aliases()).contains("outer", "web");
        assertThat(inspect("side").networkMode()).isEqualTo("container:" + web.id());
        Map<String, String> before = ids();
        assertThat(before).hasSize(2);
    }

    @Test
    void aChangedNetworkIsCreatedAgainAndItsContainersReplaced() {
        String services = "web: {" + SLEEP + ", networks: {default: null}}";
        up(project(services));
        String before = docker.networks().get(name + "_default").id();
        String container = ids().get(name + "-web-1");
        up(
                Projects.of(
                        name,
                        "services:\n"
                                + services.indent(2)
                                + "networks: {default: {name: "
                                + name
                                + "_default, ipam: {}, labels: {a: b}}}\n"));
        var network = docker.networks().get(name + "_default");
        assertThat(network.id()).isNotEqualTo(before);
        assertThat(network.inspect().labels()).containsEntry("a", "b");
        assertThat(network.inspect().containers().values())
                .extracting(member -> member.name())
                .containsExactly(name + "-web-1");
        assertThat(ids()).hasSize(1);
        assertThat(container).isNotNull();
    }

    @Test
    void orphansAreReportedAndRemovedOnDemand() {
        up(project(TWO));
        up(project("db: {" + SLEEP + ", networks: {default: null}}"));
        assertThat(ids()).hasSize(2);
        assertThat(events).contains("Project " + name + " Warning");
        UpOptions removing =
                new UpOptions(
                        List.of(),
                        UpOptions.Recreate.DIVERGED,
                        UpOptions.Recreate.DIVERGED,
                        true,
                        null,
                        true,
                        false,
                        true,
                        false,
                        true,
                        false,
                        null,
                        "docker compose up");
        docker.containers().get(name + "-web-1").kill();
        up(project("db: {" + SLEEP + ", networks: {default: null}}"), removing);
        assertThat(ids()).containsOnlyKeys(name + "-db-1");
    }

    @Test
    void aDependentIsRestartedAfterAReplacement() {
        String services =
                TWO.replace(
                        "condition: service_started, required: true",
                        "condition: service_started, restart: true, required: true");
        up(project(services));
        Map<String, String> before = ids();
        var started = inspect("web").state().startedAt().orElseThrow();
        up(project(services.replaceFirst("image: busybox", "image: busybox, user: '0'")));
        assertThat(ids().get(name + "-db-1")).isNotEqualTo(before.get(name + "-db-1"));
        assertThat(ids().get(name + "-web-1")).isEqualTo(before.get(name + "-web-1"));
        assertThat(inspect("web").state().startedAt().orElseThrow()).isAfter(started);
        assertThat(inspect("web").state().running()).isTrue();
    }

    @Test
    void anImageIsBuiltOnceAndFoundAgain() throws Exception {
        java.nio.file.Path context = java.nio.file.Files.createTempDirectory("dockerkit");
        Project project =
                project(
                        "web: {build: {context: "
                                + context
                                + ", dockerfile_inline: \"FROM busybox\\nARG A\\nRUN echo $A > /built\\nCMD sleep 600\", args: {A: x1}},"
                                + " command: null, entrypoint: null, networks: {default: null}}");
        try {
            up(project);
            Map<String, String> first = ids();
            assertThat(docker.containers().get(name + "-web-1").readString("/built"))
                    .isEqualTo("x1\n");
            var image = docker.images().get(name + "-web").inspect();
            assertThat(image.labels())
                    .containsEntry("com.docker.compose.project", name)
                    .containsEntry("com.docker.compose.service", "web");
            assertThat(inspect("web").labels())
                    .containsEntry("com.docker.compose.image", image.id());
            up(project);
            assertThat(ids()).isEqualTo(first);
        } finally {
            remove();
            docker.images().find(name + "-web").ifPresent(image -> image.remove());
            java.nio.file.Files.delete(context);
        }
    }

    @Test
    void publishedPortsAreRandomOnDemand() {
        Project project =
                project(
                        "web: {"
                                + SLEEP
                                + ", networks: {default: null}, ports: [{mode: ingress, target: 80, published: '1', protocol: tcp}]}");
        Up.on(docker, Report.NONE)
                .execute(
                        project,
                        new Change(false, "", false, Map.of(), true),
                        options(UpOptions.Recreate.DIVERGED, false));
        assertThat(inspect("web").ports())
                .isNotEmpty()
                .allSatisfy(binding -> assertThat(binding.hostPort()).isGreaterThan(1024));
    }

    @Test
    void aScopeRemovesAllThatWasCreatedInIt() {
        try (var scope = docker.unwrap(io.dockerkit.spi.DockerBackend.class).openScope()) {
            Up.in(scope, docker, Report.NONE)
                    .execute(volumes("1"), Change.NONE, options(UpOptions.Recreate.DIVERGED, true));
            assertThat(ids()).hasSize(1);
        }
        assertThat(ids()).isEmpty();
        assertThat(docker.networks().query().label("com.docker.compose.project", name).list())
                .isEmpty();
        assertThat(docker.volumes().query().label("com.docker.compose.project", name).list())
                .isEmpty();
    }

    private static RunOptions job(String service, List<String> command, String... labels) {
        return new RunOptions(
                service,
                command,
                null,
                "",
                "",
                "/tmp",
                Map.of("B", "2"),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                false,
                false,
                labels.length > 0,
                false,
                false,
                io.dockerkit.spi.ProcessStreams.KEPT,
                Duration.ofMinutes(1),
                "docker compose run");
    }

    @Test
    void aJobRunsInAContainerOfItsOwnAfterItsDependencies() {
        Project project = project(TWO);
        var result =
                OneOff.on(docker, Report.NONE)
                        .run(
                                project,
                                Change.NONE,
                                job("web", List.of("sh", "-c", "echo $A$B $(pwd); exit 4")));
        assertThat(result.stdout()).isEqualTo("12 /tmp\n");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(ids()).hasSize(2).containsKey(name + "-db-1");
        ContainerDetails ran = docker.containers().get(result.containerId()).inspect();
        String slug = ran.labels().get("com.docker.compose.slug");
        assertThat(slug).hasSize(64);
        assertThat(ran.name()).isEqualTo(name + "-web-run-" + slug.substring(0, 12));
        assertThat(ran.labels())
                .containsEntry("com.docker.compose.oneoff", "True")
                .containsEntry("com.docker.compose.depends_on", "db:service_started:false")
                .doesNotContainKey("com.docker.compose.container-number");
        var gone =
                OneOff.on(docker, Report.NONE)
                        .run(project, Change.NONE, job("web", List.of("true"), "rm"));
        assertThat(gone.exitCode()).isZero();
        assertThat(docker.containers().find(gone.containerId())).isEmpty();
    }
}
