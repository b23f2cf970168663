package io.dockerkit.image;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.ResourceLimits;
import java.util.List;

/**
 * What the steps of a build may use. The limits of memory and processors are those of the engine's own builder: BuildKit
 * knows none, so that a build with one of them is done by the engine's own builder.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class StepOptions<S extends StepOptions<S>> implements FlagOptions<S> {
    /** Connects the steps to this network: {@code --network}. */
    public S network(String network) {
        return flag("network", Checks.text("--network", "network", network));
    }

    /** Adds a line to the hosts file of the steps, {@code host-gateway} standing for the engine's host: {@code --add-host}. */
    public S addHost(String host, String address) {
        return flag(
                "add-host",
                Checks.withoutColon("--add-host", "host", Checks.key("--add-host", "host", host))
                        + "="
                        + Checks.text("--add-host", "address", address));
    }

    /** Limits the memory of the steps, {@code 512m} for instance: {@code --memory}. */
    public S memory(String size) {
        return flag("memory", Checks.text("--memory", "size", size));
    }

    /** Limits memory and swap of the steps together, {@code 1g} for instance, {@code -1} for no limit: {@code --memory-swap}. */
    public S memorySwap(String size) {
        return flag("memory-swap", Checks.text("--memory-swap", "size", size));
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

    /** Sets the processors to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-cpus}. */
    public S cpusetCpus(String cpus) {
        return flag("cpuset-cpus", Checks.text("--cpuset-cpus", "cpus", cpus));
    }

    /** Sets the memory nodes to use, {@code 0-3} or {@code 0,1} for instance: {@code --cpuset-mems}. */
    public S cpusetMems(String nodes) {
        return flag("cpuset-mems", Checks.text("--cpuset-mems", "nodes", nodes));
    }

    /** Sets the size of {@code /dev/shm} in the steps, {@code 1g} for instance: {@code --shm-size}. */
    public S shmSize(String size) {
        return flag("shm-size", Checks.text("--shm-size", "size", size));
    }

    /** Sets a limit of the steps' processes, {@code nofile}, 1024 and 2048 for instance; -1 for no limit: {@code --ulimit}. */
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

    /** Sets the parent cgroup of the steps: {@code --cgroup-parent}. */
    public S cgroupParent(String cgroup) {
        return flag("cgroup-parent", Checks.text("--cgroup-parent", "cgroup", cgroup));
    }

    /** Adds a security option of the steps; only engines for Windows containers know any: {@code --security-opt}. */
    public S securityOpt(String option) {
        return flag(
                "security-opt",
                Words.toCsv(List.of(Checks.text("--security-opt", "option", option))));
    }

    /** Sets the isolation of the steps, which engines for Windows containers know: {@code --isolation}. */
    public S isolation(String technology) {
        return flag("isolation", Checks.text("--isolation", "technology", technology));
    }
}
