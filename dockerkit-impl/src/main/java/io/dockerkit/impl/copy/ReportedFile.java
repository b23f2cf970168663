package io.dockerkit.impl.copy;

import io.dockerkit.container.Container;
import java.time.Instant;
import java.util.Optional;

/** What an engine reports of a path in a container. Immutable and thread-safe. */
record ReportedFile(
        String name,
        long size,
        Type type,
        int permissions,
        Instant modified,
        Optional<String> linkTarget)
        implements Container.FileStat {}
