package io.dockerkit.container;

import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostContext;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.image.Progress;
import java.util.List;

/** A foreground {@code docker run}: nothing happens until {@link #execute()}. */
public final class RunSpec implements ContainerOptions<RunSpec> {
    private final ContainerBackend backend;
    private final String image;
    private final FlagValues flags;
    private final List<String> command;

    RunSpec(ContainerBackend backend, String image, FlagValues flags, List<String> command) {
        this.backend = backend;
        this.image = image;
        this.flags = flags;
        this.command = command;
    }

    @Override
    public RunSpec flag(String name, String value) {
        return new RunSpec(backend, image, flags.with(name, value), command);
    }

    /** Runs the container to its end. */
    public RunResult execute() {
        return backend.run(request());
    }

    private CreateRequest request() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        flags.writeTo(draft);
        draft.put("Image", image);
        return new CreateRequest(
                image,
                draft.query(),
                draft.body(),
                "missing",
                Progress.none(),
                null,
                command.toString());
    }
}
