package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dockerkit.Docker;
import io.dockerkit.container.ContainerSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What DockerKit brings up is docker compose's own, and the other way round: neither replaces what the other one created. The
 * variable {@code DOCKERKIT_COMPOSE} names the program; without it there is nothing to compare with.
 */
class UpCrosswiseIT {
    private static final String SHOP =
            """
            services:
              db:
                image: busybox
                command: sh -c "touch /ready; sleep 600"
                stop_signal: SIGKILL
                healthcheck: {test: [CMD, test, -e, /ready], interval: 300ms, retries: 20}
                environment: {USER: shop, EMPTY: , WITH: "a $$ <b> & c"}
                volumes: [data:/data, /scratch]
                secrets: [password]
                networks: [back]
              web:
                build: {context: ., dockerfile_inline: "FROM busybox\\nCMD sleep 600"}
                stop_signal: SIGKILL
                depends_on: {db: {condition: service_healthy, restart: true}}
                ports: ["80", "127.0.0.1::81/udp"]
                env_file: web.env
                configs: [{source: app, target: /etc/app.conf}]
                networks: {front: , back: {aliases: [shop]}}
                deploy: {replicas: 2, resources: {limits: {memory: 64m, cpus: "0.5"}}}
                ulimits: {nofile: {soft: 1000, hard: 2000}}
                labels: {team: red}
                init: true
                stop_grace_period: 1m30s
              side:
                image: busybox
                command: [sleep, "600"]
                stop_signal: SIGKILL
                network_mode: service:db
                tmpfs: /run
              job:
                image: busybox
                command: "true"
                profiles: [jobs]
            networks: {front: , back: {internal: true}}
            volumes: {data: }
            secrets: {password: {file: ./password.txt}}
            configs: {app: {content: "a = 1"}}
            """;

    private final String program = System.getenv().getOrDefault("DOCKERKIT_COMPOSE", "");
    private final String name = "cross-" + UUID.randomUUID().toString().substring(0, 8);
    private final Docker docker = Docker.getDefault();

    @TempDir private Path directory;

    @BeforeEach
    void writeFiles() throws Exception {
        assumeTrue(!program.isEmpty(), "DOCKERKIT_COMPOSE names no program");
        Files.writeString(directory.resolve("compose.yaml"), SHOP);
        Files.writeString(directory.resolve("password.txt"), "s3cret");
        Files.writeString(directory.resolve("web.env"), "A=1\nB='x y'\n");
    }

    @AfterEach
    void remove() throws Exception {
        if (!program.isEmpty()) {
            String unused = compose("down", "--volumes", "--rmi", "local", "--timeout", "0");
            assertThat(ids()).isEmpty();
        }
    }

    private Compose shop() {
        return Compose.load(directory.resolve("compose.yaml")).projectName(name);
    }

    private String compose(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(program, "-p", name, "--progress", "plain"));
        line.addAll(Arrays.asList(words));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", docker.host());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
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

    @Test
    void theProgramFindsAllRunning() throws Exception {
        try (ComposeProject shop = shop().up().waitHealthy().execute()) {
            assertThat(shop.ps()).hasSize(4);
        }
        Map<String, String> before = ids();
        String said = compose("up", "--detach");
        assertThat(ids()).as(said).isEqualTo(before);
        assertThat(said).contains("Running").doesNotContain("Recreate").doesNotContain("Started");
    }

    @Test
    void whatTheProgramBroughtUpStays() throws Exception {
        String said = compose("up", "--detach", "--wait");
        Map<String, String> before = ids();
        assertThat(before).as(said).hasSize(4);
        List<ComposeProgress> events = new java.util.concurrent.CopyOnWriteArrayList<>();
        shop().up().onProgress(events::add).execute();
        assertThat(ids()).isEqualTo(before);
        assertThat(events)
                .extracting(ComposeProgress::status)
                .contains("Running")
                .doesNotContain("Recreate", "Started", "Building", "Creating");
    }

    @Test
    void aContainerThatIsReplacedIsTheSameForTheProgram() throws Exception {
        shop().up().execute();
        Map<String, String> first = ids();
        shop().up("db").forceRecreate().execute();
        Map<String, String> second = ids();
        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(second.get(name + "-db-1")).isNotEqualTo(first.get(name + "-db-1"));
        assertThat(second.get(name + "-web-1")).isEqualTo(first.get(name + "-web-1"));
        String said = compose("up", "--detach", "db", "web");
        assertThat(ids()).as(said).isEqualTo(second);
    }
}
