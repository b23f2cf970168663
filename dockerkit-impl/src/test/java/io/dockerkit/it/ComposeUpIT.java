package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.BuildException;
import io.dockerkit.ConflictException;
import io.dockerkit.Containers;
import io.dockerkit.DockerException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.Images;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Networks;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotReadyException;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProgress;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.PublishedPorts;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.lab.Registry;
import io.dockerkit.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What runs after {@code up} is what the files say, and is left alone as long as it is. */
@ExtendWith(Witness.class)
class ComposeUpIT {
    private static final String TWO =
            """
            services:
              db: *sleep
              web: {<<: *sleep, depends_on: [db], environment: {A: "1"}}
            """;

    private final ComposeFile file = ComposeFile.create();
    private final List<ComposeProgress> events = new CopyOnWriteArrayList<>();

    private void up(String yaml) {
        events.clear();
        file.parse(yaml).up().onProgress(events::add).execute();
    }

    @Test
    @Tag("core")
    void whatIsTheSameStaysAndWhatHasChangedIsReplaced() {
        up(TWO);
        Map<String, String> first = file.ids();
        assertThat(first).containsOnlyKeys("db-1", "web-1");
        ContainerDetails web = file.inspect("web-1");
        assertThat(web.state().running()).isTrue();
        assertThat(web.networks().get(file.name() + "_default").aliases())
                .contains(file.name() + "-web-1", "web");

        up(TWO);
        assertThat(file.ids()).isEqualTo(first);
        assertThat(events)
                .extracting(ComposeProgress::toString)
                .containsExactlyInAnyOrder(
                        "Container " + file.name() + "-db-1 Running",
                        "Container " + file.name() + "-web-1 Running");

        up(TWO.replace("\"1\"", "\"2\""));
        Map<String, String> third = file.ids();
        assertThat(third).hasSize(2).containsEntry("db-1", first.get("db-1"));
        assertThat(third.get("web-1")).isNotEqualTo(first.get("web-1"));
        assertThat(file.inspect("web-1").env()).containsEntry("A", "2");
        assertThat(file.inspect("web-1").state().running()).isTrue();
    }

    @Test
    void theNumberOfContainersFollowsTheScale() {
        Compose web = file.parse("services: {web: *sleep}");
        web.up().execute();
        String first = file.ids().get("web-1");
        web.up().scale("web", 3).execute();
        assertThat(file.ids()).containsOnlyKeys("web-1", "web-2", "web-3");
        assertThat(file.inspect("web-3").state().running()).isTrue();

        file.container("web-2").remove(options -> options.force());
        web.scale("web", 3).execute();
        assertThat(file.ids())
                .containsOnlyKeys("web-1", "web-3", "web-4")
                .containsEntry("web-1", first);
        assertThat(file.inspect("web-4").state().running()).isTrue();

        web.up().execute();
        assertThat(file.ids()).isEqualTo(Map.of("web-1", first));
    }

