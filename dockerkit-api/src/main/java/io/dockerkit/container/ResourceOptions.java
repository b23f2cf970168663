package io.dockerkit.container;

import io.dockerkit.cli.FlagOptions;
import java.math.BigDecimal;

/**
 * How much the container may use.
 *
 * @param <S> the spec that an option returns
 */
public interface ResourceOptions<S extends ResourceOptions<S>> extends FlagOptions<S> {
    /** Limits the memory, in bytes: {@code --memory}. */
    default S memory(long bytes) {
        return memory(String.valueOf(bytes));
    }

    /** Limits the memory, {@code 512m} for instance: {@code --memory}. */
    default S memory(String size) {
        return flag("memory", size);
    }

    /** Limits memory and swap together, {@code 1g} for instance, {@code -1} for no limit: {@code --memory-swap}. */
    default S memorySwap(String size) {
        return flag("memory-swap", size);
    }

    /**
     * Limits the processors, 1.5 for instance: {@code --cpus}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is negative or not finite
     */
    default S cpus(double number) {
        return flag(
                "cpus",
                Double.isFinite(number)
                        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                        : String.valueOf(number));
    }

    /** Limits the number of processes; -1 for no limit: {@code --pids-limit}. */
    default S pidsLimit(long number) {
        return flag("pids-limit", String.valueOf(number));
    }

    /** Sets the size of {@code /dev/shm}, {@code 1g} for instance: {@code --shm-size}. */
    default S shmSize(String size) {
        return flag("shm-size", size);
    }

    /** Sets a soft limit of memory, {@code 256m} for instance: {@code --memory-reservation}. */
    default S memoryReservation(String size) {
        return flag("memory-reservation", size);
    }

    /** Sets the tendency to swap, 0 to 100: {@code --memory-swappiness}. */
    default S memorySwappiness(int percent) {
        return flag("memory-swappiness", String.valueOf(percent));
    }

    /** Limits kernel memory; engines from API 1.42 on take no notice: {@code --kernel-memory}. */
    default S kernelMemory(String size) {
        return flag("kernel-memory", size);
    }

    /** Does not kill the container's processes for want of memory: {@code --oom-kill-disable}. */
    default S oomKillDisable() {
        return flag("oom-kill-disable", "true");
    }

    /** Sets the preference to be killed for want of memory, -1000 to 1000: {@code --oom-score-adj}. */
    default S oomScoreAdj(int score) {
        return flag("oom-score-adj", String.valueOf(score));
    }

    /** Sets the relative weight of processor time; 1024 is usual: {@code --cpu-shares}. */
    default S cpuShares(long weight) {
        return flag("cpu-shares", String.valueOf(weight));
    }

    /** Sets the period of the scheduler, in microseconds: {@code --cpu-period}. */
    default S cpuPeriod(long micros) {
        return flag("cpu-period", String.valueOf(micros));
    }

    /** Sets the time in each period, in microseconds: {@code --cpu-quota}. */
    default S cpuQuota(long micros) {
        return flag("cpu-quota", String.valueOf(micros));
    }

    /** Sets the period of the real-time scheduler, in microseconds: {@code --cpu-rt-period}. */
    default S cpuRtPeriod(long micros) {
        return flag("cpu-rt-period", String.valueOf(micros));
    }

    /** Sets the real time in each period, in microseconds: {@code --cpu-rt-runtime}. */
    default S cpuRtRuntime(long micros) {
        return flag("cpu-rt-runtime", String.valueOf(micros));
    }

    /** Sets the processors to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-cpus}. */
    default S cpusetCpus(String cpus) {
        return flag("cpuset-cpus", cpus);
    }

    /** Sets the memory nodes to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-mems}. */
    default S cpusetMems(String nodes) {
        return flag("cpuset-mems", nodes);
    }

    /** Sets the number of processors, for Windows containers alone: {@code --cpu-count}. */
    default S cpuCount(long number) {
        return flag("cpu-count", String.valueOf(number));
    }

    /** Sets the percent of the processors, for Windows containers alone: {@code --cpu-percent}. */
    default S cpuPercent(long percent) {
        return flag("cpu-percent", String.valueOf(percent));
    }

    /** Sets a limit of processes, {@code nofile}, 1024 and 2048 for instance; -1 for no limit: {@code --ulimit}. */
    default S ulimit(String name, long soft, long hard) {
        return flag("ulimit", name + "=" + soft + ":" + hard);
    }

    /** Sets the relative weight of block I/O, 10 to 1000: {@code --blkio-weight}. */
    default S blkioWeight(int weight) {
        return flag("blkio-weight", String.valueOf(weight));
    }

    /** Sets the relative weight of block I/O for a device, 10 to 1000: {@code --blkio-weight-device}. */
    default S blkioWeightDevice(String device, int weight) {
        return flag("blkio-weight-device", device + ":" + weight);
    }

    /** Limits the bytes read from a device a second, {@code 1mb} for instance: {@code --device-read-bps}. */
    default S deviceReadBps(String device, String size) {
        return flag("device-read-bps", device + ":" + size);
    }

    /** Limits the bytes written to a device a second, {@code 1mb} for instance: {@code --device-write-bps}. */
    default S deviceWriteBps(String device, String size) {
        return flag("device-write-bps", device + ":" + size);
    }

    /** Limits the reads from a device a second: {@code --device-read-iops}. */
    default S deviceReadIops(String device, long number) {
        return flag("device-read-iops", device + ":" + number);
    }

    /** Limits the writes to a device a second: {@code --device-write-iops}. */
    default S deviceWriteIops(String device, long number) {
        return flag("device-write-iops", device + ":" + number);
    }

    /** Limits the bytes a second of the system drive, for Windows containers alone: {@code --io-maxbandwidth}. */
    default S ioMaxbandwidth(String size) {
        return flag("io-maxbandwidth", size);
    }

    /** Limits the operations a second of the system drive, for Windows containers alone: {@code --io-maxiops}. */
    default S ioMaxiops(long number) {
        return flag("io-maxiops", String.valueOf(number));
    }
}
