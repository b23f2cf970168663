package io.dockerkit.impl.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.HostContext;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build by BuildKit without a session asks for what docker's own client 20.10.24 asks for with {@code DOCKER_BUILDKIT=1}, for
 * each of its flags. {@code record_buildkit.py}, beside the recordings, makes them.
 */
class RecordedBuildKitTest {
    /** What the client writes although nobody asked for it. */
    private static final Map<String, String> USUAL =
            Map.ofEntries(
                    Map.entry("buildargs", "{}"),
                    Map.entry("cachefrom", "[]"),
                    Map.entry("cgroupparent", ""),
                    Map.entry("cpuperiod", "0"),
                    Map.entry("cpuquota", "0"),
                    Map.entry("cpusetcpus", ""),
                    Map.entry("cpusetmems", ""),
                    Map.entry("cpushares", "0"),
                    Map.entry("dockerfile", "Dockerfile"),
                    Map.entry("labels", "{}"),
                    Map.entry("memory", "0"),
                    Map.entry("memswap", "0"),
                    Map.entry("networkmode", "default"),
                    Map.entry("rm", "1"),
                    Map.entry("shmsize", "0"),
                    Map.entry("target", ""),
                    Map.entry("ulimits", "null"));

    /** Its own output is decided on by each client; what signatures are good for is refused here. */
    private static final Set<String> OTHERWISE = Set.of("q");

    @TempDir Path directory;

    private BuildRequest request(List<String> words) {
        AtomicReference<BuildRequest> sent = new AtomicReference<>();
        ImageBackend backend =
                (ImageBackend)
                        Proxy.newProxyInstance(
                                ImageBackend.class.getClassLoader(),
                                new Class<?>[] {ImageBackend.class},
                                (proxy, method, arguments) -> {
                                    sent.set((BuildRequest) arguments[0]);
                                    return null;
                                });
        List<String> line = new ArrayList<>(List.of("docker", "build"));
        line.addAll(words);
        Object none =
                new ImageCommands(backend)
                        .parse(line, new HostContext(directory, Map.of("HOME", "/home/somebody")))
                        .execute();
        assertThat(none).isNull();
        return sent.get();
    }

    private static Map<String, List<String>> withoutTheUsual(Map<String, List<String>> query) {
        Map<String, List<String>> rest = new TreeMap<>(query);
        rest.keySet().removeAll(OTHERWISE);
        rest.computeIfPresent(
                "dockerfile", (name, value) -> value.equals(List.of("")) ? null : value);
        rest.entrySet()
                .removeIf(
                        entry ->
                                List.of(USUAL.getOrDefault(entry.getKey(), "\0"))
                                        .equals(entry.getValue()));
        return rest;
    }

    private Map<String, List<String>> ours(BuildRequest request) throws IOException {
        Map<String, List<String>> query = new TreeMap<>();
        BuildContext context = BuildContext.of(request, true);
        BuildKitBuild.parameters(request, context)
                .forEach(
                        (name, value) -> {
                            if (value instanceof List<?> list && name.equals("extrahosts")) {
                                query.put(name, list.stream().map(String::valueOf).toList());
                            } else {
                                query.put(
                                        name,
                                        List.of(
                                                value instanceof String text
                                                        ? text
                                                        : new String(
                                                                JsonText.write(value), UTF_8)));
                            }
                        });
        query.remove("remote");
        if (!request.tags().isEmpty()) {
            query.put("t", request.tags());
        }
        return query;
    }

    @Test
    void theEngineIsAskedForTheSameAsByTheDockerClient() throws IOException {
        Path context = Files.createDirectory(directory.resolve("c"));
        for (String name : List.of("Dockerfile", "other", "a.txt")) {
            Files.writeString(context.resolve(name), "FROM scratch\n");
        }
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode record : RecordedIgnoresTest.recordings("buildkit.jsonl")) {
            List<String> words = RecordedIgnoresTest.texts(record.path("words"));
            if (words.contains("--disable-content-trust")) {
                // refused: DockerKit does not verify signatures
                continue;
            }
            Map<String, List<String>> recorded = new TreeMap<>();
            record.path("query")
                    .fieldNames()
                    .forEachRemaining(
                            name ->
                                    recorded.put(
                                            name,
                                            RecordedIgnoresTest.texts(
                                                    record.path("query").path(name))));
            BuildRequest request = request(words);
            Map<String, List<String>> ours = withoutTheUsual(ours(request));
            Map<String, List<String>> theirs = withoutTheUsual(recorded);
            if (!ours.equals(theirs)) {
                differences.add(words + "\n  " + theirs + "\n  " + ours);
            }
            boolean remote = request.source() instanceof BuildRequest.Remote;
            assertThat(remote ? request.source().shown() : "client-session")
                    .isEqualTo(record.path("remote").asText());
            compared++;
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(35);
    }
}
