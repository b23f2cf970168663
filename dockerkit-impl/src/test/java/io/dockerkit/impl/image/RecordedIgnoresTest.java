package io.dockerkit.impl.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.image.Progress;
import io.dockerkit.impl.copy.Entries;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.spi.BuildKitOptions;
import io.dockerkit.spi.BuildRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each {@code .dockerignore} of the recordings, over its tree, leaves out what it leaves out with docker's own client 28.2.2.
 * {@code record_builds.py}, beside the recordings, makes them.
 */
@Tag("locale")
class RecordedIgnoresTest {
    @TempDir Path temporary;

    /** What the client sent, or null if it refused the file, and the same of ours. */
    private record Difference(String ignore, int tree, Object recorded, Object ours) {}

    static List<JsonNode> recordings(String name) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (InputStream in = RecordedIgnoresTest.class.getResourceAsStream("/parity/" + name)) {
            for (String line : new String(in.readAllBytes(), ISO_8859_1).lines().toList()) {
                records.add(JsonText.read(new ByteArrayInputStream(line.getBytes(ISO_8859_1))));
            }
        }
        return records;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static BuildRequest request(Path context, String dockerfile) {
        return new BuildRequest(
                new BuildRequest.Directory(context),
                dockerfile,
                null,
                Optional.empty(),
                Map.of(),
                Map.of(),
                BuildKitOptions.none(),
                List.of(),
                List.of(),
                List.of(),
                line -> {},
                Progress.none(),
                "",
                "",
                null,
                false,
                false,
                "");
    }

    private static Object sent(Path context) throws IOException {
        return sent(context, false);
    }

    private static Object sent(Path context, boolean isForBuildKit) throws IOException {
        try (InputStream archive = BuildContext.of(request(context, ""), isForBuildKit).archive()) {
            return Entries.names(archive);
        } catch (InvalidOptionException refused) {
            assertThat(refused).hasMessageContaining(".dockerignore");
            return "refused";
        }
    }

    @Test
    void theSameEntriesAreSentAsByTheDockerClient() throws IOException {
        List<Path> trees = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode record : recordings("ignores.jsonl")) {
            if (record.has("tree")) {
                Path tree = Files.createDirectory(temporary.resolve("tree" + trees.size()));
                Entries.make(tree, texts(record.path("entries")));
                trees.add(tree);
                continue;
            }
            Path tree = trees.get(record.path("in").asInt());
            String ignore = record.path("ignore").asText();
            Files.write(tree.resolve(".dockerignore"), ignore.getBytes(ISO_8859_1));
            Object recorded = record.has("error") ? "refused" : texts(record.path("sent"));
            Object ours = sent(tree);
            if (!ours.equals(recorded)) {
                differences.add(new Difference(ignore, record.path("in").asInt(), recorded, ours));
            }
            compared++;
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(700);
    }

    /** The lines stand in the Dockerfile's own file; those of the context, which leave all out, do not count. */
    @Test
    void theIgnoreFileOfTheDockerfileHasTheSameEffectForBuildKit() throws IOException {
        List<Path> trees = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode record : recordings("ignores.jsonl")) {
            if (record.has("tree")) {
                Path tree = Files.createDirectory(temporary.resolve("own" + trees.size()));
                Entries.make(tree, texts(record.path("entries")));
                Files.writeString(tree.resolve(".dockerignore"), "**\n");
                trees.add(tree);
                continue;
            }
            Path tree = trees.get(record.path("in").asInt());
            String ignore = record.path("ignore").asText();
            Files.write(tree.resolve("Dockerfile.dockerignore"), ignore.getBytes(ISO_8859_1));
            Object recorded =
                    record.has("error") ? "refused" : withoutIgnores(texts(record.path("sent")));
            Object ours = withoutIgnores(sent(tree, true));
            if (!ours.equals(recorded)) {
                differences.add(new Difference(ignore, record.path("in").asInt(), recorded, ours));
            }
            compared++;
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(700);
    }

    private static Object withoutIgnores(Object sent) {
        return sent instanceof List<?> names
                ? names.stream()
                        .filter(name -> !String.valueOf(name).endsWith(".dockerignore"))
                        .toList()
                : sent;
    }
}
