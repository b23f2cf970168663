import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.HostContext;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerBackend;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.CreateRequest;
import io.dockerkit.container.RunResult;
import io.dockerkit.container.RunSpec;
import io.dockerkit.container.Session;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How long it takes to read a docker run line of 200 characters, to write it, and to make its request, warm. */
final class ParseAndRender {
    private static final String LINE =
            "docker run -d --name web -e POSTGRES_PASSWORD=secret -e PGDATA=/var/lib/pg -p 127.0.0.1:8080:80/tcp"
                    + " -v data:/var/lib/pg:ro --memory 512m --cpus 1.5 --network my-net --restart always --rm=false nginx:1.25 -g x";
    private static final int BATCH = 2_000;
    private static final int BATCHES = 60;

    public static void main(String[] args) {
        ContainerCommands containers = new ContainerCommands(new Nothing());
        HostContext host = new HostContext(Path.of("/"), Map.of());
        RunSpec spec = containers.parse(LINE, host);
        System.out.println("a line of " + LINE.length() + " characters, medians of " + BATCHES + " batches of " + BATCH);
        measure("parse", () -> containers.parse(LINE, host));
        measure("render", spec::toCommandLine);
        measure(
                "request",
                () -> {
                    try {
                        return spec.create();
                    } catch (UnsupportedOperationException asked) {
                        return asked;
                    }
                });
    }

    private static void measure(String what, Supplier<Object> action) {
        double[] micros = new double[BATCHES];
        int sink = 0;
        for (int batch = -BATCHES; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 0; i < BATCH; i++) {
                sink += action.get().hashCode();
            }
            if (batch >= 0) {
                micros[batch] = (System.nanoTime() - start) / 1000.0 / BATCH;
            }
        }
        Arrays.sort(micros);
        System.out.printf(
                "%-8s %6.2f µs (%.2f to %.2f)%s%n",
                what, micros[BATCHES / 2], micros[0], micros[BATCHES - 1], sink == 42 ? " " : "");
    }

    /** An engine's side that is never asked for more than the request. */
    private static final class Nothing implements ContainerBackend {
        private static final UnsupportedOperationException ASKED =
                new UnsupportedOperationException("asked", null) {
                    @Override
                    public synchronized Throwable fillInStackTrace() {
                        return this;
                    }
                };

        public Container create(CreateRequest request) {
            throw ASKED;
        }

        public Container start(CreateRequest request) {
            throw ASKED;
        }

        public RunResult run(CreateRequest request) {
            throw ASKED;
        }

        public Session attach(CreateRequest request) {
            throw ASKED;
        }

        public List<ContainerSummary> list(Filters filters, boolean all, int last) {
            throw ASKED;
        }

        public Container get(String reference) {
            throw ASKED;
        }

        public PruneReport prune(Filters filters) {
            throw ASKED;
        }

        public PruneReport pruneDryRun(Filters filters) {
            throw ASKED;
        }
    }
}
