package io.dockerkit.impl.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.copy.Entries;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.spi.BuildRequest;
import io.dockerkit.spi.ImageBackend;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each recorded line of {@code docker build} sends with docker's own client 28.2.2, a build here sends, too. */
@Tag("locale")
class RecordedBuildsTest {
    /**
     * What the client cannot do, or does in a way that must fail: a default Dockerfile that is a link out of the context (it
     * opens a file without a name), and a Dockerfile that is a directory (the engine refuses it after all was sent).
     */
    private static final Set<String> OTHERWISE =
            Set.of(
                    "[c/Dockerfile -> ../Dockerfile.out, Dockerfile.out, c/x] [c]",
                    "[c/Dockerfile, c/a.txt] [-f, c, c]",
                    "[c/Dockerfile/, c/a] [c]");

    @TempDir Path temporary;

    /** What a build sends: its parameters, its entries, and the .dockerignore that was written for it. */
    private record Sent(Map<String, List<String>> query, Set<String> entries, String ignore) {}

    private static Sent recorded(JsonNode record) {
        Map<String, List<String>> query = new TreeMap<>();
        record.path("query")
                .fieldNames()
                .forEachRemaining(
                        name ->
                                query.put(
                                        name,
                                        RecordedIgnoresTest.texts(
                                                record.path("query").path(name))));
        Set<String> entries = new TreeSet<>(RecordedIgnoresTest.texts(record.path("sent")));
        return new Sent(query, entries, record.path("ignore").asText(""));
    }

    private static void make(Path directory, List<String> tree) throws IOException {
        List<String> plain = new ArrayList<>();
        for (String entry : tree) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                plain.add(entry);
            } else {
                Path file = directory.resolve(entry.substring(0, equals));
                Files.createDirectories(file.getParent());
                Files.writeString(file, entry.substring(equals + 1));
            }
        }
        Entries.make(directory, plain);
    }

    private static BuildSpec spec(List<String> words, Path directory, ImageBackend backend) {
        Path context = directory.resolve(words.get(words.size() - 1));
        BuildSpec spec = new ImageCommands(backend).build(context);
        for (int i = 0; i < words.size() - 1; i++) {
            String word = words.get(i).equals("-t") ? "--tag" : words.get(i);
            boolean alone = Set.of("--no-cache", "--pull", "--rm", "--force-rm").contains(word);
            if (word.equals("-f") || word.equals("--file")) {
                spec = spec.file(directory.resolve(words.get(++i)));
            } else if (alone || word.contains("=")) {
                String[] pair = word.split("=", 2);
                spec = spec.flag(pair[0].substring(2), alone ? "true" : pair[1]);
            } else {
                spec = spec.flag(word.substring(2), words.get(++i));
            }
        }
        return spec;
    }

    private static Object sent(List<String> words, Path directory) throws IOException {
        AtomicReference<Sent> sent = new AtomicReference<>();
        ImageBackend backend =
                (ImageBackend)
                        Proxy.newProxyInstance(
                                ImageBackend.class.getClassLoader(),
                                new Class<?>[] {ImageBackend.class},
                                (proxy, method, arguments) -> {
                                    sent.set(sent((BuildRequest) arguments[0]));
                                    return null;
                                });
        try {
            Image none = spec(words, directory, backend).execute();
            assertThat(none).isNull();
            return sent.get();
        } catch (InvalidOptionException | LocalFileException refused) {
            return "refused";
        }
    }

    private static Sent sent(BuildRequest request) throws IOException {
        BuildContext context = BuildContext.of(request, false);
        Map<String, List<String>> query = new TreeMap<>();
        ClassicBuild.parameters(request, context)
                .forEach((name, value) -> query.put(name, List.of(hidden(text(value)))));
        if (!request.tags().isEmpty()) {
            query.put("t", request.tags());
        }
        try (InputStream archive = context.archive()) {
            Map<String, byte[]> entries = Entries.read(archive);
            Set<String> names = new TreeSet<>();
            entries.keySet().forEach(name -> names.add(hidden(name)));
            boolean outside = names.contains(".dockerfile.RANDOM");
            String ignore =
                    outside ? hidden(new String(entries.get(".dockerignore"), ISO_8859_1)) : "";
            return new Sent(query, names, ignore);
        }
    }

    private static String text(Object parameter) {
        return parameter instanceof String text
                ? text
                : new String(JsonText.write(parameter), UTF_8);
    }

    /** The client's name is random, ours a hash. */
    private static String hidden(String text) {
        return text.replaceAll("\\.dockerfile\\.[0-9a-f]{20}", ".dockerfile.RANDOM");
    }

    @Test
    void theSameIsSentAsByTheDockerClient() throws IOException {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode record : RecordedIgnoresTest.recordings("builds.jsonl")) {
            List<String> tree = RecordedIgnoresTest.texts(record.path("tree"));
            List<String> words = RecordedIgnoresTest.texts(record.path("words"));
            Path directory = Files.createDirectory(temporary.resolve("b" + compared++));
            make(directory, tree);
            Object recorded = record.has("error") ? "refused" : recorded(record);
            Object ours = sent(words, directory);
            if (!ours.equals(recorded) && !OTHERWISE.contains(tree + " " + words)) {
                differences.add(tree + " " + words + "\n  " + recorded + "\n  " + ours);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(75);
    }
}
