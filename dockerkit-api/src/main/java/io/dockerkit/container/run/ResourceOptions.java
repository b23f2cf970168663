package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.flags.ResourceLimits;

/**
 * How much the container may use.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class ResourceOptions<S extends ResourceOptions<S>> extends NetworkingOptions<S> {
    /**
     * Limits the memory, in bytes: {@code --memory}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is less than the 6 MiB that engines accept
     */
    public S memory(long bytes) {
        return flag("memory", ResourceLimits.memory(bytes));
    }

    /** Limits the memory, {@code 512m} for instance: {@code --memory}. */
    public S memory(String size) {
        return flag("memory", Checks.text("--memory", "size", size));
    }

    /** Limits memory and swap together, {@code 1g} for instance, {@code -1} for no limit: {@code --memory-swap}. */
    public S memorySwap(String size) {
        return flag("memory-swap", Checks.text("--memory-swap", "size", size));
    }

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

    /** Sets the size of {@code /dev/shm}, {@code 1g} for instance: {@code --shm-size}. */
    public S shmSize(String size) {
        return flag("shm-size", Checks.text("--shm-size", "size", size));
    }

    /** Sets a soft limit of memory, {@code 256m} for instance: {@code --memory-reservation}. */
    public S memoryReservation(String size) {
        return flag("memory-reservation", Checks.text("--memory-reservation", "size", size));
    }

    /** Sets the tendency to swap, 0 to 100: {@code --memory-swappiness}. */
    public S memorySwappiness(int percent) {
        return flag(
                "memory-swappiness",
                ResourceLimits.between("--memory-swappiness", percent, 0, 100));
    }

    /** Limits kernel memory; engines from API 1.42 on take no notice: {@code --kernel-memory}. */
    public S kernelMemory(String size) {
        return flag("kernel-memory", Checks.text("--kernel-memory", "size", size));
    }

    /** Disables the OOM killer for the container: {@code --oom-kill-disable}. */
    public S oomKillDisable() {
        return flag("oom-kill-disable", "true");
    }

    /** Sets the OOM killer's preference for the container, -1000 to 1000: {@code --oom-score-adj}. */
    public S oomScoreAdj(int score) {
        return flag("oom-score-adj", ResourceLimits.between("--oom-score-adj", score, -1000, 1000));
    }

    /** Sets the relative weight of processor time, 2 to 262144; 1024 is the default: {@code --cpu-shares}. */
    public S cpuShares(long weight) {
        return flag("cpu-shares", ResourceLimits.cpuShares(weight));
    }

    /** Sets the period of the scheduler, in microseconds, 1000 to 1000000: {@code --cpu-period}. */
    public S cpuPeriod(long micros) {
        return flag("cpu-period", ResourceLimits.cpuPeriod(micros));
    }

    /** Sets the time in each period, in microseconds, 1000 or more; -1 for no limit: {@code --cpu-quota}. */
    public S cpuQuota(long micros) {
        return flag("cpu-quota", ResourceLimits.cpuQuota(micros));
    }

    /** Sets the period of the real-time scheduler, in microseconds: {@code --cpu-rt-period}. */
    public S cpuRtPeriod(long micros) {
        return flag("cpu-rt-period", ResourceLimits.atLeastOne("--cpu-rt-period", micros));
    }

    /** Sets the real time in each period, in microseconds: {@code --cpu-rt-runtime}. */
    public S cpuRtRuntime(long micros) {
        return flag("cpu-rt-runtime", ResourceLimits.atLeastOne("--cpu-rt-runtime", micros));
    }

    /** Sets the processors to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-cpus}. */
    public S cpusetCpus(String cpus) {
        return flag("cpuset-cpus", Checks.text("--cpuset-cpus", "cpus", cpus));
    }

    /** Sets the memory nodes to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-mems}. */
    public S cpusetMems(String nodes) {
        return flag("cpuset-mems", Checks.text("--cpuset-mems", "nodes", nodes));
    }

    /** Sets the number of processors, for Windows containers alone: {@code --cpu-count}. */
    public S cpuCount(long number) {
        return flag("cpu-count", ResourceLimits.atLeastOne("--cpu-count", number));
    }

    /** Sets the percent of the processors, for Windows containers alone: {@code --cpu-percent}. */
    public S cpuPercent(long percent) {
        return flag("cpu-percent", ResourceLimits.between("--cpu-percent", percent, 1, 100));
    }

    /** Sets a limit of processes, {@code nofile}, 1024 and 2048 for instance; -1 for no limit: {@code --ulimit}. */
    public S ulimit(String name, long soft, long hard) {
        return flag(
                "ulimit",
                Checks.pair(
                        "--ulimit",
                        "name",
                        name,
                        Checks.limit("--ulimit", soft, 0, Long.MAX_VALUE)
                                + ":"
                                + Checks.limit("--ulimit", hard, 0, Long.MAX_VALUE)));
    }

    /** Sets the relative weight of block I/O, 10 to 1000: {@code --blkio-weight}. */
    public S blkioWeight(int weight) {
        return flag("blkio-weight", ResourceLimits.blkioWeight(weight));
    }

    /** Sets the relative weight of block I/O for a device, 10 to 1000: {@code --blkio-weight-device}. */
    public S blkioWeightDevice(String device, int weight) {
        return flag(
                "blkio-weight-device",
                Checks.withoutColon("--blkio-weight-device", "device", device)
                        + ":"
                        + ResourceLimits.between("--blkio-weight-device", weight, 10, 1000));
    }

    /** Limits the bytes read from a device a second, {@code 1mb} for instance: {@code --device-read-bps}. */
    public S deviceReadBps(String device, String size) {
        return flag(
                "device-read-bps",
                Checks.withoutColon("--device-read-bps", "device", device)
                        + ":"
                        + Checks.text("--device-read-bps", "size", size));
    }

    /** Limits the bytes written to a device a second, {@code 1mb} for instance: {@code --device-write-bps}. */
    public S deviceWriteBps(String device, String size) {
        return flag(
                "device-write-bps",
                Checks.withoutColon("--device-write-bps", "device", device)
                        + ":"
                        + Checks.text("--device-write-bps", "size", size));
    }

    /** Limits the reads from a device a second: {@code --device-read-iops}. */
    public S deviceReadIops(String device, long number) {
        return flag(
                "device-read-iops",
                Checks.withoutColon("--device-read-iops", "device", device)
                        + ":"
                        + ResourceLimits.atLeastOne("--device-read-iops", number));
    }

    /** Limits the writes to a device a second: {@code --device-write-iops}. */
    public S deviceWriteIops(String device, long number) {
        return flag(
                "device-write-iops",
                Checks.withoutColon("--device-write-iops", "device", device)
                        + ":"
                        + ResourceLimits.atLeastOne("--device-write-iops", number));
    }

    /** Limits the bytes a second of the system drive, for Windows containers alone: {@code --io-maxbandwidth}. */
    public S ioMaxbandwidth(String size) {
        return flag("io-maxbandwidth", Checks.text("--io-maxbandwidth", "size", size));
    }

    /** Limits the operations a second of the system drive, for Windows containers alone: {@code --io-maxiops}. */
    public S ioMaxiops(long number) {
        return flag("io-maxiops", ResourceLimits.atLeastOne("--io-maxiops", number));
    }
}
