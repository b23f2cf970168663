package io.dockerkit.container.run;

import io.dockerkit.LimitOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.flags.ResourceLimits;

/**
 * How much the container may use.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class ResourceOptions<S extends ResourceOptions<S>> extends NetworkingOptions<S>
        implements LimitOptions.OfProcesses<S> {
    /** Sets the tendency to swap, 0 to 100: {@code --memory-swappiness}. */
    public S memorySwappiness(int percent) {
        return flag(
                "memory-swappiness",
                ResourceLimits.between("--memory-swappiness", percent, 0, 100));
    }

    /** Disables the OOM killer for the container: {@code --oom-kill-disable}. */
    public S oomKillDisable() {
        return flag("oom-kill-disable", "true");
    }

    /** Sets the OOM killer's preference for the container, -1000 to 1000: {@code --oom-score-adj}. */
    public S oomScoreAdj(int score) {
        return flag("oom-score-adj", ResourceLimits.between("--oom-score-adj", score, -1000, 1000));
    }

    /** Sets the number of processors, for Windows containers alone: {@code --cpu-count}. */
    public S cpuCount(long number) {
        return flag("cpu-count", ResourceLimits.atLeastOne("--cpu-count", number));
    }

    /** Sets the percent of the processors, for Windows containers alone: {@code --cpu-percent}. */
    public S cpuPercent(long percent) {
        return flag("cpu-percent", ResourceLimits.between("--cpu-percent", percent, 1, 100));
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
