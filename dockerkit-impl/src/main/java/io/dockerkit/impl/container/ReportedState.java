package io.dockerkit.impl.container;

import io.dockerkit.container.ContainerDetails;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The state of a container in an answer to inspect. Immutable and thread-safe. */
record ReportedState(
        String status,
        boolean running,
        boolean paused,
        OptionalLong pid,
        int exitCode,
        boolean oomKilled,
        Optional<String> error,
        Optional<String> health,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt)
        implements ContainerDetails.State {}
