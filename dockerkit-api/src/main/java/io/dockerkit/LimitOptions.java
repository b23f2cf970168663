package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.flags.ResourceLimits;

/**
 * Limits of memory and processors, which containers and the steps of builds have alike.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
public interface LimitOptions<S> extends FlagOptions<S> {
    /**
     * Limits the memory, in bytes: {@code --memory}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is less than the 6 MiB that engines accept
     */
    default S memory(long bytes) {
        return flag("memory", ResourceLimits.memory(bytes));
    }

    /** Limits the memory, {@code 512m} for instance: {@code --memory}. */
    default S memory(String size) {
        return flag("memory", Checks.text("--memory", "size", size));
    }

    /** Limits memory and swap together, {@code 1g} for instance, {@code -1} for no limit: {@code --memory-swap}. */
    default S memorySwap(String size) {
        return flag("memory-swap", Checks.text("--memory-swap", "size", size));
    }

    /** Sets the relative weight of processor time, 2 to 262144; 1024 is the default: {@code --cpu-shares}. */
    default S cpuShares(long weight) {
        return flag("cpu-shares", ResourceLimits.cpuShares(weight));
    }

    /** Sets the period of the scheduler, in microseconds, 1000 to 1000000: {@code --cpu-period}. */
    default S cpuPeriod(long micros) {
        return flag("cpu-period", ResourceLimits.cpuPeriod(micros));
    }

    /** Sets the time in each period, in microseconds, 1000 or more; -1 for no limit: {@code --cpu-quota}. */
    default S cpuQuota(long micros) {
        return flag("cpu-quota", ResourceLimits.cpuQuota(micros));
    }

    /** Sets the processors to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-cpus}. */
    default S cpusetCpus(String cpus) {
        return flag("cpuset-cpus", Checks.text("--cpuset-cpus", "cpus", cpus));
    }

    /** Sets the memory nodes to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-mems}. */
    default S cpusetMems(String nodes) {
        return flag("cpuset-mems", Checks.text("--cpuset-mems", "nodes", nodes));
    }

    /**
     * The limits, with those that are set when processes begin and cannot be changed after.
     *
     * @param <S> the spec that an option returns
     */
    @CheckReturnValue
    interface OfProcesses<S> extends LimitOptions<S> {
        /** Sets the size of {@code /dev/shm}, {@code 1g} for instance: {@code --shm-size}. */
        default S shmSize(String size) {
            return flag("shm-size", Checks.text("--shm-size", "size", size));
        }

        /** Sets a limit of processes, {@code nofile}, 1024 and 2048 for instance; -1 for no limit: {@code --ulimit}. */
        default S ulimit(String name, long soft, long hard) {
            return flag("ulimit", ResourceLimits.ulimit("--ulimit", name, soft, hard));
        }
    }
}
