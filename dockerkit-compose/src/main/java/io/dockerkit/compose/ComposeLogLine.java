package io.dockerkit.compose;

import io.dockerkit.container.LogLine;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One line that a container of a project wrote.
 *
 * <p>Immutable and thread-safe.
 *
 * @param service the service's name
 * @param container the container's name: {@code shop-web-1}
 * @param prefix what {@code docker compose logs} prints before the line, the container's name without that of the project:
 *     {@code web-1}
 * @param line what it wrote, and where to
 */
public record ComposeLogLine(String service, String container, String prefix, LogLine line) {
    /** Checks that nothing is null. */
    public ComposeLogLine {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(line, "line");
    }

    /** Returns the line without its line end, read as UTF-8. */
    public String text() {
        return line.text();
    }

    /** Returns the stream that it was written to. */
    public LogLine.Source source() {
        return line.source();
    }

    /** Returns when it was written; empty unless {@link ComposeLogsSpec#timestamps()} asked for it. */
    public Optional<Instant> time() {
        return line.time();
    }

    /** Returns the line behind its prefix: {@code web-1 | ready}. */
    @Override
    public String toString() {
        return prefix + " | " + line.text();
    }
}
