package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.NotFoundException;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProgress;
import io.dockerkit.compose.ComposeProject;
import io.dockerkit.container.ContainerDetails;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What DockerKit brings up is docker compose's own, and the other way round: neither replaces what the other one created. */
@ExtendWith(Witness.class)
@Tag("compose")
@Timeout(180)
class ComposeUpLikeTheCliIT {
    private static final String SHOP =
            """
            services:
              db:
                <<: *own
                image: busybox
                command: sh -c "touch /ready; sleep 600"
                stop_signal: SIGKILL
                healthcheck: {test: [CMD, test, -e, /ready], interval: 2s, retries: 20}
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
                labels: {team: red, io.dockerkit.test: $SESSION}
                init: true
                stop_grace_period: 1m30s
              side:
                <<: *own
                image: busybox
                command: [sleep, "600"]
                stop_signal: SIGKILL
                network_mode: service:db
                tmpfs: /run
              job:
                image: busybox
                command: "true"
                profiles: [jobs]
            networks: {front: *own, back: {<<: *own, internal: true}}
            volumes: {data: *own}
            secrets: {password: {file: ./password.txt}}
            configs: {app: {content: "a = 1"}}
            """;

    private final ComposeFile file = ComposeFile.create();

    @TempDir private Path directory;

    @BeforeEach
    void writeFiles() throws Exception {
        Files.writeString(
                directory.resolve("compose.yaml"),
                (ComposeFile.OWN + SHOP).replace("$SESSION", Witness.SESSION));
        Files.writeString(directory.resolve("password.txt"), "s3cret");
        Files.writeString(directory.resolve("web.env"), "A=1\nB='x y'\n");
    }

    @AfterEach
    void remove() throws Exception {
        Optional<String> scratch = scratchVolume();
        HealthChecks.awaitPause(file.name());
        program("down", "--volumes", "--rmi", "local", "--timeout", "0");
        assertThat(file.ids()).isEmpty();
        scratch.ifPresent(ComposeUpLikeTheCliIT::removeIfThere);
    }

    private Optional<String> scratchVolume() {
        return file.ids().containsKey("db-1")
                ? file.inspect("db-1").mounts().stream()
                        .filter(mount -> mount.target().equals("/scratch"))
                        .findFirst()
                        .flatMap(ContainerDetails.MountPoint::name)
                : Optional.empty();
    }

    /** Once a container was replaced, its anonymous volume is named in the next one, and neither client removes it. */
    private static void removeIfThere(String volume) {
        try {
            Volumes.get(volume).remove();
        } catch (NotFoundException gone) {
            // no container was replaced
        }
    }

    private void program(String... words) throws Exception {
        new ComposeProgram(directory, file.name(), true).run(words);
    }

    private Compose shop() {
        return file.load(directory.resolve("compose.yaml"));
    }

    /** The containers by their names, each with its id and the time of its start. */
    private Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        file.ids()
                .forEach(
                        (name, id) -> {
                            Instant start =
                                    file.inspect(name).state().startedAt().orElse(Instant.EPOCH);
                            state.put(name, id + " " + start);
                        });
        return state;
    }

    @Test
    void theProgramLeavesAllAsItIsAlsoWhatWasReplaced() throws Exception {
        try (ComposeProject shop = shop().up().waitHealthy().execute()) {
            assertThat(shop.ps()).hasSize(4);
        }
        Map<String, String> before = state();
        assertThat(before).containsOnlyKeys("db-1", "side-1", "web-1", "web-2");
        program("up", "--detach");
        assertThat(state()).isEqualTo(before);

        Map<String, String> first = file.ids();
        HealthChecks.awaitPause(file.name());
        shop().up("db").forceRecreate().execute();
        Map<String, String> second = state();
        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(file.ids().get("db-1")).isNotEqualTo(first.get("db-1"));
        assertThat(file.ids().get("web-1")).isEqualTo(first.get("web-1"));
        program("up", "--detach", "db", "web");
        assertThat(state()).isEqualTo(second);
    }

    @Test
    void whatTheProgramBroughtUpStays() throws Exception {
        program("up", "--detach", "--wait");
        Map<String, String> before = state();
        assertThat(before).containsOnlyKeys("db-1", "side-1", "web-1", "web-2");
        List<ComposeProgress> events = new CopyOnWriteArrayList<>();
        shop().up().onProgress(events::add).execute();
        assertThat(state()).isEqualTo(before);
        assertThat(events)
                .extracting(ComposeProgress::status)
                .contains("Running")
                .doesNotContain("Recreate", "Started", "Building", "Creating", "Warning");
    }
}
