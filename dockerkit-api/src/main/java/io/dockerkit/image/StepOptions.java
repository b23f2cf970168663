package io.dockerkit.image;

import io.dockerkit.LimitOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Words;
import java.util.List;

/**
 * What the steps of a build may use. The limits of memory and processors are those of the engine's own builder: BuildKit
 * knows none, so that a build with one of them is done by the engine's own builder.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class StepOptions<S extends StepOptions<S>> implements LimitOptions.OfProcesses<S> {
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
