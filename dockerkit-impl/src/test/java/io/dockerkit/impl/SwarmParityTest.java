package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.RecordingEngine;
import io.dockerkit.lab.SwarmAnswers;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the docker CLI 28.2.2 sent for each line about a swarm, recorded by dev/lib/record-commands.py, is what the Java verb
 * sends: method, path, query and body, zero values dropped. What only looks something up does not count, nor the order of what
 * the CLI takes from maps. What differs is named with its reason, and must differ.
 */
class SwarmParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The differences that are meant, by the lines. */
    private static final Map<String, String> MEANT = new LinkedHashMap<>();

    static {
        String ignored = "the CLI takes the flag and drops it, so it is written here";
        MEANT.put("docker service update -d --max-concurrent 5 job", ignored);
        for (String health :
                List.of(
                        "--health-interval 1m --health-timeout 10s --health-retries 9 --health-start-period 1m --health-start-interval 5s rich",
                        "--health-start-interval 5s rich",
                        "--health-start-interval 5s --health-retries 1 plain")) {
            MEANT.put("docker service update -d " + health, ignored);
        }
        MEANT.put(
                "docker service update -d --max-concurrent 1 plain",
                "the CLI takes the flag and drops it; only jobs have the number");
        String none = "nothing is changed where one of the services cannot be scaled";
        MEANT.put("docker service scale -d absent=1 plain=2", none);
        MEANT.put("docker service scale -d plain=x rich=2", none);
        MEANT.put(
                "docker service ps idri",
                "managers find a service by the beginning of its id; the recorded one does not");
        MEANT.put(
                "docker service inspect --pretty --format json plain",
                "an answer is an object, and no text whose form is chosen");
        String token = "no swarm is joined without a token";
        MEANT.put("docker swarm join --availability active 10.0.0.1", token);
        MEANT.put("docker swarm join --availability PAUSE --listen-addr eth0 10.0.0.1:2377", token);
        MEANT.put("SWARM=locked docker swarm unlock < empty.txt", "no key is blank");
        String locked = "the engine itself says that it is not locked";
        MEANT.put("SWARM=inactive docker swarm unlock < key.txt", locked);
        MEANT.put("docker swarm unlock < key.txt", locked);
        String unknown = "engines know no such value";
        MEANT.put("docker node update --availability gone w1", unknown);
        MEANT.put("docker node update self", "self is the engine's own node in each command");
        MEANT.put("docker node update --role leader w1", unknown);
        MEANT.put("docker node update --label-add =x w1", "a label without a key says nothing");
    }

    private static final List<String> UNORDERED =
            List.of("Secrets", "Configs", "Ports", "Env", "GenericResources");

    @TempDir static Path directory;

    private static final Map<String, DockerBackend> connections = new LinkedHashMap<>();
    private static RecordingEngine engine;
    private static Path cwd;

    @BeforeAll
    static void start() throws Exception {
        engine = new RecordingEngine(directory);
        cwd = Files.createDirectories(directory.resolve("cwd"));
        Path given = Path.of(SwarmParityTest.class.getResource("/parity/swarm-files").toURI());
        try (Stream<Path> files = Files.walk(given)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = cwd.resolve(given.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.createDirectories(cwd.resolve("dir"));
        Files.writeString(cwd.resolve("f"), "hi");
        Files.writeString(
                cwd.resolve("env.list"), "# comment\nA=1\nB=two words\nFROM_HOST\n\nC=\n");
    }

    @AfterAll
    static void stop() throws IOException {
        connections.values().forEach(DockerBackend::close);
        engine.close();
    }

    private static List<JsonNode> recorded() throws IOException {
        try (InputStream in = SwarmParityTest.class.getResourceAsStream("/parity/swarm.jsonl")) {
            List<JsonNode> all = new ArrayList<>();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                all.add(JSON.readTree(line));
            }
            return all;
        }
    }

    @TestFactory
    Stream<DynamicTest> line() throws IOException {
        return recorded().stream()
                .map(r -> DynamicTest.dynamicTest(r.path("line").asText(), () -> compare(r)));
    }

    @Test
    void thereAreAsManyLinesAsPromisedAndFewDifferences() throws IOException {
        List<String> lines = recorded().stream().map(r -> r.path("line").asText()).toList();
        assertThat(lines.stream().filter(line -> line.contains("service create")))
                .hasSizeGreaterThanOrEqualTo(150);
        assertThat(lines.stream().filter(line -> line.contains("service update")))
                .hasSizeGreaterThanOrEqualTo(100);
        assertThat(lines).doesNotHaveDuplicates().containsAll(MEANT.keySet());
        assertThat(MEANT).hasSizeLessThanOrEqualTo(MOST);
    }

    private static final int MOST = 30;

    private static DockerBackend connection(Map<String, String> environment) {
        return connections.computeIfAbsent(
                environment.toString(),
                person ->
                        new EngineProvider(new Endpoints(environment, directory.resolve("home")))
                                .connect(null));
    }

    private static void compare(JsonNode recorded) throws Exception {
        String line = recorded.path("line").asText();
        String[] input = line.split(" < ", 2);
        byte[] stdin =
                input.length < 2 ? new byte[0] : Files.readAllBytes(cwd.resolve(input[1].strip()));
        List<String> words = new ArrayList<>(ShellWords.split(input[0]));
        Map<String, String> environment =
                new TreeMap<>(Map.of("DOCKER_HOST", engine.host(), "FROM_HOST", "inherited value"));
        String state = "manager";
        while (words.get(0).contains("=")) {
            String[] variable = words.remove(0).split("=", 2);
            if (variable[0].equals("SWARM")) {
                state = variable[1];
            } else {
                boolean path = variable[0].equals("DOCKER_CONFIG");
                environment.put(
                        variable[0], path ? cwd.resolve(variable[1]).toString() : variable[1]);
            }
        }
        SwarmAnswers answers = new SwarmAnswers(state);
        engine.answersFirst(answers::answer);
        engine.reset(true);
        String refused = "";
        try {
            new SwarmLines(connection(environment), cwd, environment, stdin).run(words);
        } catch (InvalidOptionException refusal) {
            refused = "refused: " + refusal.getMessage();
        } catch (DockerException failed) {
            refused = "failed: " + failed.getMessage();
        }
        TreeSet<String> ours = new TreeSet<>();
        for (RecordingEngine.Request request : engine.requests()) {
            Map<String, List<String>> query = new TreeMap<>(request.query());
            boolean login =
                    request.headers().containsKey("x-registry-auth")
                            && !request.headers().get("x-registry-auth").equals("e30=");
            ours.add(
                    text(request.method(), request.path(), query, request.body(), answers)
                            + (login ? " login" : ""));
        }
        TreeSet<String> wanted = new TreeSet<>();
        for (JsonNode request : recorded.path("requests")) {
            Map<String, List<String>> query = new TreeMap<>();
            request.path("query")
                    .forEach(
                            pair ->
                                    query.computeIfAbsent(
                                                    pair.get(0).asText(), n -> new ArrayList<>())
                                            .add(pair.get(1).asText()));
            wanted.add(
                    text(
                                    request.path("method").asText(),
                                    request.path("path").asText(),
                                    query,
                                    request.get("body"),
                                    answers)
                            + (request.path("registryAuth").asBoolean() ? " login" : ""));
        }
        ours.removeIf(text -> text.startsWith("GET"));
        wanted.removeIf(text -> text.startsWith("GET") || text.contains("/absent "));
        if (recorded.has("error") && !refused.isEmpty()) {
            // where the CLI's library reads a line, and where its command does, is one refusal
            assertThat(ours).as(refused).isEmpty();
            assertThat(refused).matches("(?s)refused.*|failed: cannot read the file.*");
            return;
        }
        String reason = MEANT.getOrDefault(line, "");
        boolean same = ours.equals(wanted) && refused.isEmpty() == !recorded.has("error");
        if (recorded.has("failed")) {
            same = ours.equals(wanted);
        }
        if (!reason.isEmpty()) {
            if (same) {
                fail("it is the CLI's own request now; take it off the list: " + reason);
            }
            return;
        }
        assertThat(String.join("\n", ours)).as(refused).isEqualTo(String.join("\n", wanted));
        if (!recorded.has("failed")) {
            assertThat(refused.isEmpty()).as(refused).isEqualTo(!recorded.has("error"));
        }
    }

    private static String text(
            String method,
            String path,
            Map<String, List<String>> query,
            JsonNode body,
            SwarmAnswers answers) {
        String[] parts = path.substring(1).split("/", -1);
        String normal = path;
        if (parts.length > 1 && !path.startsWith("/distribution")) {
            parts[1] = answers.idOf(parts[0], parts[1]);
            normal = "/" + String.join("/", parts);
        }
        return method
                + " "
                + normal
                + " "
                + query
                + " "
                + ordered(CommandParityTest.clean(body), "")
                        .toString()
                        .replace(cwd.toString(), "@CWD@");
    }

    private static JsonNode ordered(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            ObjectNode ordered = JSON.createObjectNode();
            TreeSet<String> names = new TreeSet<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(field -> ordered.set(field, ordered(object.get(field), field)));
            return ordered;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(item -> items.add(ordered(item, "")));
            if (UNORDERED.contains(name)) {
                items.sort(java.util.Comparator.comparing(JsonNode::toString));
            }
            return JSON.createArrayNode().addAll(items);
        }
        return node;
    }
}
