package io.dockerkit.container;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.container.flags.ResourceLimits;
import io.dockerkit.container.flags.RunFlags;
import io.dockerkit.spi.UpdateBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A {@code docker update}: other limits for a container, running or not. No request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * container.update().memory("512m").memorySwap("1g").cpus(1.5).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class UpdateSpec implements FlagOptions<UpdateSpec> {
    private static final Set<String> NAMES =
            Set.of(
                    "blkio-weight",
                    "cpu-period",
                    "cpu-quota",
                    "cpu-rt-period",
                    "cpu-rt-runtime",
                    "cpu-shares",
                    "cpus",
                    "cpuset-cpus",
                    "cpuset-mems",
                    "kernel-memory",
                    "memory",
                    "memory-reservation",
                    "memory-swap",
                    "pids-limit",
                    "restart");

    /** The flags are those of {@code docker run} that can be changed afterwards. */
    static final FlagTable TABLE =
            new FlagTable(
                    "docker update",
                    RunFlags.TABLE.flags().stream()
                            .filter(flag -> NAMES.contains(flag.name()))
                            .toList());

    private final UpdateBackend backend;
    private final String container;
    private final FlagValues flags;

    private UpdateSpec(UpdateBackend backend, String container, FlagValues flags) {
        this.backend = backend;
        this.container = container;
        this.flags = flags;
    }

    /**
     * Returns the spec of an update that changes nothing yet; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static UpdateSpec of(UpdateBackend backend, String container) {
        return new UpdateSpec(
                Objects.requireNonNull(backend, "backend"),
                Checks.text("container", "container", container),
                FlagValues.none(TABLE));
    }

    @Override
    public UpdateSpec flag(String name, String value) {
        return new UpdateSpec(backend, container, flags.with(name, value));
    }

    /** Sets the limit of memory in bytes, at least 6 MiB: {@code --memory}. */
    public UpdateSpec memory(long bytes) {
        return flag("memory", ResourceLimits.memory(bytes));
    }

    /** Sets the limit of memory, {@code 512m} for instance: {@code --memory}. */
    public UpdateSpec memory(String size) {
        return flag("memory", Checks.text("--memory", "size", size));
    }

    /** Sets the soft limit of memory: {@code --memory-reservation}. */
    public UpdateSpec memoryReservation(String size) {
        return flag("memory-reservation", Checks.text("--memory-reservation", "size", size));
    }

    /** Sets the limit of memory and swap together, {@code -1} for none: {@code --memory-swap}. */
    public UpdateSpec memorySwap(String size) {
        return flag("memory-swap", Checks.text("--memory-swap", "size", size));
    }

    /** Sets how many processors it may use: {@code --cpus}. */
    public UpdateSpec cpus(double number) {
        return flag("cpus", ResourceLimits.cpus(number));
    }

    /** Sets its weight among those that want processor time, 1024 unless set, 2 to 262144: {@code --cpu-shares}. */
    public UpdateSpec cpuShares(long weight) {
        return flag("cpu-shares", ResourceLimits.cpuShares(weight));
    }

    /** Sets the period of the scheduler in microseconds, 1000 to 1000000: {@code --cpu-period}. */
    public UpdateSpec cpuPeriod(long micros) {
        return flag("cpu-period", ResourceLimits.cpuPeriod(micros));
    }

    /** Sets the time that it gets in each period in microseconds, 1000 or more; -1 for no limit: {@code --cpu-quota}. */
    public UpdateSpec cpuQuota(long micros) {
        return flag("cpu-quota", ResourceLimits.cpuQuota(micros));
    }

    /** Sets the processors that it may use, {@code 0-3} or {@code 0,1}: {@code --cpuset-cpus}. */
    public UpdateSpec cpusetCpus(String cpus) {
        return flag("cpuset-cpus", Checks.text("--cpuset-cpus", "cpus", cpus));
    }

    /** Sets the memory nodes that it may use, {@code 0-3} or {@code 0,1}: {@code --cpuset-mems}. */
    public UpdateSpec cpusetMems(String nodes) {
        return flag("cpuset-mems", Checks.text("--cpuset-mems", "nodes", nodes));
    }

    /** Sets how many processes it may have, -1 for no limit: {@code --pids-limit}. */
    public UpdateSpec pidsLimit(long number) {
        return flag("pids-limit", ResourceLimits.pids(number));
    }

    /** Sets its weight among those that read and write, 10 to 1000: {@code --blkio-weight}. */
    public UpdateSpec blkioWeight(int weight) {
        return flag("blkio-weight", ResourceLimits.blkioWeight(weight));
    }

    /** Sets what happens when it ends, {@code on-failure:3} for instance: {@code --restart}. */
    public UpdateSpec restart(String policy) {
        return flag("restart", Checks.text("--restart", "policy", policy));
    }

    /**
     * Changes the limits.
     *
     * @return what the engine warns of; empty for nothing
     * @throws io.dockerkit.EngineException if the engine refuses them; the container stays as it is
     */
    @CanIgnoreReturnValue
    public List<String> execute() {
        if (flags.flags().isEmpty()) {
            throw new InvalidOptionException(
                    "docker update", "", "nothing is set that could change: call an option first");
        }
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        flags.writeTo(draft);
        return backend.update(draft.map("HostConfig"), flags.needs(), toCommandLine());
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        List<String> words = new ArrayList<>(List.of("docker", "update"));
        words.addAll(flags.words());
        words.add(container);
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpdateSpec that
                && container.equals(that.container)
                && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(container, flags);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
