package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dockerkit.Containers;
import io.dockerkit.Networks;
import io.dockerkit.NotFoundException;
import io.dockerkit.NotReadyException;
import io.dockerkit.Subscription;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeContainer;
import io.dockerkit.compose.ComposeImage;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.ComposeProjectSummary;
import io.dockerkit.compose.ComposeService;
import io.dockerkit.compose.DownReport;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.container.Wait;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What exists of a Compose project: listed, stopped, started, removed, by its labels only. */
@ExtendWith(Witness.class)
class ComposeProjectIT {
    private static List<String> names(List<ComposeContainer> containers) {
        return containers.stream().map(ComposeContainer::name).toList();
    }

    /** The names of the containers to which this happened, in the order of time. */
    private static List<String> happened(ComposeProject project, Instant since, String action) {
        try (Stream<EngineEvent> events =
                project.events().since(since).until(Duration.ZERO).event(action).stream()) {
            return events.map(event -> event.attribute("name")).toList();
        }
    }

    @Test
    @Tag("core")
    void psShowsRunningContainersAndWithAllTheOthers() {
        LabelledProject shop = LabelledProject.create();
        Container web = shop.start("web", "");
        Container job = shop.start("job", 1, "", "exit 3", run -> run);
        shop.startOneOff("web", LabelledProject.SLEEPER);
        job.awaitExit();
        ComposeProject project = shop.handle();
        assertThat(names(project.ps())).containsExactly(shop.name() + "-web-1");
        assertThat(names(project.ps(options -> options.all())))
                .containsExactly(
                        shop.name() + "-job-1",
                        shop.name() + "-web-1",
                        shop.name() + "-web-run-abc");
        ComposeContainer ended = project.ps(options -> options.status("exited")).get(0);
        assertThat(ended.name()).isEqualTo(shop.name() + "-job-1");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.state()).isEqualTo("exited");
        assertThat(ended.status()).startsWith("Exited (3)");
        ComposeContainer running = project.ps("web").get(0);
        assertThat(running.container()).isEqualTo(web);
        assertThat(running.service()).isEqualTo("web");
        assertThat(running.number()).isEqualTo(1);
        assertThat(running.image()).contains("busybox");
        assertThat(running.health()).isEmpty();
        assertThat(running.networks()).containsExactly(shop.name() + "_default");
        assertThat(project.services())
                .extracting(ComposeService::name)
                .containsExactly("job", "web");
        assertThat(project.ps("other")).isEmpty();
    }

    @Test
    void psShowsHealthAndPublishedPorts() {
        LabelledProject shop = LabelledProject.create();
        shop.start(
                "web",
                1,
                "",
                "touch /ok; exec httpd -f -p 80",
                run ->
                        run.publish("127.0.0.1::80")
                                .healthCmd("test -e /ok")
                                .healthInterval(Duration.ofMillis(200)));
        ComposeService web = shop.handle().service("web").waitFor(Wait.healthy());
        ComposeContainer listed = web.ps().get(0);
        assertThat(listed.health()).contains("healthy");
        assertThat(listed.ports()).hasSize(1);
        Port.Binding port = web.port(80);
        assertThat(port).isEqualTo(listed.ports().get(0));
        assertThat(web.hostPort(80)).isEqualTo(port.hostPort());
        assertThat(web.address(80).getPort()).isPositive();
        assertThatThrownBy(() -> web.port(81))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "does not publish port 81/tcp; published: [80/tcp -> 127.0.0.1:");
    }

    @Test
    void stopEndsDependentsFirstAndStartBeginsWithDependencies() {
        LabelledProject shop = LabelledProject.create();
        shop.start("db", "");
        shop.start("web", "api:service_started:false");
        shop.start("api", "db:service_started:false");
        ComposeProject project = shop.handle();
        String prefix = shop.name() + "-";
        Instant stop = Instant.now();
        project.stop();
        assertThat(project.ps()).isEmpty();
        assertThat(happened(project, stop, "die"))
                .containsExactly(prefix + "web-1", prefix + "api-1", prefix + "db-1");
        Instant start = Instant.now();
        project.start();
        assertThat(happened(project, start, "start"))
                .containsExactly(prefix + "db-1", prefix + "api-1", prefix + "web-1");
        project.stop("api");
        assertThat(names(project.ps())).containsExactly(prefix + "db-1", prefix + "web-1");
        project.stop();
        project.start("api");
        assertThat(names(project.ps())).containsExactly(prefix + "api-1", prefix + "db-1");
    }

    @Test
    void startWaitsForHealthAndFailsForAnUnsuccessfulJob() {
        LabelledProject shop = LabelledProject.create();
        shop.start(
                "db",
                1,
                "",
                "rm -f /ok; (sleep 1; touch /ok) & exec sleep 600",
                run ->
                        run.healthCmd("test -e /ok")
                                .healthInterval(Duration.ofMillis(200))
                                .healthRetries(100));
        shop.start("web", "db:service_healthy:false");
        ComposeProject project = shop.handle();
        project.kill();
        project.start();
        assertThat(project.ps("db").get(0).health()).contains("healthy");
        assertThat(names(project.ps())).hasSize(2);

        LabelledProject other = LabelledProject.create();
        other.start("job", 1, "", "exit 7", run -> run).awaitExit();
        other.start("web", "job:service_completed_successfully:false");
        other.handle().kill("web");
        assertThatThrownBy(() -> other.handle().start())
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("service job did not complete successfully")
                .hasMessageContaining("exited (7)");
        assertThat(other.handle().ps("web")).isEmpty();
    }

    @Test
    void startOfWhatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> Compose.project(Witness.unique("none")).start())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no container to start")
                .hasMessageContaining("has no containers");
        LabelledProject shop = LabelledProject.create();
        shop.start("web", "");
        assertThatThrownBy(() -> shop.handle().start("wbe"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("has no service wbe; it has web");
        shop.handle().stop("wbe");
        shop.handle().kill("wbe");
        assertThat(shop.handle().ps()).hasSize(1);
    }

    @Test
    void restartRestartsDependentsThatAskForIt() {
        LabelledProject shop = LabelledProject.create();
        shop.start("db", "");
        shop.start("web", "db:service_started:true");
        shop.start("job", "db:service_started:false");
        ComposeProject project = shop.handle();
        Instant first = Instant.now();
        project.restart(options -> options.timeout(Duration.ofSeconds(2)), "db");
        String prefix = shop.name() + "-";
        assertThat(happened(project, first, "restart"))
                .containsExactly(prefix + "db-1", prefix + "web-1");
        Instant second = Instant.now();
        project.restart(options -> options.noDeps(), "db");
        assertThat(happened(project, second, "restart")).containsExactly(prefix + "db-1");
    }

    @Test
    void pauseKillAndSignalsReachRunningContainers() {
        LabelledProject shop = LabelledProject.create();
        Container web =
                shop.start(
                        "web",
                        1,
                        "",
                        "trap 'echo hup' HUP; " + LabelledProject.SLEEPER,
                        run -> run);
        Container oneOff = shop.startOneOff("web", LabelledProject.SLEEPER);
        ComposeProject project = shop.handle();
        project.pause();
        project.pause();
        assertThat(web.inspect().state().paused()).isTrue();
        assertThat(oneOff.inspect().state().paused()).isFalse();
        project.unpause();
        assertThat(web.inspect().state().paused()).isFalse();
        web.waitFor(Wait.log("up"));
        project.service("web").kill("HUP");
        web.waitFor(Wait.log("hup"));
        project.kill();
        assertThat(web.awaitExit()).isEqualTo(137);
        assertThat(oneOff.awaitExit()).isEqualTo(137);
    }

    @Test
    void removeTakesStoppedContainersUnlessItIsToStopThem() {
        LabelledProject shop = LabelledProject.create();
        shop.start("job", 1, "", "true", run -> run).awaitExit();
        Container web = shop.start("web", "");
        ComposeProject project = shop.handle();
        assertThat(project.remove().removed()).containsExactly(shop.name() + "-job-1");
        assertThat(project.remove().isEmpty()).isTrue();
        assertThat(Witness.exists(web.id())).isTrue();
        assertThat(project.remove(options -> options.stop().volumes()).removed())
                .containsExactly(shop.name() + "-web-1");
        assertThat(Witness.exists(web.id())).isFalse();
    }

    @Test
    void execCopiesTopAndPortsGoToTheFirstContainer(@TempDir Path directory) throws IOException {
        LabelledProject shop = LabelledProject.create();
        Container first = shop.start("web", "");
        Container second = shop.start("web", 2, "", LabelledProject.SLEEPER, run -> run);
        ComposeProject project = shop.handle();
        ComposeService web = project.service("web");
        assertThat(web.container()).isEqualTo(first);
        assertThat(web.container(2)).isEqualTo(second);
        assertThat(web.containers()).containsExactly(first, second);
        assertThat(web.exec("hostname").execute().stdout().trim()).isEqualTo(first.shortId());
        assertThat(project.exec("web", "cat").stdin("fed").execute().stdout()).isEqualTo("fed");
        assertThat(web.exec("hostname").toCommandLine())
                .isEqualTo("docker exec " + shop.name() + "-web-1 hostname");
        Path file = Files.writeString(directory.resolve("a"), "content");
        web.copyTo(file, "/tmp/");
        assertThat(first.readString("/tmp/a")).isEqualTo("content");
        assertThat(second.readString("/tmp/a")).isEqualTo("content");
        web.copyFrom("/tmp/a", directory.resolve("back"));
        assertThat(directory.resolve("back")).hasContent("content");
        Map<String, Container.ProcessTable> top = project.top();
        assertThat(top).containsOnlyKeys(shop.name() + "-web-1", shop.name() + "-web-2");
        assertThat(top.get(shop.name() + "-web-1").processes()).isNotEmpty();
        assertThatThrownBy(() -> web.container(3))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("service web has no container 3")
                .hasMessageContaining(shop.name() + "-web-2 (running)");
        project.stop();
        assertThatThrownBy(() -> web.exec("ls").execute())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("service web is not running");
    }

    @Test
    void aCopyReachesContainersOfRunIfAllAreToHaveIt(@TempDir Path directory) throws IOException {
        LabelledProject shop = LabelledProject.create();
        Container oneOff = shop.startOneOff("web", LabelledProject.SLEEPER);
        ComposeService web = shop.handle().service("web");
        Path file = Files.writeString(directory.resolve("a"), "of all");
        assertThatThrownBy(() -> web.copyTo(file, "/tmp/a"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("service web has no container");
        web.copyTo(file, "/tmp/a", options -> options.all());
        assertThat(oneOff.readString("/tmp/a")).isEqualTo("of all");
        Container first = shop.start("web", "");
        web.copyTo(file, "/tmp/b", options -> options.all());
        assertThat(oneOff.readString("/tmp/b")).isEqualTo("of all");
        assertThat(first.readString("/tmp/b")).isEqualTo("of all");
        first.writeString("/tmp/b", "of the first");
        web.copyFrom("/tmp/b", directory.resolve("back"), options -> options.all());
        assertThat(directory.resolve("back")).hasContent("of the first");
    }

    @Test
    void eventsOfServicesAreOneStream() {
        LabelledProject shop = LabelledProject.create();
        Instant begin = Instant.now();
        for (String service : List.of("web", "db", "job")) {
            shop.start(service, 1, "", "true", run -> run).awaitExit();
        }
        shop.startOneOff("web", "true").awaitExit();
        ComposeProject project = shop.handle();
        assertThat(ended(project.events(), begin)).containsExactly("web", "db", "job");
        assertThat(ended(project.events("db", "web"), begin)).containsExactly("web", "db");
        assertThat(ended(project.events("job"), begin)).containsExactly("job");
    }

    private static List<String> ended(EventsSpec events, Instant since) {
        try (Stream<EngineEvent> stream =
                events.event("die").since(since).until(Duration.ZERO).stream()) {
            return stream.map(event -> event.attribute("com.docker.compose.service")).toList();
        }
    }

    @Test
    void eventsOfServicesAreHandedToAConsumer() throws Exception {
        LabelledProject shop = LabelledProject.create();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        EventsSpec events = shop.handle().events("web", "db").event("die").since(Instant.now());
        try (Subscription watch = events.subscribe(event -> seen.add(event.attribute("name")))) {
            for (String service : List.of("job", "web")) {
                shop.start(service, 1, "", "true", run -> run).awaitExit();
            }
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(shop.name() + "-web-1");
            assertThat(watch.isDone()).isFalse();
        }
    }

    @Test
    void imagesVolumesAndExitCodesAreListed() {
        LabelledProject shop = LabelledProject.create();
        String data = shop.volume("data");
        shop.volume("other");
        shop.start("web", 1, "", LabelledProject.SLEEPER, run -> run.volume(data, "/data"));
        shop.start("job", 1, "", "sleep 1; exit 4", run -> run);
        shop.start("good", 1, "", "true", run -> run).awaitExit();
        ComposeProject project = shop.handle();
        assertThat(project.images("job"))
                .extracting(ComposeImage::container, ComposeImage::repository, ComposeImage::tag)
                .containsExactly(tuple(shop.name() + "-job-1", "busybox", "latest"));
        assertThat(project.images()).hasSize(3);
        assertThat(project.volumes())
                .extracting(Volume::name)
                .containsExactlyInAnyOrder(data, shop.name() + "_other");
        assertThat(project.volumes("web")).extracting(Volume::name).containsExactly(data);
        assertThat(project.awaitExit("job", "good"))
                .containsExactly(
                        Map.entry(shop.name() + "-good-1", 0),
                        Map.entry(shop.name() + "-job-1", 4));
        assertThat(project.service("job").awaitExit()).isEqualTo(4);
        assertThatThrownBy(() -> project.awaitExit("none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no container of none to wait for");
        project.kill("web");
        project.awaitExit(options -> options.downProject(), "web");
        assertThat(project.ps(options -> options.all())).isEmpty();
        assertThat(Networks.query().name(shop.name()).list()).isEmpty();
    }

    @Test
    @Tag("core")
    void downRemovesContainersAndNetworksAndWithVolumesTheVolumes() {
        LabelledProject shop = LabelledProject.create();
        String data = shop.volume("data");
        shop.start("db", 1, "", LabelledProject.SLEEPER, run -> run.volume(data, "/data"));
        shop.start("web", "db:service_started:false");
        ComposeProject project = shop.handle();
        Instant begin = Instant.now();
        DownReport report = project.down().timeout(Duration.ofSeconds(5)).execute();
        assertThat(report.containers())
                .containsExactly(shop.name() + "-db-1", shop.name() + "-web-1");
        assertThat(report.networks()).containsExactly(shop.name() + "_default");
        assertThat(report.volumes()).isEmpty();
        assertThat(report.inUse()).isEmpty();
        assertThat(happened(project, begin, "die"))
                .containsExactly(shop.name() + "-web-1", shop.name() + "-db-1");
        assertThat(Volumes.find(data)).isPresent();
        assertThat(project.down().volumes().execute().volumes()).containsExactly(data);
        assertThat(Volumes.find(data)).isEmpty();
        assertThat(project.down().volumes().removeOrphans().rmi("all").execute().isEmpty())
                .isTrue();
    }

    @Test
    void downOfAServiceTakesItsDependentsAndLeavesTheNetworkInUse() {
        LabelledProject shop = LabelledProject.create();
        shop.start("db", "");
        shop.start("web", "db:service_started:false");
        shop.start("other", "");
        Container oneOff = shop.startOneOff("web", LabelledProject.SLEEPER);
        DownReport report = shop.handle().down("db").execute();
        assertThat(report.containers())
                .containsExactly(shop.name() + "-db-1", shop.name() + "-web-1");
        assertThat(report.inUse()).containsExactly(shop.name() + "_default");
        assertThat(shop.handle().down("nothing").execute().isEmpty()).isTrue();
        oneOff.kill();
        oneOff.awaitExit();
        DownReport rest = shop.handle().down().removeOrphans().execute();
        assertThat(rest.containers())
                .containsExactly(shop.name() + "-other-1", shop.name() + "-web-run-abc");
        assertThat(rest.networks()).containsExactly(shop.name() + "_default");
        assertThat(Containers.query().all().label("com.docker.compose.project", shop.name()).list())
                .isEmpty();
    }

    @Test
    void listShowsProjectsWithTheirStates() {
        LabelledProject shop = LabelledProject.create();
        shop.start("web", "");
        shop.start("job", 1, "", "true", run -> run).awaitExit();
        ComposeProjectSummary running =
                Compose.list(options -> options.name("^" + shop.name() + "$")).get(0);
        assertThat(running.project()).isEqualTo(shop.handle());
        assertThat(running.status()).isEqualTo("running(1)");
        assertThat(running.files()).containsExactly(Path.of("/srv", shop.name(), "compose.yaml"));
        ComposeProjectSummary all = Compose.list(options -> options.all().name(shop.name())).get(0);
        assertThat(all.status()).isEqualTo("exited(1), running(1)");
        shop.handle().stop();
        assertThat(Compose.list(options -> options.name(shop.name()))).isEmpty();
        assertThat(Compose.list())
                .extracting(ComposeProjectSummary::name)
                .doesNotContain(shop.name());
    }

    @Test
    void closingAHandleByNameDoesNothing() {
        LabelledProject shop = LabelledProject.create();
        shop.start("web", "");
        try (ComposeProject project = shop.handle()) {
            assertThat(project.ps()).hasSize(1);
        }
        assertThat(shop.handle().ps()).hasSize(1);
    }
}
