package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.NotReadyException;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.ComposeService;
import io.dockerkit.compose.PublishedPorts;
import io.dockerkit.compose.UpSpec;
import io.dockerkit.container.Container;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects of Compose files that a field starts. */
@Timeout(120)
class ComposeStartIT {
    private static final String PROJECT = "com.docker.compose.project";

    /** Nothing else uses the port of the host: two projects with it would meet. */
    private static final String SHOP =
            """
            services:
              web:
                image: busybox
                command: [sh, -c, 'mkdir /www; echo stored >/www/x; echo web speaks; exec httpd -f -p 80 -h /www']
                ports: ["39847:80"]
                stop_grace_period: 0s
                labels: {io.dockerkit.test: junit}
                depends_on: {db: {condition: service_healthy}}
              db:
                image: busybox
                command: [sh, -c, 'sleep 1; touch /data/ready; echo db speaks; sleep 100']
                volumes: ["data:/data"]
                stop_grace_period: 0s
                labels: {io.dockerkit.test: junit}
                healthcheck: {test: [CMD, test, -e, /data/ready], interval: 3s, retries: 100}
            volumes:
              data:
            """;

    private static final String SLEEPER =
            """
            services:
              db: {image: busybox, command: sleep 100, stop_grace_period: 0s, labels: {io.dockerkit.test: junit}}
            """;

    @TempDir Path reports;

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void isGone(String project) {
        assertThat(Containers.query().all().label(PROJECT, project).list()).isEmpty();
        assertThat(Networks.query().label(PROJECT, project).list()).isEmpty();
        assertThat(Volumes.query().label(PROJECT, project).list()).isEmpty();
    }

