package io.dockerkit.impl.wait;

import io.dockerkit.DockerException;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** The end of a container's logs, as the end of an error message. Stateless and thread-safe. */
final class LogTail {
    private static final Duration TO_READ = Duration.ofSeconds(5);
    private static final int LINES = 20;
    private static final int LONGEST_LINE = 1000;

    private LogTail() {}

    /** Returns the last lines, each cut to a length that can be read; a container decides how much it writes. */
    static String of(Container container) {
        long until = System.nanoTime() + TO_READ.toNanos();
        Deque<String> last = new ArrayDeque<>();
        try (Stream<LogLine> lines = container.withTimeout(TO_READ).logs().tail(LINES).lines()) {
            lines.takeWhile(line -> System.nanoTime() - until < 0)
                    .forEach(
                            line -> {
                                last.add(shortened(line.text()));
                                if (last.size() > LINES) {
                                    last.remove();
                                }
                            });
        } catch (DockerException gone) {
            return "; its logs cannot be read: " + gone.getMessage();
        }
        String text = String.join("\n", last).strip();
        return text.isEmpty() ? "; it has written nothing" : "; the end of its logs:\n" + text;
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : "…" + line.substring(line.length() - LONGEST_LINE);
    }
}
