package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.lab.RecordingEngine;
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
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the docker CLI 28.2.2 sent for each line, recorded by dev/lib/record-commands.py, is what the Java verb sends: method,
 * path, query and body, zero values dropped. What differs is named with its reason, and must differ.
 */
@Tag("locale")
class CommandParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The differences that are meant, by what the lines begin with. */
    private static final Map<String, String> MEANT = new LinkedHashMap<>();

    static {
        MEANT.put("docker ps -n 0", "last(0) would list all, so it is refused");
        MEANT.put(
                "docker container inspect -s", "inspect() has no size; the list of containers has");
        MEANT.put(
                "docker push -a app:1",
                "the handle of an image has one of its tags, and pushes the repository");
    }

    private static final int MOST = 4;

    @TempDir static Path directory;

    private static TimeZone here = TimeZone.getDefault();
    private static final Map<String, DockerBackend> connections = new LinkedHashMap<>();
    private static RecordingEngine engine;
    private static Path cwd;

    /** The lines were recorded in UTC, among these files. */
    @BeforeAll
    static void start() throws IOException {
        here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        engine = new RecordingEngine(directory);
        cwd = Files.createDirectories(directory.resolve("cwd"));
        Files.createDirectories(cwd.resolve("dir"));
        Files.writeString(cwd.resolve("f"), "hi");
        Files.writeString(cwd.resolve("dir/f"), "hi");
        Files.writeString(
                cwd.resolve("env.list"), "# comment\nA=1\nB=two words\nFROM_HOST\n\nC=\n");
        Files.writeString(cwd.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(cwd.resolve("Other"), "FROM scratch\n");
        Files.writeString(cwd.resolve("a.tar"), "");
        Files.writeString(
                Files.createDirectories(directory.resolve("logged-in/.docker"))
                        .resolve("config.json"),
                "{\"auths\":{\"reg.example.com\":{\"auth\":\"bWU6cHc=\"}}}");
    }

    @AfterAll
    static void stop() throws IOException {
        TimeZone.setDefault(here);
        connections.values().forEach(DockerBackend::close);
        engine.close();
    }

    private static List<JsonNode> recorded() throws IOException {
        List<JsonNode> all = new ArrayList<>(recorded("commands"));
        all.addAll(recorded("images"));
        return all;
    }

    private static List<JsonNode> recorded(String name) throws IOException {
        try (InputStream in =
                CommandParityTest.class.getResourceAsStream("/parity/" + name + ".jsonl")) {
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
        assertThat(lines).hasSizeGreaterThanOrEqualTo(480).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> !reason(line).isEmpty()))
                .hasSizeLessThanOrEqualTo(MOST);
        MEANT.keySet().forEach(start -> assertThat(lines).anyMatch(line -> line.startsWith(start)));
    }

    private static String reason(String line) {
        return MEANT.entrySet().stream()
                .filter(meant -> line.startsWith(meant.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Returns the connection of a person with this environment, who may have logged in to a registry. */
    private static DockerBackend connection(Map<String, String> environment, boolean loggedIn) {
        return connections.computeIfAbsent(
                environment + " " + loggedIn,
                person -> {
                    Path home = directory.resolve(loggedIn ? "logged-in" : "home");
                    return new EngineProvider(new Endpoints(environment, home)).connect(null);
                });
    }

    private static void compare(JsonNode recorded) throws Exception {
        String line = recorded.path("line").asText();
        List<String> words = new ArrayList<>(ShellWords.split(line));
        Map<String, String> environment =
                new TreeMap<>(Map.of("DOCKER_HOST", engine.host(), "FROM_HOST", "inherited value"));
        // the recorded client had no buildx
        environment.put("DOCKER_BUILDKIT", "0");
        while (words.get(0).contains("=")) {
            String[] variable = words.remove(0).split("=", 2);
            environment.put(variable[0], variable[1]);
        }
        engine.reset(!words.get(1).equals("start"));
        String refused = "";
        try {
            DockerBackend docker = connection(environment, line.contains("--use-api-socket"));
            new CommandLineDriver(docker, cwd, environment).run(words);
        } catch (InvalidOptionException refusal) {
            refused = String.valueOf(refusal.getMessage());
        }
        TreeSet<String> ours = new TreeSet<>();
        if (refused.isEmpty()) {
            engine.requests().forEach(request -> ours.add(text(request, line)));
        } else {
            ours.add("refused");
        }
        TreeSet<String> wanted = new TreeSet<>();
        recorded.path("requests").forEach(request -> wanted.add(text(request, line)));
        if (recorded.has("error")) {
            wanted.add("refused");
        }
        ours.remove("");
        wanted.remove("");
        String reason = reason(line);
        if (reason.isEmpty()) {
            assertThat(String.join("\n", ours)).as(refused).isEqualTo(String.join("\n", wanted));
        } else if (ours.equals(wanted)) {
            fail("it is the CLI's own request now; take it off the list: " + reason);
        }
    }

    static String text(RecordingEngine.Request request, String line) {
        Map<String, List<String>> query = new TreeMap<>(request.query());
        return text(request.method(), request.path(), query, request.body(), line)
                + (request.headers().containsKey("x-registry-config") ? " logins" : "");
    }

    private static String text(JsonNode request, String line) {
        Map<String, List<String>> query = new TreeMap<>();
        request.path("query")
                .forEach(
                        pair ->
                                query.computeIfAbsent(
                                                pair.get(0).asText(), name -> new ArrayList<>())
                                        .add(pair.get(1).asText()));
        return text(
                        request.path("method").asText(),
                        request.path("path").asText(),
                        query,
                        request.get("body"),
                        line)
                + (request.has("registryConfig") ? " logins" : "");
    }

    /** What asks about a handle, or about the engine, on the way counts only where it is all that is asked. */
    private static final Pattern ON_THE_WAY =
            Pattern.compile(
                    "GET (/info|/version|/(containers|images|exec)/.+/json|/(networks|volumes)/[^/]+)");

    private static String text(
            String method,
            String path,
            Map<String, List<String>> query,
            JsonNode body,
            String line) {
        boolean asks = line.matches("docker (\\w+ )?(inspect|port|version|info)\\b.*");
        if (!asks && ON_THE_WAY.matcher(method + " " + path).matches()) {
            return "";
        }
        if (line.startsWith("docker image inspect --platform") && query.isEmpty()) {
            return "";
        }
        if (asks && path.equals("/info") && !line.equals("docker info")) {
            return "";
        }
        if (line.startsWith("docker run -d") && path.endsWith("/wait")) {
            // the CLI waits without ever reading the answer
            return "";
        }
        Map<String, String> clean = new TreeMap<>();
        if (path.equals("/build")) {
            // both are what engines take where nothing is said
            query.remove("version", List.of("1"));
            query.remove("rm", List.of("1"));
        }
        query.forEach(
                (name, values) -> {
                    values.removeIf(String::isEmpty);
                    if (!values.isEmpty()) {
                        clean.put(
                                name,
                                values.stream()
                                        .map(CommandParityTest::value)
                                        .sorted()
                                        .toList()
                                        .toString());
                    }
                });
        String text = method + " " + path + " " + clean + " " + clean(body);
        return text.replace("/networks/" + RecordingEngine.ID, "/networks/n")
                .replace("/images/" + RecordingEngine.IMAGE, "/images/alpine")
                .replace(RecordingEngine.ID, "c")
                .replaceFirst("/images/docker\\.io/(library/)?", "/images/")
                .replaceAll(
                        "\"Source\":\"/[^\"]+\",\"Target\":\"/var/run/docker.sock\"", "the socket");
    }

    /** JSON in the query, whose order has no meaning; filters are lists or, as older clients have them, maps of true. */
    private static String value(String given) {
        // engines take a name of Docker Hub in its short form and in its long one, and whole
        // seconds with a fraction
        String text =
                given.replaceFirst("^docker\\.io/(library/)?", "")
                        .replaceFirst("^(\\d+)\\.0{9}$", "$1");
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return text;
        }
        try {
            JsonNode tree = JSON.readTree(text);
            Map<String, Object> sorted = new TreeMap<>();
            tree.properties()
                    .forEach(
                            field -> {
                                TreeSet<String> values = new TreeSet<>();
                                if (field.getValue().isObject()) {
                                    field.getValue().fieldNames().forEachRemaining(values::add);
                                } else if (field.getValue().isArray()) {
                                    field.getValue().forEach(item -> values.add(item.asText()));
                                } else {
                                    values.add(field.getValue().toString());
                                }
                                sorted.put(field.getKey(), values);
                            });
            return tree.isArray()
                    ? JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                            .writeValueAsString(JSON.convertValue(tree, Object.class))
                    : sorted.toString();
        } catch (IOException noJson) {
            return text;
        }
    }

    private static final java.util.Set<String> KEPT_FALSE =
            java.util.Set.of("Init", "EnableIPv4", "EnableIPv6");

    /** Returns the JSON without zero values, which Go leaves out or not by the type of a field. */
    static JsonNode clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode kept = JSON.createObjectNode();
            JSON.convertValue(object, new TypeReference<TreeMap<String, Object>>() {})
                    .keySet()
                    .forEach(
                            name -> {
                                JsonNode value = clean(object.get(String.valueOf(name)));
                                boolean zero =
                                        value == null
                                                || value.isNull()
                                                || (value.isContainerNode() && value.isEmpty())
                                                || (value.isTextual() && value.asText().isEmpty())
                                                || (value.isNumber() && value.asDouble() == 0)
                                                || (value.isBoolean()
                                                        && !value.asBoolean()
                                                        && !KEPT_FALSE.contains(name));
                                boolean unsaid =
                                        name.equals("ConsoleSize")
                                                // for engines before API 1.44
                                                || name.equals("CheckDuplicate")
                                                || (name.equals("MemorySwappiness")
                                                        && value.asInt() == -1);
                                if (!zero && !unsaid) {
                                    kept.set(String.valueOf(name), value);
                                }
                            });
            return kept;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode kept = JSON.createArrayNode();
            array.forEach(item -> kept.add(clean(item)));
            return kept;
        }
        return node == null || node.isNull() ? JSON.createObjectNode() : node;
    }
}
