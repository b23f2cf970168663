package io.dockerkit.container;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The flags of {@code docker run}, as rows of one table in the order of the option interfaces. What the flags about
 * networks put into the request, together, is in {@link NetworkSyntax}.
 */
final class RunFlags {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern RESTART = Pattern.compile("([^:]*)(?::(\\d{1,9}))?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private static final List<Flag> PROCESS =
            List.of(
                    toggle("interactive", "Keep standard input open")
                            .shorthand('i')
                            .writes(Words.trueAt("OpenStdin")),
                    toggle("tty", "Allocate a terminal").shorthand('t').writes(Words.trueAt("Tty")),
                    toggle("detach", "Run in the background and give the container's handle")
                            .shorthand('d'),
                    many(
                                    "env",
                                    "NAME=value, or NAME to inherit it from this process",
                                    "Set an environment variable")
                            .shorthand('e')
                            .secret()
                            .checked(Words::checkPair)
                            .writes(Env::write),
                    one(
                                    "entrypoint",
                                    "a program; empty to clear the image's",
                                    "Program in place of the image's entrypoint")
                            .writes(
                                    (values, draft) ->
                                            draft.put("Entrypoint", List.of(values.get(0)))),
                    one("user", "name|uid[:group|gid]", "User name or id, and group")
                            .shorthand('u')
                            .writes(Words.textAt("User")),
                    one("workdir", "a path in the container", "Working directory")
                            .shorthand('w')
                            .writes(Words.textAt("WorkingDir")),
                    toggle("init", "Run an init that forwards signals and reaps processes")
                            .writes(Words.trueAt("HostConfig/Init")),
                    one(
                                    "stop-signal",
                                    "a signal's name or number",
                                    "Signal that stops the container")
                            .writes(Words.textAt("StopSignal")),
                    one(
                                    "stop-timeout",
                                    "seconds; -1 for ever",
                                    "Time that a stop waits before it kills")
                            .checked(RunFlags::number)
                            .writes(Words.numberAt("StopTimeout")));

    private static final List<Flag> PORTS =
            List.of(
                    many("publish", Publish.FORM, "Publish ports to the host")
                            .shorthand('p')
                            .checked(Publish::check)
                            .writes(Publish::write),
                    toggle("publish-all", "Publish all exposed ports at free ports of the host")
                            .shorthand('P')
                            .writes(Words.trueAt("HostConfig/PublishAllPorts")),
                    many("expose", Publish.EXPOSE_FORM, "Expose ports without publishing them")
                            .checked(Publish::checkExpose)
                            .writes(Publish::writeExposed));

    private static final List<Flag> STORAGE =
            List.of(
                    many("volume", VolumeSyntax.FORM, "Mount a volume or a path of the host")
                            .shorthand('v')
                            .checked(VolumeSyntax::check)
                            .writes(VolumeSyntax::write),
                    many("mount", MountSyntax.FORM, "Mount a volume, a path or memory")
                            .checked(MountSyntax::check)
                            .writes(MountSyntax::write),
                    many("tmpfs", "path[:options], such as /tmp:size=64m", "Mount memory")
                            .checked(Words::checkNotBlank)
                            .writes(RunFlags::tmpfs),
                    toggle("read-only", "Make the container's own file system read-only")
                            .writes(Words.trueAt("HostConfig/ReadonlyRootfs")));

    private static final List<Flag> NETWORKING =
            List.of(
                    many("network", NetworkSyntax.FORM, "Connect to a network")
                            .checked(NetworkSyntax::check),
                    many(
                                    "network-alias",
                                    "a host name",
                                    "Name by which others in the network find it")
                            .checked(Words::checkNotBlank),
                    one("ip", "an IPv4 address such as 172.30.100.104", "IPv4 address")
                            .checked(RunFlags::ipv4),
                    one("ip6", "an IPv6 address such as 2001:db8::33", "IPv6 address")
                            .checked(RunFlags::ipv6),
                    one("hostname", "a host name", "Host name inside the container")
                            .shorthand('h')
                            .writes(Words.textAt("Hostname")),
                    many(
                                    "add-host",
                                    "host:ip, the ip possibly host-gateway",
                                    "Line of the hosts file")
                            .checked(RunFlags::host)
                            .writes(RunFlags::addHosts),
                    many("dns", "an IP address", "DNS server")
                            .checked(Words::checkNotBlank)
                            .writes(Words.listAt("HostConfig/Dns")));

    private static final List<Flag> RESOURCES =
            List.of(
                    one("memory", Sizes.FORM, "Limit of memory")
                            .shorthand('m')
                            .checked(RunFlags::size)
                            .writes(Words.bytesAt("HostConfig/Memory")),
                    one("memory-swap", Sizes.FORM + "; -1 for no limit", "Limit of memory and swap")
                            .checked(value -> value.equals("-1") ? value : size(value))
                            .writes(RunFlags::memorySwap),
                    one("cpus", "a number such as 1.5", "Number of processors")
                            .checked(RunFlags::cpus)
                            .writes(
                                    (values, draft) ->
                                            draft.put(
                                                    "HostConfig/NanoCpus",
                                                    nanoCpus(values.get(0)).longValueExact())),
                    one("pids-limit", "a number; -1 for no limit", "Limit of processes")
                            .checked(RunFlags::number)
                            .writes(Words.numberAt("HostConfig/PidsLimit")),
                    one("shm-size", Sizes.FORM, "Size of /dev/shm")
                            .checked(RunFlags::size)
                            .writes(Words.bytesAt("HostConfig/ShmSize")));

    private static final List<Flag> SECURITY =
            List.of(
                    toggle("privileged", "Give all rights of the host to the container")
                            .writes(Words.trueAt("HostConfig/Privileged")),
                    many("cap-add", "a Linux capability, or ALL", "Add a capability")
                            .checked(Words::checkNotBlank)
                            .writes(Words.listAt("HostConfig/CapAdd")),
                    many("cap-drop", "a Linux capability, or ALL", "Take a capability away")
                            .checked(Words::checkNotBlank)
                            .writes(Words.listAt("HostConfig/CapDrop")),
                    many("security-opt", "name, name=value or name:value", "Security option")
                            .checked(Words::checkNotBlank)
                            .writes(Words.listAt("HostConfig/SecurityOpt")));

    private static final List<Flag> HEALTH =
            List.of(
                    one("health-cmd", "a command for the container's shell", "Health check")
                            .writes(
                                    (values, draft) ->
                                            draft.put(
                                                    "Healthcheck/Test",
                                                    List.of("CMD-SHELL", values.get(0)))),
                    duration("health-interval", "Pause between two health checks", "Interval"),
                    duration("health-timeout", "How long a health check may take", "Timeout"),
                    one("health-retries", "a number", "Failures in a row that mean unhealthy")
                            .checked(RunFlags::number)
                            .writes(Words.numberAt("Healthcheck/Retries")),
                    duration("health-start-period", "Time to start up", "StartPeriod"),
                    toggle("no-healthcheck", "Turn the image's health check off")
                            .writes(
                                    (values, draft) ->
                                            draft.put("Healthcheck/Test", List.of("NONE"))));

    private static final List<Flag> LIFECYCLE =
            List.of(
                    one("name", "[a-zA-Z0-9][a-zA-Z0-9_.-]+", "Name of the container")
                            .writes((values, draft) -> draft.query("name", values.get(0))),
                    many("label", "key or key=value", "Label of the container")
                            .shorthand('l')
                            .checked(Words::checkPair)
                            .writes(Words.pairsAt("Labels")),
                    toggle("rm", "Remove the container when it ends")
                            .writes(Words.trueAt("HostConfig/AutoRemove")),
                    one(
                                    "restart",
                                    "no, always, unless-stopped or on-failure[:retries]",
                                    "What happens when it ends")
                            .checked(RunFlags::restart)
                            .writes(RunFlags::writeRestart),
                    one("pull", "missing, always or never", "When to pull the image")
                            .checked(RunFlags::pull),
                    one("platform", "os[/arch[/variant]]", "Platform of the image")
                            .checked(Words::checkNotBlank)
                            .writes((values, draft) -> draft.query("platform", values.get(0))));

    static final FlagTable TABLE = new FlagTable("docker run", all());

    private RunFlags() {}

    private static List<Flag> all() {
        List<Flag> flags = new ArrayList<>();
        List.of(PROCESS, PORTS, STORAGE, NETWORKING, RESOURCES, SECURITY, HEALTH, LIFECYCLE)
                .forEach(flags::addAll);
        return flags;
    }

    private static Flag duration(String name, String help, String field) {
        return one(name, Words.DURATION, help)
                .checked(
                        value -> {
                            Words.nanos(value);
                            return value;
                        })
                .writes(Words.nanosAt("Healthcheck/" + field));
    }

    private static void tmpfs(List<String> values, RequestDraft draft) {
        for (String value : values) {
            int colon = value.indexOf(':');
            draft.putEntry(
                    "HostConfig/Tmpfs",
                    colon < 0 ? value : value.substring(0, colon),
                    colon < 0 ? "" : value.substring(colon + 1));
        }
    }

    private static String host(String value) {
        int end = hostEnd(value);
        if (end < 1 || end == value.length() - 1) {
            throw new IllegalArgumentException("the host or the address is missing");
        }
        return value;
    }

    private static int hostEnd(String value) {
        int equals = value.indexOf('=');
        return equals >= 0 ? equals : value.indexOf(':');
    }

    private static void addHosts(List<String> values, RequestDraft draft) {
        for (String value : values) {
            int end = hostEnd(value);
            String address = value.substring(end + 1);
            boolean bracketed = address.startsWith("[") && address.endsWith("]");
            draft.add(
                    "HostConfig/ExtraHosts",
                    value.substring(0, end)
                            + ":"
                            + (bracketed ? address.substring(1, address.length() - 1) : address));
        }
    }

    private static String number(String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException("not a whole number");
        }
        return value;
    }

