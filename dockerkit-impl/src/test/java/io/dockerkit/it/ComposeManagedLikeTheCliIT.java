package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeContainer;
import io.dockerkit.compose.ComposeLogLine;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.compose.ComposeProjectSummary;
import io.dockerkit.compose.DownReport;
import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Projects that docker compose started, managed by DockerKit, and the other way round: both see the same. */
@ExtendWith(Witness.class)
@Tag("compose")
@Timeout(180)
class ComposeManagedLikeTheCliIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CrossedProject shop;
    private String name;

    @BeforeEach
    void writeFile(@TempDir Path directory) throws IOException {
        shop = CrossedProject.create(directory);
        name = shop.name();
    }

    private String program(String... command) throws IOException, InterruptedException {
        return shop.program().run(command);
    }

    private List<String> lines(String... command) throws IOException, InterruptedException {
        return shop.program().lines(command);
    }

    private static Map<String, Object> row(JsonNode node) {
        Map<String, Object> row = new TreeMap<>();
        for (String key : List.of("ID", "Name", "Service", "Image", "State", "Health", "Project")) {
            row.put(key, node.at("/" + key).asText());
        }
        row.put("ExitCode", node.at("/ExitCode").asInt());
        Set<String> ports = new TreeSet<>();
        for (JsonNode port : node.at("/Publishers")) {
            if (port.at("/PublishedPort").asInt() > 0) {
                ports.add(
                        port.at("/TargetPort").asText()
                                + "/"
                                + port.at("/Protocol").asText()
                                + "="
                                + port.at("/URL").asText()
                                + ":"
                                + port.at("/PublishedPort").asText());
            }
        }
        row.put("Publishers", ports);
        row.put("Networks", node.at("/Networks").asText());
        return row;
    }

    private Map<String, Object> row(ComposeContainer container) {
        Map<String, Object> row = new TreeMap<>();
        row.put("ID", container.id());
        row.put("Name", container.name());
        row.put("Service", container.service());
        row.put("Image", container.image());
        row.put("State", container.state());
        row.put("Health", container.health().orElse(""));
        row.put("Project", name);
        row.put("ExitCode", container.exitCode());
        Set<String> ports = new TreeSet<>();
        for (Port.Binding port : container.ports()) {
            ports.add(port.containerPort() + "=" + port.hostIp() + ":" + port.hostPort());
        }
        row.put("Publishers", ports);
        row.put("Networks", String.join(",", container.networks()));
        return row;
    }

    private void requireSameList(ComposeProject project) throws IOException, InterruptedException {
        assertThat(project.ps().stream().map(this::row))
                .containsExactlyElementsOf(
                        shop.listed().stream().map(ComposeManagedLikeTheCliIT::row).toList());
        assertThat(project.ps(options -> options.all()).stream().map(this::row))
                .containsExactlyElementsOf(
                        shop.listed("--all").stream()
                                .map(ComposeManagedLikeTheCliIT::row)
                                .toList());
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    @Test
    void whatTheProgramStartedIsListedReadAndRemovedAlike()
            throws IOException, InterruptedException {
        shop.start();
        for (ComposeProject project : List.of(Compose.project(name), shop.files().project())) {
            requireSameList(project);
            requireSameAnswers(project);
        }
        assertThat(projects(program("ls", "--format", "json", "--filter", "name=" + name)))
                .isEqualTo(texts(Compose.list(options -> options.name(name))));
        assertThat(projects(program("ls", "--all", "--format", "json", "--filter", "name=" + name)))
                .isEqualTo(texts(Compose.list(options -> options.all().name(name))));
        program("stop");
        requireSameFollowedLogs();
        requireNothingIsLeft(Compose.project(name).down().volumes().execute());
    }

    private void requireSameAnswers(ComposeProject project)
            throws IOException, InterruptedException {
        requireSameLogs(project);
        assertThat(sorted(project.logs("web").timestamps().text().lines().toList()))
                .isEqualTo(sorted(lines("logs", "--no-color", "--timestamps", "web")));
        assertThat(project.images().stream().map(image -> image.container() + " " + image.id()))
                .containsExactlyInAnyOrderElementsOf(images());
        assertThat(project.volumes())
                .extracting(Volume::name)
                .containsExactlyInAnyOrderElementsOf(lines("volumes", "--quiet"));
        Port.Binding port = project.service("web").port(80);
        assertThat(port.hostIp() + ":" + port.hostPort())
                .isEqualTo(program("port", "web", "80").trim());
        assertThat(project.exec("api", "hostname").execute().stdout())
                .isEqualTo(program("exec", "--no-tty", "api", "hostname"));
        assertThat(project.service("api").container(2).exec("hostname").execute().stdout())
                .isEqualTo(program("exec", "--no-tty", "--index", "2", "api", "hostname"));
    }

    private void requireSameLogs(ComposeProject project) throws IOException, InterruptedException {
        assertThat(sorted(project.logs().text().lines().toList()))
                .isEqualTo(sorted(lines("logs", "--no-color")));
    }

    private void requireSameFollowedLogs() throws IOException, InterruptedException {
        List<ComposeLogLine> ours = Compose.project(name).logs().follow().lines().toList();
        assertThat(sorted(ours.stream().map(line -> line.prefix() + " " + line.text()).toList()))
                .contains("web-1 web up", "web-1 web down", "job-1 job done")
                .isEqualTo(
                        sorted(
                                lines("logs", "--no-color").stream()
                                        .map(line -> line.replaceFirst(" +\\| ", " "))
                                        .toList()));
    }

    private void requireNothingIsLeft(DownReport report) throws IOException, InterruptedException {
        assertThat(report.containers())
                .containsExactly(
                        name + "-api-1",
                        name + "-api-2",
                        name + "-job-1",
                        name + "-store",
                        name + "-web-1");
        assertThat(report.networks()).containsExactly(name + "_default");
        assertThat(report.volumes()).containsExactly(name + "_data");
        assertThat(shop.listed("--all")).isEmpty();
        assertThat(lines("volumes", "--quiet")).isEmpty();
        assertThat(Networks.query().name(name).list()).isEmpty();
    }

    private static List<String> texts(List<ComposeProjectSummary> projects) {
        return projects.stream().map(ComposeManagedLikeTheCliIT::text).toList();
    }

    private static String text(ComposeProjectSummary project) {
        return project.name()
                + " "
                + project.status()
                + " "
                + project.files().stream().map(Path::toString).collect(Collectors.joining(","));
    }

    private static List<String> projects(String json) throws IOException {
        List<String> projects = new ArrayList<>();
        for (JsonNode node : JSON.readTree(json)) {
            projects.add(
                    node.at("/Name").asText()
                            + " "
                            + node.at("/Status").asText()
                            + " "
                            + node.at("/ConfigFiles").asText());
        }
        return projects;
    }

    private List<String> images() throws IOException, InterruptedException {
        List<String> images = new ArrayList<>();
        for (JsonNode node : JSON.readTree(program("images", "--format", "json"))) {
            images.add(node.at("/ContainerName").asText() + " " + node.at("/ID").asText());
        }
        return images;
    }

    @Test
    void whatWasStartedByFilesIsSeenAndRemovedByTheProgram()
            throws IOException, InterruptedException {
        ComposeProject project = shop.files().up().execute();
        project.awaitExit("job");
        requireSameList(project);
        requireSameLogs(project);
        program("stop");
        assertThat(project.ps()).isEmpty();
        project.start("api");
        requireSameList(project);
        program("start");
        project.awaitExit("job");
        requireSameList(project);
        shop.awaitPause();
        program("down", "--volumes");
        assertThat(project.ps(options -> options.all())).isEmpty();
        assertThat(Volumes.find(name + "_data")).isEmpty();
        assertThat(Networks.query().name(name).list()).isEmpty();
        assertThat(project.down().volumes().execute().isEmpty()).isTrue();
    }

    @Test
    void eventsOfServicesAndCopiesIntoAllContainersAreTheSame(@TempDir Path files)
            throws IOException, InterruptedException {
        Instant begin = Instant.now();
        program("up", "--detach", "--no-deps", "web", "job");
        program("--profile", "debug", "run", "--detach", "debug");
        Compose.project(name).awaitExit("job");
        requireSameEvents(begin, Instant.now(), "web", "job");
        requireSameEvents(begin, Instant.now(), "job");
        requireSameEvents(begin, Instant.now());

        Path file = Files.writeString(files.resolve("a"), "content");
        program("cp", "--all", file.toString(), "debug:/theirs");
        shop.files().project().service("debug").copyTo(file, "/ours", options -> options.all());
        Container oneOff =
                Compose.project(name).ps(options -> options.all(), "debug").get(0).container();
        assertThat(oneOff.readString("/theirs")).isEqualTo("content");
        assertThat(oneOff.readString("/ours")).isEqualTo("content");
    }

    private void requireSameEvents(Instant since, Instant until, String... services)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("--json"));
        command.addAll(List.of("--since", since.toString(), "--until", until.toString()));
        command.addAll(List.of(services));
        List<String> theirs = new ArrayList<>();
        for (String line : shop.program().events(command.toArray(new String[0]))) {
            theirs.add(event(JSON.readTree(line)));
        }
        try (Stream<EngineEvent> ours =
                Compose.project(name).events(services).since(since).until(until).stream()) {
            assertThat(ours.map(ComposeManagedLikeTheCliIT::event).toList())
                    .isNotEmpty()
                    .isEqualTo(theirs);
        }
    }

    private static String event(JsonNode node) {
        Map<String, String> attributes = new TreeMap<>();
        node.at("/attributes")
                .properties()
                .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        return String.join(
                " ",
                OffsetDateTime.parse(node.at("/time").asText()).toInstant().toString(),
                node.at("/service").asText(),
                node.at("/id").asText(),
                node.at("/action").asText(),
                attributes.toString());
    }

    private static String event(EngineEvent event) {
        Map<String, String> attributes = new TreeMap<>(event.attributes());
        attributes.keySet().removeIf(key -> key.startsWith("com.docker.compose."));
        return String.join(
                " ",
                event.time().toString(),
                event.attribute("com.docker.compose.service"),
                event.id(),
                event.action(),
                attributes.toString());
    }
}
