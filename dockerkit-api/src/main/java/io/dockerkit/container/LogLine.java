package io.dockerkit.container;

import io.dockerkit.cli.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line that a container wrote, whole unless it is {@link #partial()}.
 *
 * <p>Immutable and thread-safe.
 */
public final class LogLine {
    private final Source source;
    private final String text;
    private final @Nullable Instant time;
    private final Map<String, String> details;
    private final boolean partial;

    /**
     * Creates a line.
     *
     * @param time when it was written, or null if that is not known
     */
    public LogLine(
            Source source,
            String text,
            @Nullable Instant time,
            Map<String, String> details,
            boolean partial) {
        this.source = Objects.requireNonNull(source, "source");
        this.text = Objects.requireNonNull(text, "text");
        this.time = time;
        this.details = Map.copyOf(Checks.entries("details", details));
        this.partial = partial;
    }

    /** Returns the stream that it was written to. */
    public Source source() {
        return source;
    }

    /** Returns the line without its line end, read as UTF-8. */
    public String text() {
        return text;
    }

    /** Returns when it was written; empty unless {@link LogsSpec#timestamps()} asked for it. */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /** Returns the details that the log driver keeps, labels for instance; empty unless {@link LogsSpec#details()} asked for it. */
    public Map<String, String> details() {
        return details;
    }

    /**
     * Returns whether the line is longer than 1 MiB and this is a piece of it: the next {@code LogLine} of this source
     * continues it.
     */
    public boolean partial() {
        return partial;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogLine that
                && source == that.source
                && text.equals(that.text)
                && Objects.equals(time, that.time)
                && details.equals(that.details)
                && partial == that.partial;
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, text, time, details, partial);
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
