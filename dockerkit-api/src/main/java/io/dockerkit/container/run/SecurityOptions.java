package io.dockerkit.container.run;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.Container;
import java.util.Objects;

/**
 * What the container is allowed to do.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
abstract class SecurityOptions<S extends SecurityOptions<S>> extends ResourceOptions<S> {
    /** Gives all rights of the host to the container: {@code --privileged}. */
    public S privileged() {
        return flag("privileged", "true");
    }

    /** Adds a Linux capability, {@code NET_ADMIN} for instance: {@code --cap-add}. */
    public S capAdd(String capability) {
        return flag("cap-add", Checks.text("--cap-add", "capability", capability));
    }

    /** Takes a Linux capability away, {@code ALL} for all: {@code --cap-drop}. */
    public S capDrop(String capability) {
        return flag("cap-drop", Checks.text("--cap-drop", "capability", capability));
    }

    /** Sets a security option, {@code no-new-privileges} for instance: {@code --security-opt}. */
    public S securityOpt(String option) {
        return flag("security-opt", Checks.text("--security-opt", "option", option));
    }

    /** Adds a device of the host, {@code /dev/sda:/dev/xvdc:r} for instance: {@code --device}. */
    public S device(String device) {
        return flag("device", Checks.text("--device", "device", device));
    }

    /** Adds a rule for devices, {@code c 42:* rmw} for instance: {@code --device-cgroup-rule}. */
    public S deviceCgroupRule(String rule) {
        return flag("device-cgroup-rule", Checks.text("--device-cgroup-rule", "rule", rule));
    }

    /** Adds GPUs of the host, {@code all}, a number, or fields in CSV: {@code --gpus}. */
    public S gpus(String request) {
        return flag("gpus", Checks.text("--gpus", "request", request));
    }

    /** Sets a kernel parameter, {@code net.core.somaxconn} for instance: {@code --sysctl}. */
    public S sysctl(String name, String value) {
        return flag("sysctl", Checks.pair("--sysctl", "name", name, value));
    }

    /** Sets the user namespace, {@code host} for that of the host: {@code --userns}. */
    public S userns(String mode) {
        return flag("userns", Checks.text("--userns", "mode", mode));
    }

    /** Sets the UTS namespace, {@code host} for that of the host: {@code --uts}. */
    public S uts(String mode) {
        return flag("uts", Checks.text("--uts", "mode", mode));
    }

    /** Sets the IPC namespace, {@code host}, {@code shareable}, {@code container:other} for instance: {@code --ipc}. */
    public S ipc(String mode) {
        return flag("ipc", Checks.text("--ipc", "mode", mode));
    }

    /** Shares the IPC namespace of another container: {@code --ipc container:…}. */
    public S ipc(Container container) {
        return ipc("container:" + Objects.requireNonNull(container, "container").id());
    }

    /** Sets the PID namespace, {@code host} or {@code container:other}: {@code --pid}. */
    public S pid(String mode) {
        return flag("pid", Checks.text("--pid", "mode", mode));
    }

    /** Shares the PID namespace of another container: {@code --pid container:…}. */
    public S pid(Container container) {
        return pid("container:" + Objects.requireNonNull(container, "container").id());
    }

    /** Sets the cgroup namespace, {@code host} or {@code private}: {@code --cgroupns}. */
    public S cgroupns(String mode) {
        return flag("cgroupns", Checks.text("--cgroupns", "mode", mode));
    }

    /** Sets the cgroup above the container's: {@code --cgroup-parent}. */
    public S cgroupParent(String path) {
        return flag("cgroup-parent", Checks.text("--cgroup-parent", "path", path));
    }

    /** Sets the way of isolation, for Windows containers alone: {@code --isolation}. */
    public S isolation(String way) {
        return flag("isolation", Checks.text("--isolation", "way", way));
    }

    /** Sets the runtime, {@code runsc} for instance: {@code --runtime}. */
    public S runtime(String name) {
        return flag("runtime", Checks.text("--runtime", "name", name));
    }
}