    private static void meet(CountDownLatch all) {
        all.countDown();
        try {
            assertTrue(all.await(60, TimeUnit.SECONDS), "they run at the same time");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // what a test gets

    @DockerTest
    static class Shop {
        @Start static final Compose shop = Compose.parse(SHOP);

        @Start(
                "docker run --network shop_default --label io.dockerkit.test=junit busybox sleep 100")
        static Container client;

        @From("db")
        static ComposeService ofField;

        @Test
        void getsWhatTheTypeSays(
                ComposeProject shop,
                @From("shop") ComposeProject named,
                @From("web") Container web,
                @From("shop/web") InetSocketAddress address,
                @From("web") int port,
                @From(value = "web", port = 80) String host,
                Container db,
                @From("db") ComposeService service)
                throws IOException {
            Samples.see("Shop", shop.name());
            assertThat(named).isEqualTo(shop);
            assertThat(web).isEqualTo(shop.service("web").container());
            assertThat(db).isEqualTo(shop.service("db").container());
            assertThat(service).isEqualTo(ofField).isEqualTo(shop.service("db"));
            assertThat(db.inspect().state().health()).contains("healthy");
            assertThat(Samples.get(address, "/x")).isEqualTo("stored");
            assertThat(port).isEqualTo(address.getPort()).isNotEqualTo(39847);
            assertThat(host).isEqualTo(address.getHostString());
        }

        @Test
        void aContainerJoinsANetworkOfTheProject() {
            assertThat(client.exec("wget", "-qO-", "http://web/x").execute().stdout())
                    .isEqualTo("stored\n");
        }

        @Nested
        class Inside {
            @Start final Compose inner = Compose.parse(SLEEPER);

            @Test
            void seesWhatIsAround(
                    @From("web") Container web, @From("inner/db") ComposeService ofInner) {
                assertThat(web).isEqualTo(ofField.project().service("web").container());
                assertThat(ofInner).isNotEqualTo(ofField);
                Samples.see("Shop", ofInner.project().name());
            }
        }
    }

    @Test
    void servicesAreInjectedByTheirNamesAndAllIsRemoved() {
        TestKit.succeeds(3, reports, Shop.class);
        assertThat(Samples.seen("Shop"))
                .hasSize(2)
                .allMatch(name -> name.matches(".+-[0-9a-f]{8}"))
                .allSatisfy(ComposeStartIT::isGone);
    }

    // at the same time

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {
        static final CountDownLatch ALL = new CountDownLatch(3);

        @Start final Compose shop = Compose.parse(SHOP);

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void eachHasItsOwn(
                int number, @From("web") Container web, @From("web") InetSocketAddress address)
                throws IOException {
            web.writeString("/www/x", "number " + number);
            meet(ALL);
            assertThat(Samples.get(address, "/x")).isEqualTo("number " + number);
            Samples.see("Parallel projects", web.inspect().labels().get(PROJECT));
        }
    }

    @Test
    void projectsOfTheSameFileRunAtTheSameTime() {
        TestKit.succeeds(3, reports, Parallel.class);
        assertThat(Samples.seen("Parallel projects")).hasSize(3).allSatisfy(ComposeStartIT::isGone);
    }

    // lifetimes

    abstract static class RunBase {
        static final String NAME = unique("ofrun");

        @Start(lifetime = Lifetime.RUN)
        static final UpSpec once =
                Compose.parse(SLEEPER).projectName(NAME).up().ports(PublishedPorts.RANDOM);

        @Test
        void sees(Container db) {
            assertThat(db.inspect().labels()).containsEntry(PROJECT, NAME);
            Samples.see("Run of project", db.id());
        }
    }

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class FirstOfRun extends RunBase {}

    @DockerTest
    @Execution(ExecutionMode.CONCURRENT)
    static class SecondOfRun extends RunBase {}

    @Test
    void aProjectForTheRunIsStartedOnceUnderTheNameThatItWasGiven() {
        TestKit.succeeds(2, reports, FirstOfRun.class, SecondOfRun.class);
        assertThat(Samples.seen("Run of project")).hasSize(1);
        isGone(RunBase.NAME);
    }

    // failures

    @DockerTest
    static class Two {
        @Start static final Compose shop = Compose.parse(SLEEPER);
        @Start static final Compose store = Compose.parse(SLEEPER);

        @Test
        void asksForEither(@From("db") Container db) {
            Samples.see("Two", db.id());
        }
    }

    @Test
    void aServiceOfTwoProjectsIsRefusedWithBothNames() {
        Throwable failure = TestKit.failure(TestKit.run(reports, Two.class));
        assertThat(failure)
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessage(
                        "parameter db of asksForEither: several projects have a service \"db\"; accepted form:"
                                + " @From(\"shop/db\") or @From(\"store/db\")");
        assertThat(Samples.seen("Two")).isEmpty();
    }

    @DockerTest
    static class Failing {
        @Start static final Compose shop = Compose.parse(SHOP);

        @Test
        void fails(ComposeProject shop) {
            Samples.see("Failing project", shop.name());
            fail("on purpose");
        }
    }

    @Test
    void aFailureHasTheLogsOfTheServicesAndKeepsThemAsFiles() throws Exception {
        Throwable failure = TestKit.failure(TestKit.run(reports, Failing.class));
        assertThat(failure).hasMessage("on purpose");
        String project = Samples.seen("Failing project").iterator().next();
        assertThat(failure.getSuppressed())
                .singleElement()
                .asString()
                .contains("--- shop/web: " + project + "-web-1 (")
                .contains("the end of its logs:\nweb speaks")
                .contains("--- shop/db: " + project + "-db-1 (")
                .contains("the end of its logs:\ndb speaks");
        try (Stream<Path> files = Files.walk(reports)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs)
                    .extracting(file -> file.getParent().getFileName() + "/" + file.getFileName())
                    .containsExactlyInAnyOrder("shop/web.log", "shop/db.log");
            for (Path log : logs) {
                String service = log.getFileName().toString().replace(".log", "");
                assertThat(Files.readString(log)).contains(service + " speaks");
            }
        }
        isGone(project);
    }

    @DockerTest
    static class EndsAtOnce {
        static final String NAME = unique("ends");

        @Start
        static final Compose shop =
                Compose.parse(
                                SLEEPER
                                        + """
                                          web:
                                            image: busybox
                                            command: [sh, -c, 'echo no such luck; sleep 1; exit 3']
                                            labels: {io.dockerkit.test: junit}
                                            depends_on: [db]
                                            healthcheck: {test: [CMD, "false"], interval: 30s}
                                        """)
                        .projectName(NAME);

        @Start("docker run --label io.dockerkit.test=junit busybox sh -c 'echo beside; sleep 100'")
        static Container beside;

        @Test
        void isNotRun() {
            Samples.see("EndsAtOnce", "run");
        }
    }

    @Test
    void aServiceThatEndsFailsTheClassWithItsNameAndItsLogs() {
        Throwable failure = TestKit.failure(TestKit.run(reports, EndsAtOnce.class));
        assertThat(failure)
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("service web is not healthy or running")
                .hasMessageContaining(EndsAtOnce.NAME + "-web-1 exited with code 3")
                .hasMessageContaining("the end of its logs:\nno such luck");
        assertThat(failure.getSuppressed())
                .anySatisfy(
                        place ->
                                assertThat(place)
                                        .hasMessage(
                                                "@Start at the field shop of "
                                                        + EndsAtOnce.class
                                                        + " did not start"))
                .anySatisfy(logs -> assertThat(logs).hasMessageContaining("--- beside: beside-"));
        assertThat(Samples.seen("EndsAtOnce")).isEmpty();
        isGone(EndsAtOnce.NAME);
    }

    @DockerTest
    static class EndsBeforeItListens {
        static final String NAME = unique("listens");

        @Start
        static final Compose shop =
                Compose.parse(
                                """
                                services:
                                  web:
                                    image: busybox
                                    command: [sh, -c, 'echo wrong key; sleep 1; exit 4']
                                    ports: ["80"]
                                    labels: {io.dockerkit.test: junit}
                                """)
                        .projectName(NAME);

        @Test
        void isNotRun() {
            Samples.see("EndsBeforeItListens", "run");
        }
    }

    @Test
    void aServiceWithoutAHealthCheckIsReadyWhenItsPortsAcceptConnections() {
        Throwable failure = TestKit.failure(TestKit.run(reports, EndsBeforeItListens.class));
        assertThat(failure)
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("container " + EndsBeforeItListens.NAME + "-web-1 (")
                .hasMessageContaining("exited with code 4 before becoming ready")
                .hasMessageContaining("the end of its logs:\nwrong key");
        assertThat(Samples.seen("EndsBeforeItListens")).isEmpty();
        isGone(EndsBeforeItListens.NAME);
    }

    @DockerTest
    static class NoSuchFile {
        @Start static final Compose shop = Compose.load(Path.of("no-such-compose.yaml"));

        @Test
        void isNotRun() {
            Samples.see("NoSuchFile", "run");
        }
    }

    @Test
    void aFileThatIsMissingIsNamedWithTheField() {
        Throwable failure = TestKit.failure(TestKit.run(reports, NoSuchFile.class));
        assertThat(failure).hasMessageContaining("no-such-compose.yaml");
        assertThat(failure.getSuppressed())
                .anySatisfy(
                        place -> assertThat(place).hasMessageContaining("the field shop of class"));
        assertThat(Samples.seen("NoSuchFile")).isEmpty();
    }
}
