package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Words;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The rows of {@code docker run} about what the container is allowed and how it is kept apart; those of {@code SecurityOptions}. */
final class SecurityFlags {
    private static final Pattern CGROUP_RULE =
            Pattern.compile("[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}");
    private static final Set<String> SYSCTLS =
            Set.of(
                    "kernel.msgmax",
                    "kernel.msgmnb",
                    "kernel.msgmni",
                    "kernel.sem",
                    "kernel.shmall",
                    "kernel.shmmax",
                    "kernel.shmmni",
                    "kernel.shm_rmid_forced");

    static final List<Flag> ROWS =
            List.of(
                    toggle("privileged", "Give the container all rights on the host")
                            .writes(Words.trueAt("HostConfig/Privileged")),
                    many("cap-add", "a Linux capability, or ALL", "Add a capability")
                            .writes(Capabilities.at("HostConfig/CapAdd"))
                            .alsoOf(ServiceFlags.COMMAND, ServiceFlags::capability),
                    many("cap-drop", "a Linux capability, or ALL", "Drop a capability")
                            .writes(Capabilities.at("HostConfig/CapDrop"))
                            .alsoOf(ServiceFlags.COMMAND, ServiceFlags::capability),
                    many("security-opt", SecurityOpt.FORM, "Security option")
                            .checked(SecurityOpt::check)
                            .writes(SecurityOpt::write),
                    // before the devices, since both write device requests and the CLI has these
                    // first
                    many("gpus", GpuSyntax.FORM, "GPUs of the host")
                            .since("1.40")
                            .checked(GpuSyntax::check)
                            .writes(GpuSyntax::write),
                    many("device", DeviceSyntax.FORM, "Add a device of the host")
                            .checked(DeviceSyntax::check)
                            .writes(DeviceSyntax::write),
                    many(
                                    "device-cgroup-rule",
                                    "type major:minor access, such as c 42:* rmw",
                                    "Device cgroup rule")
                            .checked(SecurityFlags::cgroupRule)
                            .writes(Words.listAt("HostConfig/DeviceCgroupRules")),
                    many(
                                    "sysctl",
                                    "name=value, a name in net. or fs.mqueue., or of kernel IPC",
                                    "Kernel parameter")
                            .checked(SecurityFlags::sysctl)
                            .writes(Words.pairsAt("HostConfig/Sysctls")),
                    one("userns", "host, or empty", "User namespace")
                            .checkedLast(mode("host"))
                            .writes(Words.textAt("HostConfig/UsernsMode")),
                    one("uts", "host, or empty", "UTS namespace")
                            .checkedLast(mode("host"))
                            .writes(Words.textAt("HostConfig/UTSMode")),
                    one("ipc", "host, private, shareable, none or container:other", "IPC namespace")
                            .writes(Words.textAt("HostConfig/IpcMode")),
                    one("pid", "host, container:other, or empty", "PID namespace")
                            .checkedLast(SecurityFlags::pid)
                            .writes(Words.textAt("HostConfig/PidMode")),
                    one("cgroupns", "host, private, or empty", "Cgroup namespace")
                            .since("1.41")
                            .checkedLast(mode("host", "private"))
                            .writes(Words.textAt("HostConfig/CgroupnsMode")),
                    one("cgroup-parent", "a path or a slice", "Parent cgroup of the container")
                            .writes(Words.textAt("HostConfig/CgroupParent")),
                    one("isolation", "default, process or hyperv", "Isolation technology (Windows)")
                            .writes(Words.textAt("HostConfig/Isolation"))
                            .alsoOf(
                                    ServiceFlags.COMMAND,
                                    row ->
                                            row.since("1.35")
                                                    .writes(
                                                            Words.textAt(
                                                                    ServiceFlags.CONTAINER
                                                                            + "Isolation"))),
                    one("runtime", "the name of a runtime", "Runtime")
                            .writes(Words.textAt("HostConfig/Runtime")));

    private SecurityFlags() {}

    private static UnaryOperator<String> mode(String... known) {
        List<String> modes = List.of(known);
        return value -> {
            if (!value.isEmpty() && !modes.contains(value)) {
                throw new IllegalArgumentException("no such mode");
            }
            return value;
        };
    }

    private static String pid(String value) {
        boolean other = value.startsWith("container:") && value.length() > "container:".length();
        if (!value.isEmpty() && !value.equals("host") && !other) {
            throw new IllegalArgumentException("no such mode");
        }
        return value;
    }

    private static String cgroupRule(String value) {
        if (!CGROUP_RULE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a rule");
        }
        return value;
    }

    private static String sysctl(String value) {
        String name = Words.key(value);
        boolean allowed =
                SYSCTLS.contains(name) || name.startsWith("net.") || name.startsWith("fs.mqueue.");
        if (!value.contains("=") || !allowed) {
            throw new IllegalArgumentException("docker allows no such parameter for a container");
        }
        return value;
    }
}
