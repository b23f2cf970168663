package io.dockerkit.impl.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.image.BuildProgress;
import io.dockerkit.impl.build.trace.BuildSteps;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.terminal.ProgressScreenTest.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands on the screen when a build has ended is what docker buildx 0.29.1 leaves there for the same reports of BuildKit, but
 * for times. {@code BuildxProgressIT} of the module dockerkit-buildkit has recorded it, on terminals of 80x24 and 120x40.
 */
class RecordedBuildScreenTest {
    /** High enough for all that a build draws. */
    private static final int ROWS = 300;

    /** A build of docker buildx on a terminal, or without one: then it has no columns. */
    record Recording(
            String name, int columns, int rows, List<BuildProgress> reports, String printed) {
        @Override
        public String toString() {
            return name + ", " + columns + "x" + rows;
        }
    }

    static Stream<Recording> onTerminals() throws IOException {
        return recordings().stream().filter(recording -> recording.columns > 0);
    }

    private static List<Recording> recordings() throws IOException {
        List<Recording> recordings = new ArrayList<>();
        try (InputStream in =
                RecordedBuildScreenTest.class.getResourceAsStream("/recorded-progress.jsonl")) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                JsonNode node = JsonText.read(line);
                List<BuildProgress> reports = new ArrayList<>();
                BuildSteps steps = new BuildSteps(reports::add);
                node.path("reports")
                        .forEach(each -> steps.add(Base64.getDecoder().decode(each.asText())));
                recordings.add(
                        new Recording(
                                node.path("name").asText(),
                                node.path("columns").asInt(),
                                node.path("rows").asInt(),
                                reports,
                                node.path("printed").asText()));
            }
        }
        return recordings;
    }

    /** BuildKit ends a base image twice, the second time as cached; here a step ends once. */
    private static String withoutTimes(String line) {
        return line.replaceFirst("^ => CACHED (\\[[^]]+] FROM )", " => $1")
                .replaceAll(" +\\d+\\.\\d+s$", " T")
                .replaceAll("Building \\d+\\.\\d+s", "Building T")
                .replaceAll(" +docker:\\S+$", "")
                .stripTrailing();
    }

    /** The last of what buildx draws, without what it does by itself and what it prints below. */
    private static List<String> theirs(Recording recording) {
        String text = new Screen(recording.columns, ROWS).write(recording.printed).toString();
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("[+] Building") || (!lines.isEmpty() && line.startsWith(" => "))) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                break;
            }
        }
        return lines;
    }

    private static List<String> ours(Recording recording) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        AtomicLong nanos = new AtomicLong();
        ProgressBars bars =
                new ProgressBars(out, recording.columns, ROWS, () -> nanos.addAndGet(200_000_000));
        recording.reports.forEach(bars::build);
        return new Screen(recording.columns, ROWS)
                .write(bytes.toString(StandardCharsets.UTF_8))
                .toString()
                .lines()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("onTerminals")
    void theScreenAtTheEndIsThatOfBuildx(Recording recording) {
        assertThat(ours(recording).stream().map(RecordedBuildScreenTest::withoutTimes))
                .containsExactlyElementsOf(
                        theirs(recording).stream()
                                .map(RecordedBuildScreenTest::withoutTimes)
                                .toList());
    }
}
