package io.dockerkit.impl.container;

import io.dockerkit.container.ContainerDetails;
import java.util.Optional;

/** A mount in an answer to inspect. Immutable and thread-safe. */
record ReportedMount(
        String type,
        Optional<String> name,
        Optional<String> source,
        String target,
        boolean readOnly)
        implements ContainerDetails.MountPoint {}
