package io.dockerkit.container.flags;

import io.dockerkit.HostContext;
import io.dockerkit.cli.RequestDraft;

/**
 * Writes the request that creates something by a {@code docker run} line. Each kind of object that takes the flags of
 * {@link RunFlags} has a writer of its own; a container's is {@link ContainerRequestWriter}. Thread-safe.
 */
public interface RequestWriter {
    /**
     * Returns the request for a line that was typed at this place.
     *
     * @throws io.dockerkit.InvalidOptionException if flags do not go together, or a file that one names cannot be read
     */
    RequestDraft write(RunLine line, HostContext host);
}
