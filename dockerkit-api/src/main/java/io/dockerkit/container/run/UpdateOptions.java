package io.dockerkit.container.run;

import io.dockerkit.LimitOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.flags.ResourceLimits;

/**
 * The options that {@code docker run} and {@code docker update} share: limits, and what happens when the container ends.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class UpdateOptions<S extends UpdateOptions<S>> implements LimitOptions<S> {
    /**
     * Limits the processors, 1.5 for instance: {@code --cpus}. Digits after the ninth decimal place are rounded up.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is not positive or not finite
     */
    public S cpus(double number) {
        return flag("cpus", ResourceLimits.cpus(number));
    }

    /** Limits the number of processes; -1 for no limit: {@code --pids-limit}. */
    public S pidsLimit(long number) {
        return flag("pids-limit", ResourceLimits.pids(number));
    }

    /** Sets a soft limit of memory, {@code 256m} for instance: {@code --memory-reservation}. */
    public S memoryReservation(String size) {
        return flag("memory-reservation", Checks.text("--memory-reservation", "size", size));
    }

    /** Limits kernel memory; engines from API 1.42 on take no notice: {@code --kernel-memory}. */
    public S kernelMemory(String size) {
        return flag("kernel-memory", Checks.text("--kernel-memory", "size", size));
    }

    /** Sets the period of the real-time scheduler, in microseconds: {@code --cpu-rt-period}. */
    public S cpuRtPeriod(long micros) {
        return flag("cpu-rt-period", ResourceLimits.atLeastOne("--cpu-rt-period", micros));
    }

    /** Sets the real time in each period, in microseconds: {@code --cpu-rt-runtime}. */
    public S cpuRtRuntime(long micros) {
        return flag("cpu-rt-runtime", ResourceLimits.atLeastOne("--cpu-rt-runtime", micros));
    }

    /** Sets the relative weight of block I/O, 10 to 1000: {@code --blkio-weight}. */
    public S blkioWeight(int weight) {
        return flag("blkio-weight", ResourceLimits.blkioWeight(weight));
    }

    /** Sets what happens when it ends: {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure[:n]}: {@code --restart}. */
    public S restart(String policy) {
        return flag("restart", Checks.text("--restart", "policy", policy));
    }
}
