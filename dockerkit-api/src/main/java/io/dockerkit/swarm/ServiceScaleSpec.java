package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.ServiceBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker service scale} of one or several services. No request is sent until {@link #execute()}, which waits until all
 * have converged, or {@link #start()}, which does not.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ServiceScaleSpec extends CommandOptions<ServiceScaleSpec>
        implements FlagOptions<ServiceScaleSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker service scale",
                            List.of(
                                    Flag.toggle(
                                                    "detach",
                                                    "Do not wait until the services have converged")
                                            .shorthand('d')))
                    .flagsAnywhere();

    private final ServiceBackend backend;
    private final Duration timeout;
    private final Consumer<? super ServiceProgress> progress;

    private ServiceScaleSpec(
            ServiceBackend backend,
            CommandLine line,
            Duration timeout,
            Consumer<? super ServiceProgress> progress) {
        super(line);
        this.backend = backend;
        this.timeout = timeout;
        this.progress = progress;
    }

    static ServiceScaleSpec of(ServiceBackend backend, CommandLine line) {
        line.requireOperands(1, Integer.MAX_VALUE, "SERVICE=REPLICAS [SERVICE=REPLICAS...]");
        for (String operand : line.operands()) {
            if (!operand.matches("[^=]+=\\d{1,9}")) {
                throw new InvalidOptionException(
                        "docker service scale",
                        operand,
                        "accepted form: service=number, such as web=3");
            }
        }
        return new ServiceScaleSpec(backend, line, ServiceSpec.USUAL_TIMEOUT, given -> {});
    }

    /**
     * Creates the spec; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ServiceScaleSpec of(ServiceBackend backend, String service, int replicas) {
        return of(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(TABLE, List.of(operand(service, replicas))));
    }

    private static String operand(String service, int replicas) {
        return Checks.pair(
                "docker service scale",
                "service",
                service,
                String.valueOf(Checks.between("replicas", replicas, 0, Integer.MAX_VALUE)));
    }

    @Override
    protected ServiceScaleSpec with(CommandLine next) {
        return new ServiceScaleSpec(backend, next, timeout, progress);
    }

    /** Sets the number of tasks of a further service; 0 ends all. */
    public ServiceScaleSpec service(String service, int replicas) {
        List<String> operands = new ArrayList<>(line().operands());
        operands.add(operand(service, replicas));
        return with(line().operands(operands));
    }

    /** Sets how long {@link #execute()} waits at most, instead of ten minutes. Not a flag of the CLI. */
    public ServiceScaleSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new ServiceScaleSpec(backend, line(), Checks.positive("timeout", limit), progress);
    }

    /** Reports what the tasks do while {@link #execute()} waits. Not a flag of the CLI. */
    public ServiceScaleSpec onProgress(Consumer<? super ServiceProgress> consumer) {
        return new ServiceScaleSpec(
                backend, line(), timeout, Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Scales the services and waits until each has converged.
     *
     * @throws InvalidOptionException if one of them is not replicated; none is scaled then
     * @throws io.dockerkit.NotFoundException if there is no such service; none is scaled then
     * @throws io.dockerkit.DockerTimeoutException if they do not converge in time
     */
    public void execute() {
        start();
        if (!line().flags().isSet("detach")) {
            for (String operand : line().operands()) {
                backend.await(
                        Words.key(operand),
                        new ServiceBackend.Convergence(timeout, progress, true, toString()));
            }
        }
    }

    /**
     * Scales the services and does not wait: {@code --detach}.
     *
     * @throws InvalidOptionException if one of them is not replicated; none is scaled then
     * @throws io.dockerkit.NotFoundException if there is no such service; none is scaled then
     */
    public void start() {
        Map<String, Long> replicas = new LinkedHashMap<>();
        for (String operand : line().operands()) {
            replicas.put(Words.key(operand), Long.parseLong(Words.value(operand)));
        }
        backend.scale(replicas, toString());
    }
}
