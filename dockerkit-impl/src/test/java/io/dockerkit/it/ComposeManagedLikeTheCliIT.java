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
import io.dockerkit.container.Port;
import io.dockerkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projects that docker compose started, managed by DockerKit, and the other way round: both see the same. */
@ExtendWith(Witness.class)
@Tag("compose")
@Timeout(180)
class ComposeManagedLikeTheCliIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FILE =
            """
            x-all: &all
              image: busybox
              stop_grace_period: 2s
              labels: &labels {io.dockerkit.test: SESSION}
            services:
              web:
                <<: *all
                command: ["sh", "-c", "echo web up; trap 'echo web down; exit 0' TERM; while :; do sleep 0.1; done"]
                depends_on: {api: {condition: service_started, restart: true}}
                ports: ["127.0.0.1::80"]
              api:
                <<: *all
                scale: 2
                command: ["sh", "-c", "touch /ok; echo api up >&2; trap 'exit 0' TERM; while :; do sleep 0.1; done"]
                depends_on: {db: {condition: service_healthy}}
              db:
                <<: *all
                container_name: PROJECT-store
                command: ["sh", "-c", "touch /ok; trap 'exit 0' TERM; while :; do sleep 0.1; done"]
                volumes: ["data:/data"]
                healthcheck: {test: ["CMD", "test", "-e", "/ok"], interval: 1s}
              job:
                <<: *all
                command: ["sh", "-c", "echo job done; exit 3"]
              debug:
                <<: *all
                command: ["sleep", "600"]
                profiles: [debug]
            networks:
              default: {labels: *labels}
            volumes:
              data: {labels: *labels}
              unused: {labels: *labels}
            """;

    @TempDir Path directory;

    private ComposeProgram program;
    private String name;

    @BeforeEach
    void writeFile() throws IOException {
        name = Witness.unique("cross");
        program = new ComposeProgram(directory, name, true);
        Files.writeString(
                directory.resolve("compose.yaml"),
                FILE.replace("SESSION", Witness.SESSION).replace("PROJECT", name));
    }

    private Compose files() {
        return Compose.load(directory.resolve("compose.yaml")).projectName(name);
    }

    private void start() throws IOException, InterruptedException {
        program.run("up", "--detach");
        // its containers are started in no order, and the job ends by itself
        Compose.project(name).awaitExit("job");
    }

    private List<JsonNode> listed(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("ps", "--format", "json", "--no-trunc"));
        words.addAll(List.of(options));
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : program.lines(words.toArray(new String[0]))) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
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
                        listed().stream().map(ComposeManagedLikeTheCliIT::row).toList());
        assertThat(project.ps(options -> options.all()).stream().map(this::row))
                .containsExactlyElementsOf(
                        listed("--all").stream().map(ComposeManagedLikeTheCliIT::row).toList());
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    @Test
    void whatTheProgramStartedIsListedAndReadAlike() throws IOException, InterruptedException {
        start();
        for (ComposeProject project : List.of(Compose.project(name), files().project())) {
            requireSameList(project);
            assertThat(sorted(project.logs().text().lines().toList()))
                    .isEqualTo(sorted(program.lines("logs", "--no-color")));
            assertThat(sorted(project.logs("web").timestamps().text().lines().toList()))
                    .isEqualTo(sorted(program.lines("logs", "--no-color", "--timestamps", "web")));
            assertThat(project.images().stream().map(image -> image.container() + " " + image.id()))
                    .containsExactlyInAnyOrderElementsOf(images());
            assertThat(project.volumes())
                    .extracting(Volume::name)
                    .containsExactlyInAnyOrderElementsOf(program.lines("volumes", "--quiet"));
            Port.Binding port = project.service("web").port(80);
            assertThat(port.hostIp() + ":" + port.hostPort())
                    .isEqualTo(program.run("port", "web", "80").trim());
            assertThat(project.exec("api", "hostname").execute().stdout())
                    .isEqualTo(program.run("exec", "--no-tty", "api", "hostname"));
            assertThat(project.service("api").container(2).exec("hostname").execute().stdout())
                    .isEqualTo(program.run("exec", "--no-tty", "--index", "2", "api", "hostname"));
        }
        assertThat(projects(program.run("ls", "--format", "json", "--filter", "name=" + name)))
                .isEqualTo(
                        Compose.list(options -> options.name(name)).stream()
                                .map(ComposeManagedLikeTheCliIT::text)
                                .toList());
        assertThat(
                        projects(
                                program.run(
                                        "ls",
                                        "--all",
                                        "--format",
                                        "json",
                                        "--filter",
                                        "name=" + name)))
                .isEqualTo(
                        Compose.list(options -> options.all().name(name)).stream()
                                .map(ComposeManagedLikeTheCliIT::text)
                                .toList());
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
        for (JsonNode node : JSON.readTree(program.run("images", "--format", "json"))) {
            images.add(node.at("/ContainerName").asText() + " " + node.at("/ID").asText());
        }
        return images;
    }

    @Test
    void whatTheProgramStartedIsRemovedWithNothingLeft() throws IOException, InterruptedException {
        start();
        DownReport report = Compose.project(name).down().volumes().execute();
        assertThat(report.containers())
                .containsExactly(
                        name + "-api-1",
                        name + "-api-2",
                        name + "-job-1",
                        name + "-store",
                        name + "-web-1");
        assertThat(report.networks()).containsExactly(name + "_default");
        assertThat(report.volumes()).containsExactly(name + "_data");
        assertThat(listed("--all")).isEmpty();
        assertThat(program.lines("volumes", "--quiet")).isEmpty();
        assertThat(Networks.query().name(name).list()).isEmpty();
    }

    @Test
    void whatWasStartedByFilesIsSeenAndRemovedByTheProgram()
            throws IOException, InterruptedException {
        ComposeProject project = files().up().execute();
        project.awaitExit("job");
        requireSameList(project);
        assertThat(sorted(project.logs().text().lines().toList()))
                .isEqualTo(sorted(program.lines("logs", "--no-color")));
        program.run("stop");
        assertThat(project.ps()).isEmpty();
        project.start("api");
        requireSameList(project);
        program.run("start");
        requireSameList(project);
        program.run("down", "--volumes");
        assertThat(project.ps(options -> options.all())).isEmpty();
        assertThat(Volumes.find(name + "_data")).isEmpty();
        assertThat(Networks.query().name(name).list()).isEmpty();
        assertThat(project.down().volumes().execute().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // by its name, or by its files; what prepares the project; what is compared
        "name, , restart db",
        "files, , restart db",
        "name, , restart --no-deps api",
        "files, , restart --no-deps api",
        "name, , restart",
        "files, , stop api",
        "name, , stop",
        "name, stop, start web",
        "files, stop, start api",
        "files, , kill web",
        "name, , pause db",
        "files, pause db, unpause db"
    })
    void verbsAffectTheSameContainers(String by, @Nullable String before, String line)
            throws IOException, InterruptedException {
        List<String> command = List.of(line.split(" ", -1));
        boolean isByName = by.equals("name");
        ComposeProgram theirs = isByName ? program.byName() : program;
        ComposeProject ours = isByName ? Compose.project(name) : files().project();
        start();
        prepare(before);
        Instant since = Instant.now();
        theirs.run(command.toArray(new String[0]));
        Map<String, String> happened = happened(ours, since);
        assertThat(happened).isNotEmpty();
        restore(command);
        prepare(before);
        Instant again = Instant.now();
        perform(ours, command);
        assertThat(happened(ours, again)).isEqualTo(happened);
    }

    private void prepare(@Nullable String command) throws IOException, InterruptedException {
        if (command != null) {
            program.run(command.split(" ", -1));
        }
    }

    private void restore(List<String> command) throws IOException, InterruptedException {
        if (command.get(0).equals("pause")) {
            program.run("unpause", "db");
        }
        program.run("start");
    }

    private static void perform(ComposeProject project, List<String> command) {
        String[] services =
                command.stream()
                        .skip(1)
                        .filter(word -> !word.startsWith("-"))
                        .toArray(String[]::new);
        switch (command.get(0)) {
            case "restart" ->
                    project.restart(
                            options -> command.contains("--no-deps") ? options.noDeps() : options,
                            services);
            case "stop" -> project.stop(services);
            case "start" -> project.start(services);
            case "kill" -> project.kill(services);
            case "pause" -> project.pause(services);
            case "unpause" -> project.unpause(services);
            default -> throw new AssertionError(command);
        }
    }

    /** What happened to each container, in its order; health checks and what the job does by itself left out. */
    private Map<String, String> happened(ComposeProject project, Instant since) {
        Map<String, String> happened = new TreeMap<>();
        try (var events = project.events().since(since).until(Duration.ZERO).stream()) {
            events.filter(event -> !event.action().startsWith("exec"))
                    .filter(event -> !event.action().startsWith("health"))
                    .filter(event -> !event.attribute("name").contains("-job-"))
                    .sorted(Comparator.comparing(event -> event.time()))
                    .forEach(
                            event ->
                                    happened.merge(
                                            event.attribute("name"),
                                            event.action(),
                                            (all, next) -> all + " " + next));
        }
        return happened;
    }

    @ParameterizedTest
    @CsvSource({"name, api", "files, api", "name, web job", "files, db", "name, "})
    void downOfServicesLeavesTheSame(String by, @Nullable String line)
            throws IOException, InterruptedException {
        String[] services = line == null ? new String[0] : line.split(" ", -1);
        List<String> command = new ArrayList<>(List.of("down", "--timeout", "2"));
        command.addAll(List.of(services));
        boolean isByName = by.equals("name");
        start();
        (isByName ? program.byName() : program).run(command.toArray(new String[0]));
        List<String> theirs = left();
        program.run("down");
        start();
        ComposeProject ours = isByName ? Compose.project(name) : files().project();
        ours.down(services).timeout(Duration.ofSeconds(2)).execute();
        assertThat(left()).isEqualTo(theirs);
    }

    /** The containers, networks and volumes of the project that still exist. */
    private List<String> left() throws IOException, InterruptedException {
        List<String> left = new ArrayList<>(names());
        Networks.query().name(name).list().forEach(network -> left.add(network.name()));
        Volumes.query().name(name).list().forEach(volume -> left.add(volume.name()));
        return left;
    }

    private List<String> names() throws IOException, InterruptedException {
        return listed("--all").stream().map(node -> node.at("/Name").asText()).sorted().toList();
    }

    @Test
    void orphansAndContainersOfRunAreRemovedWhenAsked() throws IOException, InterruptedException {
        start();
        program.run("--profile", "debug", "run", "--detach", "debug");
        Files.writeString(
                directory.resolve("compose.yaml"),
                Files.readString(directory.resolve("compose.yaml")).replace("  job:", "  other:"));
        DownReport report = files().down().execute();
        assertThat(report.containers()).doesNotContain(name + "-job-1");
        assertThat(names()).contains(name + "-job-1").anyMatch(one -> one.contains("debug-run"));
        assertThat(report.inUse()).containsExactly(name + "_default");
        program.run("kill", "debug");
        List<ComposeContainer> oneOff = Compose.project(name).ps(options -> options.all(), "debug");
        oneOff.forEach(container -> container.container().awaitExit());
        DownReport all = files().down().removeOrphans().execute();
        assertThat(all.containers()).contains(name + "-job-1").hasSize(2);
        assertThat(all.networks()).containsExactly(name + "_default");
        assertThat(names()).isEmpty();
    }

    @Test
    void linesOfFollowedLogsAreThoseOfTheProgram() throws IOException, InterruptedException {
        start();
        program.run("stop");
        List<String> theirs = program.lines("logs", "--no-color");
        List<ComposeLogLine> ours = Compose.project(name).logs().follow().lines().toList();
        assertThat(sorted(ours.stream().map(line -> line.prefix() + " " + line.text()).toList()))
                .isEqualTo(
                        sorted(
                                theirs.stream()
                                        .map(line -> line.replaceFirst(" +\\| ", " "))
                                        .toList()));
    }
}
