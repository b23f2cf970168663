package io.dockerkit.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockerkit.DockerException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.DetachedSpec.IfExists;
import io.dockerkit.container.run.RunResult;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.CreateRequest;
import io.dockerkit.spi.Started;
import java.util.List;
import java.util.stream.Stream;

/** Shows what is made of a {@code docker run} line: the spec, the request of its creation, and the line again. */
public final class Parity {
    private Parity() {}

    /** Takes the line as its one argument; the exit code is 1 if it is refused. */
    public static void main(String[] args) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        RunSpec spec;
        try {
            spec = new ContainerCommands(new Shown()).parse(args[0]);
            System.out.println("spec:    " + spec);
            spec.create();
        } catch (Requested asked) {
            CreateRequest request = asked.request;
            System.out.println("query:   " + request.query());
            System.out.println(
                    "body:    "
                            + json.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(request.body()));
            if (!request.needs().isEmpty()) {
                System.out.println("needs:   " + request.needs());
            }
            System.out.println(
                    "line:    "
                            + new ContainerCommands(new Shown()).parse(args[0]).toCommandLine());
        } catch (DockerException refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        }
    }

    /** Thrown in place of an answer: nothing is created here. */
    private static final class Requested extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient CreateRequest request;

        Requested(CreateRequest request) {
            this.request = request;
        }
    }

    /** The engine's side of the seam: hands each request back. */
    private static final class Shown implements ContainerBackend {
        @Override
        public Container create(CreateRequest request) {
            throw new Requested(request);
        }

        @Override
        public Started start(CreateRequest request, IfExists policy) {
            throw new Requested(request);
        }

        @Override
        public ScopedContainer startScoped(CreateRequest request) {
            throw new Requested(request);
        }

        @Override
        public RunResult run(CreateRequest request) {
            throw new Requested(request);
        }

        @Override
        public Session attach(CreateRequest request) {
            throw new Requested(request);
        }

        @Override
        public List<ContainerSummary> list(Filters filters, boolean all, int last, boolean size) {
            throw new UnsupportedOperationException("there is no engine here");
        }

        @Override
        public List<ContainerStats> stats(Filters filters, boolean all, int last) {
            throw new UnsupportedOperationException("there is no engine here");
        }

        @Override
        public Stream<ContainerStats> statsStream(Filters filters, boolean all, int last) {
            throw new UnsupportedOperationException("there is no engine here");
        }

        @Override
        public Container get(String reference) {
            throw new UnsupportedOperationException("there is no engine here");
        }

        @Override
        public PruneReport prune(Filters filters) {
            throw new UnsupportedOperationException("there is no engine here");
        }

        @Override
        public PruneReport pruneDryRun(Filters filters) {
            throw new UnsupportedOperationException("there is no engine here");
        }
    }
}
