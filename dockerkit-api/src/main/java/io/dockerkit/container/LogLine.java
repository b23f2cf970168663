package io.dockerkit.container;

import io.dockerkit.cli.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line that a container wrote, whole unless it is {@link #partial()}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the stream that it was written to
 * @param text the line without its line end, read as UTF-8
 * @param time when it was written, if {@link LogsSpec#timestamps()} asked for it
 * @param details the details that the log driver keeps, labels for instance, if {@link LogsSpec#details()} asked for it
 * @param partial whether the line is longer than 1 MiB and this is a piece of it: the next {@code LogLine} of this source
 *     continues it
 */
public record LogLine(
        Source source,
        String text,
        Optional<Instant> time,
        Map<String, String> details,
        boolean partial) {
    /** Makes a whole line. */
    public LogLine(
            Source source, String text, Optional<Instant> time, Map<String, String> details) {
        this(source, text, time, details, false);
    }

    /** Copies the details. */
    public LogLine {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(time, "time");
        details = Map.copyOf(Checks.entries("details", details));
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }

    /** Which of its streams a process wrote to. With a terminal, all is standard output. */
    public enum Source {
        /** Standard output. */
        STDOUT,
        /** Standard error. */
        STDERR
    }
}