    private static String size(String value) {
        Sizes.parse(value);
        return value;
    }

    private static void memorySwap(List<String> values, RequestDraft draft) {
        String value = values.get(0);
        draft.put("HostConfig/MemorySwap", value.equals("-1") ? -1L : Sizes.parse(value));
    }

    private static String cpus(String value) {
        nanoCpus(value);
        return value;
    }

    private static BigDecimal nanoCpus(String value) {
        try {
            BigDecimal nanos = new BigDecimal(value).movePointRight(9).stripTrailingZeros();
            if (nanos.signum() < 0) {
                throw new IllegalArgumentException("the number must not be negative");
            }
            if (nanos.scale() > 0) {
                throw new IllegalArgumentException("more precise than a billionth");
            }
            return nanos;
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("not a number", malformed);
        }
    }

    private static String ipv4(String value) {
        if (!IPV4.matcher(value).matches()) {
            throw new IllegalArgumentException("not an IPv4 address");
        }
        return value;
    }

    private static String ipv6(String value) {
        if (!value.contains(":")) {
            throw new IllegalArgumentException("not an IPv6 address");
        }
        return value;
    }

    private static String restart(String value) {
        if (!RESTART.matcher(value).matches() || value.startsWith(":")) {
            throw new IllegalArgumentException("not a restart policy");
        }
        return value;
    }

    /** Which policies there are is the engine's to say. */
    private static void writeRestart(List<String> values, RequestDraft draft) {
        String value = values.get(0);
        int colon = value.indexOf(':');
        draft.put("HostConfig/RestartPolicy/Name", colon < 0 ? value : value.substring(0, colon));
        if (colon >= 0) {
            draft.put(
                    "HostConfig/RestartPolicy/MaximumRetryCount",
                    Long.parseLong(value.substring(colon + 1)));
        }
    }

    private static String pull(String value) {
        if (!Set.of("missing", "always", "never").contains(value)) {
            throw new IllegalArgumentException("not a pull policy");
        }
        return value;
    }
}
