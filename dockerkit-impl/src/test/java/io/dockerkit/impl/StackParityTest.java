package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.RecordingEngine;
import io.dockerkit.lab.SwarmAnswers;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * What the docker CLI 28.2.2 sent and printed for each line about a stack, recorded by dev/lib/record-commands.py, is what the
 * Java verb does: the same text of {@code docker stack config}, and the same method, path, query and body of each request that
 * changes something, zero values dropped. The kinds of things come in the same order; within a kind the CLI has none. A file
 * that the CLI refuses is refused, with the file and the key. What differs is named with its reason, and must differ.
 */
class StackParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The differences that are meant, by the lines. */
    private static final Map<String, String> MEANT = new LinkedHashMap<>();

    static {
        String before =
                "what is wrong in a file is found before anything is changed; the CLI has created networks and secrets by then";
        for (String file :
                List.of(
                        "volumes-undefined",
                        "volumes-tmpfs-source",
                        "volumes-mixed",
                        "networks-undefined",
                        "secrets-undefined",
                        "secrets-no-file",
                        "secrets-duplicate",
                        "configs-undefined",
                        "credential-spec-two",
                        "deploy-bad-mode",
                        "deploy-global-replicas",
                        "deploy-bad-cpus",
                        "restart-bad",
                        "healthcheck-conflict")) {
            MEANT.put("docker stack deploy -c stacks/" + file + ".yaml s", before);
        }
    }

    private static final List<String> UNORDERED = List.of("Secrets", "Configs");

    @TempDir static Path directory;

    private static final Map<String, DockerBackend> connections = new LinkedHashMap<>();
    private static RecordingEngine engine;
    private static Path cwd;

    @BeforeAll
    static void start() throws Exception {
        engine = new RecordingEngine(directory);
        cwd = Files.createDirectories(directory.resolve("cwd"));
        copy("swarm-files", cwd);
        copy("stacks", cwd.resolve("stacks"));
    }

    private static void copy(String name, Path into) throws Exception {
        Path given = Path.of(StackParityTest.class.getResource("/parity/" + name).toURI());
        try (Stream<Path> files = Files.walk(given)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = into.resolve(given.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        connections.values().forEach(DockerBackend::close);
        engine.close();
    }

    private static List<JsonNode> recorded() throws IOException {
        try (InputStream in = StackParityTest.class.getResourceAsStream("/parity/stacks.jsonl")) {
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
        assertThat(lines).hasSizeGreaterThanOrEqualTo(336).containsAll(MEANT.keySet());
        assertThat(lines.stream().filter(line -> line.contains("stack config")))
                .hasSizeGreaterThanOrEqualTo(130);
        assertThat(MEANT).hasSizeLessThanOrEqualTo(MOST);
    }

    private static final int MOST = 14;

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
        String home = directory.resolve("home").toString();
        Map<String, String> environment =
                new TreeMap<>(
                        Map.of(
                                "DOCKER_HOST",
                                engine.host(),
                                "FROM_HOST",
                                "inherited value",
                                "HOME",
                                home));
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
        StackLines lines = new StackLines(connection(environment), cwd, environment, stdin);
        DockerException failure = null;
        try {
            lines.run(words);
        } catch (DockerException failed) {
            failure = failed;
        }
        String said = failure == null ? "done" : failure.toString();
        List<String> ours = new ArrayList<>();
        for (RecordingEngine.Request request : engine.requests()) {
            Map<String, List<String>> query = new TreeMap<>(request.query());
            boolean login =
                    request.headers().containsKey("x-registry-auth")
                            && !request.headers().get("x-registry-auth").equals("e30=");
            ours.add(
                    text(request.method(), request.path(), query, request.body(), answers)
                            + (login ? " login" : ""));
        }
        List<String> wanted = new ArrayList<>();
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
        boolean refuses = recorded.has("error");
        boolean fails = refuses || recorded.has("failed");
        boolean same = changes(ours).equals(changes(wanted)) && (failure != null) == fails;
        String reason = MEANT.getOrDefault(line, "");
        if (!reason.isEmpty()) {
            if (same) {
                fail("it is as the CLI has it now; take it off the list: " + reason);
            }
            assertThat(failure)
                    .as(said)
                    .isInstanceOfAny(InvalidOptionException.class, LocalFileException.class);
            assertThat(changes(ours)).isEmpty();
            namesItsPlace(line, said);
            return;
        }
        assertThat(String.join("\n", changes(ours)))
                .as(said)
                .isEqualTo(String.join("\n", changes(wanted)));
        if (!fails) {
            assertThat(queried(ours)).as(said).isEqualTo(queried(wanted));
        }
        assertThat(failure != null).as(said).isEqualTo(fails);
        if (recorded.has("stdout") && line.contains("stack config")) {
            assertThat(
                            lines.said
                                    .replace(cwd.toRealPath().toString(), "@CWD@")
                                    .replace(cwd.toString(), "@CWD@")
                                    .replace(home, "@HOME@"))
                    .isEqualTo(recorded.path("stdout").asText());
        }
        if (refuses) {
            assertThat(failure)
                    .as(said)
                    .isInstanceOfAny(InvalidOptionException.class, LocalFileException.class);
            namesItsPlace(line, said);
        }
    }

    /** An error about what is in a file names the file. */
    private static void namesItsPlace(String line, String said) {
        boolean ofTheLine =
                said.matches("(?s).*(--resolve-image|--colour|docker stack|stack name).*");
        List<String> files =
                ShellWords.split(line.replaceFirst(" < .*", "")).stream()
                        .filter(word -> word.endsWith(".yaml"))
                        .toList();
        if (!ofTheLine && !files.isEmpty()) {
            assertThat(files).as(said).anyMatch(said::contains);
        }
    }

    /** Values of one filter are a list, or the keys of a map. */
    private static String filters(String query) throws IOException {
        Map<String, TreeSet<String>> filters = new TreeMap<>();
        JSON.readTree(query)
                .properties()
                .forEach(
                        entry -> {
                            TreeSet<String> values = new TreeSet<>();
                            entry.getValue().fieldNames().forEachRemaining(values::add);
                            entry.getValue().forEach(value -> values.add(value.asText()));
                            values.remove("true");
                            filters.put(entry.getKey(), values);
                        });
        return filters.toString();
    }

    /** What is changed, in the order of kinds, and sorted within one of them. */
    private static List<String> changes(List<String> requests) {
        List<String> changes = new ArrayList<>();
        TreeSet<String> run = new TreeSet<>();
        String before = "";
        for (String request : requests) {
            if (request.startsWith("GET")) {
                continue;
            }
            String kind = request.split("/", 3)[0] + request.split("[/ ]", 4)[2];
            if (!kind.equals(before)) {
                changes.addAll(run);
                run.clear();
            }
            before = kind;
            run.add(request);
        }
        changes.addAll(run);
        return changes;
    }

    /** What is asked of registries, and with which filters tasks are. */
    private static Set<String> queried(List<String> requests) {
        TreeSet<String> queried = new TreeSet<>();
        for (String request : requests) {
            if (request.startsWith("GET /distribution") || request.startsWith("GET /tasks")) {
                queried.add(request);
            }
        }
        return queried;
    }

    private static String text(
            String method,
            String path,
            Map<String, List<String>> query,
            JsonNode body,
            SwarmAnswers answers)
            throws IOException {
        for (Map.Entry<String, List<String>> entry : query.entrySet()) {
            if (entry.getKey().equals("filters")) {
                entry.setValue(List.of(filters(entry.getValue().get(0))));
            }
        }
        String[] parts = path.substring(1).split("/", -1);
        String normal = URLDecoder.decode(path, StandardCharsets.UTF_8);
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
                        .replace(cwd.toString(), "@CWD@")
                        .replace(directory.resolve("home").toString(), "@HOME@");
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
        // 1.0 is 1
        return node.isDouble() && node.doubleValue() % 1 == 0
                ? JSON.getNodeFactory().numberNode(node.longValue())
                : node;
    }
}
