package io.dockerkit.spi;

import io.dockerkit.container.Container;
import java.util.Objects;

/**
 * A container that a {@link ContainerBackend} has started, or found. Applications do not meet it. Immutable and
 * thread-safe.
 *
 * @param container its handle
 * @param fresh whether this call created it
 */
public record Started(Container container, boolean fresh) {
    /** Checks that nothing is null. */
    public Started {
        Objects.requireNonNull(container, "container");
    }
}
