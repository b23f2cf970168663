package io.dockerkit.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockerkit.Networks;
import io.dockerkit.Volumes;
import io.dockerkit.compose.Compose;
import io.dockerkit.compose.ComposeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A project that docker compose and DockerKit handle in turns: a web server, two containers of an API, a database with a health
 * check, and a job that exits with 3.
 *
 * @param directory where its compose.yaml is
 * @param name its name, which no other test has
 * @param program docker compose on its file
 */
record CrossedProject(Path directory, String name, ComposeProgram program) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FILE =
            """
            x-all: &all
              image: busybox
              stop_grace_period: 5s
              labels: &labels {io.dockerkit.test: SESSION}
            services:
              web:
                <<: *all
                command: ["sh", "-c", "echo web up; trap 'echo web down; exit 0' TERM; sleep 600 & wait"]
                depends_on: {api: {condition: service_started, restart: true}}
                ports: ["127.0.0.1::80"]
              api:
                <<: *all
                scale: 2
                command: ["sh", "-c", "echo api up >&2; trap 'exit 0' TERM; sleep 600 & wait"]
                depends_on: {db: {condition: service_healthy}}
              db:
                <<: *all
                container_name: PROJECT-store
                command: ["sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait"]
                volumes: ["data:/data"]
                healthcheck: {test: ["CMD", "true"], interval: 1s, retries: 100}
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

    static CrossedProject create(Path directory) throws IOException {
        String name = Witness.unique("cross");
        Files.writeString(
                directory.resolve("compose.yaml"),
                FILE.replace("SESSION", Witness.SESSION).replace("PROJECT", name));
        return new CrossedProject(directory, name, new ComposeProgram(directory, name, true));
    }

    /** Returns the project of the file, for DockerKit. */
    Compose files() {
        return Compose.load(directory.resolve("compose.yaml")).projectName(name);
    }

    /** Returns the handle by the name only, or by the file. */
    ComposeProject handle(boolean isByName) {
        return isByName ? Compose.project(name) : files().project();
    }

    /** Returns docker compose, which knows the name only, or the file. */
    ComposeProgram program(boolean isByName) {
        return isByName ? program.byName() : program;
    }

    /** Has docker compose bring up what is missing of it, and waits until the job has ended. */
    void start() throws IOException, InterruptedException {
        program.run("up", "--detach");
        // its containers are started in no order, and the job ends by itself
        Compose.project(name).awaitExit("job");
    }

    /** Waits until containers with a health check can be removed. */
    void awaitPause() throws InterruptedException {
        HealthChecks.awaitPause(name);
    }

    /** Returns what {@code docker compose ps} lists. */
    List<JsonNode> listed(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("ps", "--format", "json", "--no-trunc"));
        words.addAll(List.of(options));
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : program.lines(words.toArray(new String[0]))) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }

    /** Returns the names of its containers, running or not, sorted. */
    List<String> containers() throws IOException, InterruptedException {
        return listed("--all").stream().map(node -> node.at("/Name").asText()).sorted().toList();
    }

    /** Returns the names of its containers, networks and volumes. */
    List<String> left() throws IOException, InterruptedException {
        List<String> left = new ArrayList<>(containers());
        Networks.query().name(name).list().forEach(network -> left.add(network.name()));
        Volumes.query().name(name).list().forEach(volume -> left.add(volume.name()));
        return left;
    }
}
