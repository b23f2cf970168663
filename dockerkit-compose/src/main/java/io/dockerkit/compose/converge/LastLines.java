package io.dockerkit.compose.converge;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a container's logs, as the end of an error message. Stateless and thread-safe. */
final class LastLines {
    private static final Duration TO_READ = Duration.ofSeconds(5);
    private static final int LINES = 20;
    private static final int LONGEST = 1000;

    private LastLines() {}

    static String of(Container container) {
        List<String> last;
        try (Stream<LogLine> lines = container.withTimeout(TO_READ).logs().tail(LINES).lines()) {
            last =
                    lines.limit(LINES)
                            .map(line -> shortened(line.text()))
                            .collect(Collectors.toList());
        } catch (DockerException gone) {
            return "; its logs cannot be read: " + gone.getMessage();
        }
        String text = String.join("\n", last).strip();
        return text.isEmpty() ? "; it has written nothing" : "; the end of its logs:\n" + text;
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : "…" + line.substring(line.length() - LONGEST);
    }
}
