package io.dockerkit.compose.containers;

import io.dockerkit.container.LogLine;
import java.util.Objects;

/**
 * A line that a container of a service wrote. Immutable and thread-safe.
 *
 * @param service the service's name
 * @param container the container's name
 * @param prefix the container's name without that of the project
 * @param line the line
 */
public record ServiceLine(String service, String container, String prefix, LogLine line) {
    /** Checks that nothing is null. */
    public ServiceLine {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(line, "line");
    }

    /** Returns the line of a container. */
    static ServiceLine of(Member container, LogLine line) {
        return new ServiceLine(container.service(), container.name(), container.prefix(), line);
    }

    /** Returns it without its time. */
    ServiceLine withoutTime() {
        LogLine bare =
                new LogLine(line.source(), line.text(), null, line.details(), line.partial());
        return new ServiceLine(service, container, prefix, bare);
    }
}
