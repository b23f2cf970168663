package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.spi.ServiceBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker service rollback}: a return to the specification that the service had before its last update. No request is
 * sent until {@link #execute()}, which waits until the service has converged, or {@link #start()}, which does not.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ServiceRollbackSpec extends CommandOptions<ServiceRollbackSpec>
        implements FlagOptions<ServiceRollbackSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker service rollback",
                            List.of(
                                    Flag.toggle(
                                                    "detach",
                                                    "Do not wait until the service has converged")
                                            .shorthand('d'),
                                    Flag.toggle("quiet", "Do not report the progress")
                                            .shorthand('q')))
                    .flagsAnywhere();

    private final ServiceBackend backend;
    private final Duration timeout;
    private final Consumer<? super ServiceProgress> progress;

    private ServiceRollbackSpec(
            ServiceBackend backend,
            CommandLine line,
            Duration timeout,
            Consumer<? super ServiceProgress> progress) {
        super(line);
        this.backend = backend;
        this.timeout = timeout;
        this.progress = progress;
    }

    /**
     * Creates the spec; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ServiceRollbackSpec of(ServiceBackend backend, String service) {
        return new ServiceRollbackSpec(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(TABLE, List.of(Checks.text("service", "service", service))),
                ServiceSpec.USUAL_TIMEOUT,
                given -> {});
    }

    @Override
    protected ServiceRollbackSpec with(CommandLine next) {
        return new ServiceRollbackSpec(backend, next, timeout, progress);
    }

    /** Sets how long {@link #execute()} waits at most, instead of ten minutes. Not a flag of the CLI. */
    public ServiceRollbackSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new ServiceRollbackSpec(
                backend, line(), Checks.positive("timeout", limit), progress);
    }

    /** Reports what the tasks do while {@link #execute()} waits. Not a flag of the CLI. */
    public ServiceRollbackSpec onProgress(Consumer<? super ServiceProgress> consumer) {
        return new ServiceRollbackSpec(
                backend, line(), timeout, Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Rolls back and waits until the service has converged.
     *
     * @throws io.dockerkit.EngineException if the service has no previous specification
     * @throws io.dockerkit.ServiceUpdateException if the rollback was paused
     * @throws io.dockerkit.DockerTimeoutException if it does not converge in time; the rollback goes on
     */
    public void execute() {
        start();
        if (!line().flags().isSet("detach")) {
            backend.await(
                    line().operand(0),
                    new ServiceBackend.Convergence(timeout, progress, false, toString()));
        }
    }

    /** Rolls back and does not wait: {@code --detach}. */
    public void start() {
        backend.update(
                line().operand(0),
                new ServiceBackend.Request(
                        (spec, names) -> Map.of(),
                        Map.of(),
                        false,
                        ServiceBackend.Auth.NONE,
                        true,
                        toString()));
    }
}
