package io.dockerkit.container.flags;

import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.RequestDraft;

/**
 * Writes the request that changes the limits of a container. Its flags are those of {@link RunFlags} that say so, and its
 * body is the part of a container's request that they write: {@code HostConfig}. Stateless and thread-safe.
 */
public final class UpdateRequestWriter implements RequestWriter {
    /** The one writer of updates. */
    public static final RequestWriter INSTANCE = new UpdateRequestWriter();

    /** By this name the rows of {@link RunFlags} say that an update takes them, too. */
    static final String COMMAND = "docker update";

    private UpdateRequestWriter() {}

    @Override
    public RequestDraft write(CommandLine line) {
        RequestDraft container = new RequestDraft(line.host());
        line.flags().writeTo(container);
        RequestDraft update = new RequestDraft(line.host());
        container.map("HostConfig").forEach(update::put);
        return update;
    }
}