    @Test
    void aContainerNameIsForOneContainerOnly() {
        Compose web =
                file.parse("services: {web: {<<: *sleep, container_name: " + file.name() + "}}");
        assertThatThrownBy(() -> web.up().scale("web", 2).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.web.scale")
                .hasMessageContaining("container_name " + file.name());
        assertThat(file.ids()).isEmpty();
    }

    @Test
    void aServiceWaitsForTheHealthOfAnotherOneAndForTheEndOfAThird() {
        up(
                """
                services:
                  db:
                    <<: *sleep
                    command: [sh, -c, "sleep 1; touch /ready; sleep 600"]
                    healthcheck: {test: [CMD, test, -e, /ready], interval: 1s, retries: 50}
                  job: {<<: *sleep, command: [sleep, "1"]}
                  web:
                    <<: *sleep
                    depends_on: {db: {condition: service_healthy}, job: {condition: service_completed_successfully}}
                """);
        ContainerDetails web = file.inspect("web-1");
        assertThat(web.labels().get("com.docker.compose.depends_on"))
                .contains("db:service_healthy:false", "job:service_completed_successfully:false");
        assertThat(file.inspect("db-1").state().health()).contains("healthy");
        Instant ended = file.inspect("job-1").state().finishedAt().orElseThrow();
        assertThat(web.state().startedAt().orElseThrow()).isAfter(ended);
    }

    @Test
    void anUnhealthyServiceIsReportedWithItsNameAndItsLastLines() {
        Compose shop =
                file.parse(
                        """
                        services:
                          db:
                            <<: *sleep
                            command: [sh, -c, "echo no disk left; sleep 600"]
                            healthcheck: {test: [CMD, "false"], interval: 1s, retries: 1}
                          web: {<<: *sleep, depends_on: {db: {condition: service_healthy}}}
                        """);
        assertThatThrownBy(() -> shop.up().execute())
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("service db is not healthy")
                .hasMessageContaining("container " + file.name() + "-db-1 is unhealthy")
                .hasMessageContaining("no disk left")
                .extracting(failure -> failure.getStackTrace()[0].toString())
                .asString()
                .contains("UpSpec.execute");
        assertThat(file.inspect("web-1").state().status()).isEqualTo("created");
    }

    @Test
    void anOptionalDependencyThatFailsDoesNotKeepAServiceBack() {
        up(
                """
                services:
                  job: {<<: *sleep, command: [sh, -c, "exit 3"]}
                  web: {<<: *sleep, depends_on: {job: {condition: service_completed_successfully, required: false}}}
                """);
        assertThat(file.inspect("web-1").state().running()).isTrue();
        assertThat(events)
                .filteredOn(event -> event.status().equals("Warning"))
                .singleElement()
                .asString()
                .contains("service job", "exited with code 3");
    }

    @Test
    void theWaitEndsWhenAContainerDiesAndWhenTheTimeIsOver() {
        Compose dying =
                file.parse("services: {web: {<<: *sleep, command: [sh, -c, 'echo oops; exit 3']}}");
        assertThatThrownBy(() -> dying.up().waitHealthy().execute())
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("service web")
                .hasMessageContaining("exited with code 3")
                .hasMessageContaining("oops");
        Compose slow =
                file.parse(
                        "services: {web: {<<: *sleep, healthcheck: {test: [CMD, 'false'], interval: 1h}}}");
        assertThatThrownBy(() -> slow.up().waitHealthy(Duration.ofSeconds(1)).execute())
                .isInstanceOf(NotReadyException.TimedOut.class)
                .hasMessageContaining("service web is not healthy or running after 1 s");
    }

    @Test
    void secretsAndConfigsAreInTheContainer(@TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "of a file");
        file.parse(
                        """
                        services:
                          web:
                            <<: *sleep
                            secrets: [token, {source: pw, target: password}]
                            configs: [{source: conf, target: /etc/app/app.conf, mode: 0400, uid: "7"}]
                        secrets: {token: {environment: TOKEN}, pw: {file: %s}}
                        configs: {conf: {content: "a = $$1"}}
                        """
                                .formatted(password))
                .env("TOKEN", "s3cret")
                .up()
                .execute();
        Container web = file.container("web-1");
        assertThat(web.readString("/run/secrets/token")).isEqualTo("s3cret");
        assertThat(web.exec("cat", "/run/secrets/password").execute().stdout())
                .isEqualTo("of a file");
        assertThat(web.readString("/etc/app/app.conf")).isEqualTo("a = $1");
        assertThat(web.exec("stat", "-c", "%a %u", "/etc/app/app.conf").execute().stdout().trim())
                .isEqualTo("400 7");
    }

    private Compose withVolumes(String variable) {
        return file.parse(
                """
                services:
                  db: {<<: *sleep, environment: {A: "%s"}, volumes: [data:/data, /anonymous]}
                volumes: {data: *own}
                """
                        .formatted(variable));
    }

