package io.dockerkit.bench;

import io.dockerkit.HostContext;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.ScopedContainer;
import io.dockerkit.container.Session;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.CreateRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How long it takes to read a docker run line of 200 characters and to write it, warm, by JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParseAndRender {
    private static final String LINE =
            "docker run -d --name web -e POSTGRES_PASSWORD=secret -e PGDATA=/var/lib/pg -p 127.0.0.1:8080:80/tcp"
                    + " -v data:/var/lib/pg:ro --memory 512m --cpus 1.5 --network my-net --restart always --rm=false nginx:1.25 -g x";

    private final ContainerCommands containers = new ContainerCommands(new Nothing());
    private final HostContext host = new HostContext(Path.of("/"), Map.of());
    private final RunSpec spec = containers.parse(LINE, host);

    /** Reads the line. */
    @Benchmark
    public RunSpec parse() {
        return containers.parse(LINE, host);
    }

    /** Writes the line. */
    @Benchmark
    public String render() {
        return spec.toCommandLine();
    }

    static void run(Table table) throws RunnerException {
        Options options =
                new OptionsBuilder()
                        .include(ParseAndRender.class.getSimpleName())
                        .verbosity(VerboseMode.SILENT)
                        .build();
        for (RunResult result : new Runner(options).run()) {
            String name = result.getPrimaryResult().getLabel();
            double micros = result.getPrimaryResult().getStatistics().getPercentile(50) / 1000;
            table.limit(
                    name + " a line of " + LINE.length() + " characters",
                    micros,
                    "us",
                    name.equals("parse") ? 50 : 20);
        }
    }

    /** An engine's side that is never asked for more than the request. */
    private static final class Nothing implements ContainerBackend {
        /** Without a stack trace, which would be part of what is measured. */
        private static final class Asked extends UnsupportedOperationException {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Throwable fillInStackTrace() {
                return this;
            }
        }

        @Override
        public Container create(CreateRequest request) {
            throw new Asked();
        }

        @Override
        public io.dockerkit.spi.Started start(
                CreateRequest request, io.dockerkit.container.run.DetachedSpec.IfExists policy) {
            throw new Asked();
        }

        @Override
        public ScopedContainer startScoped(CreateRequest request) {
            throw new Asked();
        }

        @Override
        public io.dockerkit.container.run.RunResult run(CreateRequest request) {
            throw new Asked();
        }

        @Override
        public Session attach(CreateRequest request) {
            throw new Asked();
        }

        @Override
        public List<ContainerSummary> list(Filters filters, boolean all, int last, boolean size) {
            throw new Asked();
        }

        @Override
        public List<ContainerStats> stats(Filters filters, boolean all, int last) {
            throw new Asked();
        }

        @Override
        public Stream<ContainerStats> statsStream(Filters filters, boolean all, int last) {
            throw new Asked();
        }

        @Override
        public Container get(String reference) {
            throw new Asked();
        }

        @Override
        public PruneReport prune(Filters filters) {
            throw new Asked();
        }

        @Override
        public PruneReport pruneDryRun(Filters filters) {
            throw new Asked();
        }
    }
}
