package io.dockerkit.container.run;

import io.dockerkit.HostContext;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Session;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.Started;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The engine's side of the seam: keeps what a spec asks for, and creates nothing. */
final class Recorder implements ContainerBackend {
    final List<CreateRequest> requests = new ArrayList<>();

    /** Returns what the spec asks for. */
    static CreateRequest of(String line, HostContext host) {
        Recorder recorder = new Recorder();
        try {
            new ContainerCommands(recorder).parse(line, host).create();
        } catch (Recorded expected) {
            return recorder.requests.get(0);
        }
        throw new AssertionError("nothing was asked for");
    }

    /** Thrown in place of an answer. */
    static final class Recorded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Recorded recorded(CreateRequest request) {
        requests.add(request);
        return new Recorded();
    }

    @Override
    public Container create(CreateRequest request) {
        throw recorded(request);
    }

    @Override
    public Started start(CreateRequest request, DetachedSpec.IfExists policy) {
        throw recorded(request);
    }

    @Override
    public ScopedContainer startScoped(CreateRequest request) {
        throw recorded(request);
    }

    @Override
    public RunResult run(CreateRequest request) {
        throw recorded(request);
    }

    @Override
    public Session attach(CreateRequest request) {
        throw recorded(request);
    }

    @Override
    public List<ContainerSummary> list(Filters filters, boolean all, int last, boolean size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ContainerStats> stats(Filters filters, boolean all, int last) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<ContainerStats> statsStream(Filters filters, boolean all, int last) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Container get(String reference) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PruneReport prune(Filters filters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PruneReport pruneDryRun(Filters filters) {
        throw new UnsupportedOperationException();
    }
}