    private static String anonymousVolume(Container container) {
        return container.inspect().mounts().stream()
                .filter(mount -> mount.target().equals("/anonymous"))
                .map(mount -> mount.name().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReplacedContainerKeepsItsVolumes() {
        withVolumes("1").up().execute();
        Container first = file.container("db-1");
        first.writeString("/data/named", "1");
        first.writeString("/anonymous/file", "2");

        withVolumes("2").up().execute();
        Container second = file.container("db-1");
        assertThat(second).isNotEqualTo(first);
        assertThat(second.readString("/data/named")).isEqualTo("1");
        assertThat(second.readString("/anonymous/file")).isEqualTo("2");

        String anonymous = anonymousVolume(second);
        withVolumes("2").up().renewAnonVolumes().execute();
        Container third = file.container("db-1");
        assertThat(third).isNotEqualTo(second);
        assertThat(third.readString("/data/named")).isEqualTo("1");
        assertThatThrownBy(() -> third.readString("/anonymous/file"))
                .isInstanceOf(NotFoundException.class);
        assertThat(anonymousVolume(third)).isNotEqualTo(anonymous);
        // as with the CLI, it stays
        Volumes.get(anonymous).remove();
    }

    @Test
    void aVolumeThatIsSomethingElseNowIsReplacedOnlyOnDemand() {
        String services =
                """
                services: {db: {<<: *sleep, volumes: [data:/data]}}
                volumes: {data: {labels: {io.dockerkit.test: $SESSION, size: %s}}}
                """;
        up(services.formatted("small"));
        file.container("db-1").writeString("/data/file", "1");
        up(services.formatted("large"));
        assertThat(file.container("db-1").readString("/data/file")).isEqualTo("1");
        assertThat(events)
                .filteredOn(event -> event.status().equals("Warning"))
                .singleElement()
                .asString()
                .contains("Volume " + file.name() + "_data", "yes()");

        file.parse(services.formatted("large")).up().yes().execute();
        assertThat(Volumes.get(file.name() + "_data").labels()).containsEntry("size", "large");
        Container db = file.container("db-1");
        assertThatThrownBy(() -> db.readString("/data/file")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void imagesAreBuiltPushedAndPulled(@TempDir Path directory) throws Exception {
        try (Registry registry = Registry.open(directory)) {
            String image = registry.host() + "/" + file.name() + ":1";
            Compose shop =
                    file.parse(
                            """
                            services:
                              base:
                                build: {context: %1$s, dockerfile_inline: "FROM busybox\\nRUN echo base > /b", labels: {io.dockerkit.test: $SESSION}}
                              web:
                                <<: *sleep
                                image: %2$s
                                build: {context: %1$s, dockerfile_inline: "FROM busybox\\nRUN echo web > /w", labels: {io.dockerkit.test: $SESSION}, tags: ["%2$s-too"]}
                            """
                                    .formatted(
                                            Files.createDirectory(directory.resolve("c")), image));
            assertThat(shop.build().execute()).containsOnlyKeys("base", "web");
            assertThat(shop.push().execute()).containsExactly(image, image + "-too");
            Images.get(image).remove();
            Images.get(image + "-too").remove();
            assertThat(shop.pull().execute())
                    .isEqualTo(Map.of("web", Images.get(image).inspect().id()));
            assertThat(shop.pull().policy("missing").execute()).isEmpty();
        }
    }

    @Test
    void aServiceIsInTwoNetworksAndSharesThatOfAnother() {
        file.plain(
                        """
                        services:
                          web: {<<: *sleep, networks: {back: {aliases: [inner]}, front: {priority: 10, aliases: [outer]}}}
                          side: {<<: *sleep, network_mode: "service:web"}
                        networks: {back: *own, front: *own}
                        """)
                .up()
                .execute();
        ContainerDetails web = file.inspect("web-1");
        assertThat(web.networkMode()).isEqualTo(file.name() + "_front");
        assertThat(web.networks()).containsOnlyKeys(file.name() + "_front", file.name() + "_back");
        assertThat(web.networks().get(file.name() + "_back").aliases()).contains("inner", "web");
        assertThat(web.networks().get(file.name() + "_front").aliases()).contains("outer", "web");
        assertThat(file.inspect("side-1").networkMode()).isEqualTo("container:" + web.id());
    }

    @Test
    void aChangedNetworkIsCreatedAgainAndItsContainersStayInIt() {
        String services = "services: {web: *sleep}\n";
        file.plain(services + "networks: {default: *own}").up().execute();
        Network before = Networks.get(file.name() + "_default");
        file.plain(
                        services
                                + "networks: {default: {<<: *own, driver_opts: {com.docker.network.driver.mtu: 1400}}}")
                .up()
                .execute();
        Network after = Networks.get(file.name() + "_default");
        assertThat(after).isNotEqualTo(before);
        assertThat(after.inspect().options())
                .containsEntry("com.docker.network.driver.mtu", "1400");
        assertThat(after.inspect().containers().values())
                .extracting(member -> member.name())
                .containsExactly(file.name() + "-web-1");
        assertThat(file.ids()).hasSize(1);
    }

    @Test
    void anExternalNetworkOrVolumeMustBeThere() {
        Compose shop =
                file.plain(
                        "services: {web: {<<: *sleep, networks: [out]}}\nnetworks: {out: {external: true, name: "
                                + file.name()
                                + "-out}}");
        assertThatThrownBy(() -> shop.up().execute())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("network " + file.name() + "-out is external (networks.out)");
        Networks.create(file.name() + "-out").label(Witness.KEY, Witness.SESSION).execute();
        shop.up().execute();
        assertThat(file.inspect("web-1").networks()).containsOnlyKeys(file.name() + "-out");
    }

    @Test
    void orphansAreReportedAndRemovedOnDemand() {
        up(TWO);
        up("services: {db: *sleep}");
        assertThat(file.ids()).hasSize(2);
        assertThat(events)
                .filteredOn(event -> event.status().equals("Warning"))
                .singleElement()
                .asString()
                .contains(file.name() + "-web-1", "removeOrphans()");
        file.parse("services: {db: *sleep}").up().removeOrphans().execute();
        assertThat(file.ids()).containsOnlyKeys("db-1");
    }

    @Test
    void aDependentIsRestartedAfterAReplacement() {
        String services =
                """
                services:
                  db: {<<: *sleep, environment: {A: "1"}}
                  web: {<<: *sleep, depends_on: {db: {condition: service_started, restart: true}}}
                """;
        up(services);
        Map<String, String> before = file.ids();
        Instant started = file.inspect("web-1").state().startedAt().orElseThrow();
        up(services.replace("\"1\"", "\"2\""));
        assertThat(file.ids()).containsEntry("web-1", before.get("web-1"));
        assertThat(file.ids().get("db-1")).isNotEqualTo(before.get("db-1"));
        assertThat(file.inspect("web-1").state().startedAt().orElseThrow()).isAfter(started);
        assertThat(file.inspect("web-1").state().running()).isTrue();
    }

    @Test
    void onlyTheServicesGivenAndWhatTheyDependOnAreBroughtUp() {
        String services = TWO + "  other: *sleep\n  job: {<<: *sleep, profiles: [jobs]}\n";
        ComposeProject shop = file.parse(services).up("web").execute();
        assertThat(file.ids()).containsOnlyKeys("db-1", "web-1");
        file.parse(services).up("job").noDeps().execute();
        assertThat(file.ids()).containsOnlyKeys("db-1", "web-1", "job-1");
        file.parse(services).create("other").execute();
        assertThat(file.inspect("other-1").state().status()).isEqualTo("created");
        assertThat(shop.ps()).hasSize(3);
        assertThatThrownBy(() -> file.parse(services).up("wbe").execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("wbe");
    }

    @Test
    void anImageIsBuiltOnceAndFoundAgain(@TempDir Path context) throws Exception {
        Files.writeString(context.resolve("base.txt"), "base");
        String services =
                """
                services:
                  web:
                    <<: *own
                    build:
                      context: %s
                      dockerfile_inline: "FROM busybox\\nARG A\\nCOPY base.txt /base\\nRUN echo $$A > /built\\nCMD sleep 600"
                      args: {A: x1}
                      labels: {io.dockerkit.test: $SESSION}
                    stop_signal: SIGKILL
                """
                        .formatted(context);
        up(services);
        Map<String, String> first = file.ids();
        assertThat(file.container("web-1").readString("/built")).isEqualTo("x1\n");
        ImageDetails image = Images.get(file.name() + "-web").inspect();
        assertThat(image.labels())
                .containsEntry("com.docker.compose.project", file.name())
                .containsEntry("com.docker.compose.service", "web");
        assertThat(file.inspect("web-1").labels())
                .containsEntry("com.docker.compose.image", image.id());
        assertThat(events).extracting(ComposeProgress::status).contains("Building", "Built");
        up(services);
        assertThat(file.ids()).isEqualTo(first);

        Files.writeString(context.resolve("base.txt"), "other");
        assertThat(file.parse(services).build().execute()).containsOnlyKeys("web");
        up(services);
        assertThat(file.ids().get("web-1")).isNotEqualTo(first.get("web-1"));
        assertThat(file.container("web-1").readString("/base")).isEqualTo("other");
    }

    @Test
    void aBuildThatFailsIsAnErrorThatNamesTheService(@TempDir Path context) {
        Compose shop =
                file.parse(
                        """
                        services:
                          web: {build: {context: %s, dockerfile_inline: "FROM busybox\\nRUN echo no luck; exit 7"}}
                        """
                                .formatted(context));
        assertThatThrownBy(() -> shop.up().execute())
                .isInstanceOfSatisfying(
                        BuildException.class, failed -> assertThat(failed.exitCode()).isEqualTo(7))
                .hasMessageContaining("it builds the image of service web")
                .hasMessageContaining("no luck");
    }

    @Test
    void anImageThatCannotBePulledIsAnErrorThatNamesTheService() {
        Compose shop =
                file.parse("services: {web: {<<: *sleep, image: 'no-such-image-of-ours:1'}}");
        assertThatThrownBy(() -> shop.up().execute())
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("service web: ")
                .hasMessageContaining("no-such-image-of-ours:1");
        assertThatThrownBy(() -> shop.up().pull("never").execute())
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("service web: ");
        assertThat(shop.pull().ignorePullFailures().execute()).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsAnErrorThatNamesTheServiceAndTheHolder() {
        Container holder = Witness.run("busybox").name(file.name()).command("sleep", "60").create();
        Compose shop =
                file.parse("services: {web: {<<: *sleep, container_name: " + file.name() + "}}");
        assertThatThrownBy(() -> shop.up().execute())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("service web: ")
                .hasMessageContaining(holder.shortId());
    }

    @Test
    void publishedPortsAreRandomOnDemand() {
        try (ComposeProject shop =
                file.parse("services: {web: {<<: *sleep, ports: ['127.0.0.1:1:80', '80']}}")
                        .up()
                        .ports(PublishedPorts.RANDOM)
                        .execute()) {
            assertThat(file.inspect("web-1").ports())
                    .isNotEmpty()
                    .allSatisfy(binding -> assertThat(binding.hostPort()).isGreaterThan(1024));
            assertThat(shop.name()).isEqualTo(file.name());
        }
        assertThat(file.ids()).hasSize(1);
    }

    @Test
    void whatIsNotDoneIsRefusedByName() {
        Compose shop = file.parse("services: {web: {<<: *sleep, use_api_socket: true}}");
        assertThatThrownBy(() -> shop.up().execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.web.use_api_socket")
                .hasMessageContaining("mount the socket as a volume");
        assertThat(Containers.query().all().label("com.docker.compose.project", file.name()).list())
                .isEmpty();
    }
}
