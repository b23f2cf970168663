package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of {@code docker run} about how much the container may use; those of {@code ResourceOptions}. */
final class ResourceFlags {
    /** What {@code since} says of flags that only engines for Windows containers know. */
    private static final String WINDOWS = "windows";

    /** Says of a flag that an update takes it, too. */
    private static final String UPDATE = UpdateRequestWriter.COMMAND;

    private static final String NUMBER = "a whole number";
    private static final String ULIMIT =
            "name=soft[:hard], -1 for no limit, such as nofile=1024:2048";
    private static final Set<String> ULIMITS =
            Set.of(
                    "core",
                    "cpu",
                    "data",
                    "fsize",
                    "locks",
                    "memlock",
                    "msgqueue",
                    "nice",
                    "nofile",
                    "nproc",
                    "rss",
                    "rtprio",
                    "rttime",
                    "sigpending",
                    "stack");

    static final List<Flag> ROWS =
            List.of(
                    bytes("memory", "Limit memory", "Memory").shorthand('m').alsoOf(UPDATE),
                    bytes("memory-reservation", "Soft memory limit", "MemoryReservation")
                            .alsoOf(UPDATE),
                    one(
                                    "memory-swap",
                                    Sizes.FORM + "; -1 for no limit",
                                    "Limit memory and swap together")
                            .checked(value -> value.equals("-1") ? value : size(value))
                            .writes(ResourceFlags::memorySwap)
                            .alsoOf(UPDATE),
                    one("memory-swappiness", "0..100; -1 for the default", "Tendency to swap")
                            .checked(Numbers::check)
                            .checkedLast(Numbers.between(-1, 100))
                            .writes(ResourceFlags::swappiness),
                    bytes("kernel-memory", "Limit kernel memory", "KernelMemory").alsoOf(UPDATE),
                    bytes("shm-size", "Size of /dev/shm", "ShmSize"),
                    toggle("oom-kill-disable", "Disable the OOM killer")
                            .writes(Words.trueAt("HostConfig/OomKillDisable")),
                    number("oom-score-adj", "OOM killer preference, -1000..1000", "OomScoreAdj")
                            .alsoOf(
                                    ServiceFlags.COMMAND,
                                    row ->
                                            row.since("1.46")
                                                    .writes(
                                                            Words.numberAt(
                                                                    ServiceFlags.CONTAINER
                                                                            + "OomScoreAdj"))),
                    one("cpus", "a number such as 1.5", "Number of processors")
                            .since("1.25")
                            .checked(
                                    value -> {
                                        Numbers.nanos(value);
                                        return value;
                                    })
                            .writes(
                                    (values, draft) ->
                                            draft.put(
                                                    "HostConfig/NanoCpus",
                                                    Numbers.nanos(values.get(0))))
                            .alsoOf(UPDATE),
                    number("cpu-shares", "Relative weight of processor time", "CpuShares")
                            .shorthand('c')
                            .alsoOf(UPDATE),
                    number("cpu-period", "Scheduler period, in µs", "CpuPeriod").alsoOf(UPDATE),
                    number("cpu-quota", "Processor time per period, in µs", "CpuQuota")
                            .alsoOf(UPDATE),
                    number(
                                    "cpu-rt-period",
                                    "Real-time scheduler period, in µs",
                                    "CpuRealtimePeriod")
                            .since("1.25")
                            .alsoOf(UPDATE),
                    number(
                                    "cpu-rt-runtime",
                                    "Real-time processor time per period, in µs",
                                    "CpuRealtimeRuntime")
                            .since("1.25")
                            .alsoOf(UPDATE),
                    one(
                                    "cpuset-cpus",
                                    "numbers and ranges, such as 0-3 or 0,1",
                                    "Processors to use")
                            .writes(Words.textAt("HostConfig/CpusetCpus"))
                            .alsoOf(UPDATE),
                    one(
                                    "cpuset-mems",
                                    "numbers and ranges, such as 0-3 or 0,1",
                                    "Memory nodes to use")
                            .writes(Words.textAt("HostConfig/CpusetMems"))
                            .alsoOf(UPDATE),
                    number("cpu-count", "Number of processors (Windows)", "CpuCount")
                            .since(WINDOWS),
                    number("cpu-percent", "Percent of the processors (Windows)", "CpuPercent")
                            .since(WINDOWS),
                    one("pids-limit", "a number; -1 for no limit", "Limit the number of processes")
                            .checked(Numbers::check)
                            .writes(Words.numberAt("HostConfig/PidsLimit"))
                            .alsoOf(UPDATE),
                    many("ulimit", ULIMIT, "Resource limit of processes")
                            .checked(ResourceFlags::ulimit)
                            .writes(
                                    (values, draft) ->
                                            ulimits(values)
                                                    .forEach(
                                                            limit ->
                                                                    draft.add(
                                                                            "HostConfig/Ulimits",
                                                                            limit)))
                            .alsoOf(
                                    ServiceFlags.COMMAND,
                                    row -> ServiceFlags.writtenTogether(row).since("1.41")),
                    one(
                                    "blkio-weight",
                                    "10..1000; 0 for the default",
                                    "Relative weight of block I/O")
                            .checked(Numbers.upTo(65535))
                            .writes(Words.numberAt("HostConfig/BlkioWeight"))
                            .alsoOf(UPDATE),
                    many("blkio-weight-device", "/dev/…:10..1000", "Relative weight for a device")
                            .checked(value -> device(value, ResourceFlags::weight))
                            .writes(devices("BlkioWeightDevice", "Weight", ResourceFlags::weight)),
                    many("device-read-bps", "/dev/…:" + Sizes.FORM, "Limit bytes read per second")
                            .checked(value -> device(value, ResourceFlags::bytesPerSecond))
                            .writes(
                                    devices(
                                            "BlkioDeviceReadBps",
                                            "Rate",
                                            ResourceFlags::bytesPerSecond)),
                    many(
                                    "device-write-bps",
                                    "/dev/…:" + Sizes.FORM,
                                    "Limit bytes written per second")
                            .checked(value -> device(value, ResourceFlags::bytesPerSecond))
                            .writes(
                                    devices(
                                            "BlkioDeviceWriteBps",
                                            "Rate",
                                            ResourceFlags::bytesPerSecond)),
                    many("device-read-iops", "/dev/…:number", "Limit reads per second")
                            .checked(value -> device(value, ResourceFlags::rate))
                            .writes(devices("BlkioDeviceReadIOps", "Rate", ResourceFlags::rate)),
                    many("device-write-iops", "/dev/…:number", "Limit writes per second")
                            .checked(value -> device(value, ResourceFlags::rate))
                            .writes(devices("BlkioDeviceWriteIOps", "Rate", ResourceFlags::rate)),
                    bytes(
                                    "io-maxbandwidth",
                                    "Limit bytes per second of the system drive (Windows)",
                                    "IOMaximumBandwidth")
                            .since(WINDOWS),
                    one(
                                    "io-maxiops",
                                    NUMBER,
                                    "Limit operations per second of the system drive (Windows)")
                            .since(WINDOWS)
                            .checked(Numbers.upTo(Long.MAX_VALUE))
                            .writes(Words.numberAt("HostConfig/IOMaximumIOps")));

    private ResourceFlags() {}

    private static Flag bytes(String name, String help, String field) {
        return one(name, Sizes.FORM, help)
                .checked(ResourceFlags::size)
                .writes(Words.bytesAt("HostConfig/" + field));
    }

    private static Flag number(String name, String help, String field) {
        return one(name, NUMBER, help)
                .checked(Numbers::check)
                .writes(Words.numberAt("HostConfig/" + field));
    }

    private static String size(String value) {
        Sizes.parse(value);
        return value;
    }

    private static void memorySwap(List<String> values, RequestDraft draft) {
        String value = values.get(0);
        draft.put("HostConfig/MemorySwap", value.equals("-1") ? -1L : Sizes.parse(value));
    }

    /** -1 is the CLI's way to say nothing. */
    private static void swappiness(List<String> values, RequestDraft draft) {
        long value = Numbers.parse(values.get(0));
        if (value >= 0) {
            draft.put("HostConfig/MemorySwappiness", value);
        }
    }

    /** Reads the number behind the path of a device. */
    @FunctionalInterface
    private interface Amount {
        Number of(String text);
    }

    private static Number weight(String text) {
        BigInteger weight = Numbers.unsigned(text);
        boolean within =
                weight.bitLength() < 16 && weight.intValue() >= 10 && weight.intValue() <= 1000;
        if (weight.signum() != 0 && !within) {
            throw new IllegalArgumentException("the weight must be 10..1000 but was " + weight);
        }
        return weight.longValue();
    }

    /** Up to 64 bits without a sign. */
    private static Number rate(String text) {
        BigInteger rate = Numbers.unsigned(text);
        return rate.bitLength() > 63 ? rate : (Number) rate.longValue();
    }

    private static Number bytesPerSecond(String text) {
        long rate = Sizes.parse(text);
        if (rate < 0) {
            throw new IllegalArgumentException("too large a rate");
        }
        return rate;
    }

    private static String device(String value, Amount amount) {
        int colon = value.indexOf(':');
        if (colon < 0 || !value.startsWith("/dev/")) {
            throw new IllegalArgumentException("the path must begin with /dev/, a colon behind it");
        }
        amount.of(value.substring(colon + 1));
        return value;
    }

    private static Flag.Writer devices(String field, String amountField, Amount amount) {
        return (values, draft) -> {
            for (String value : values) {
                int colon = value.indexOf(':');
                draft.add(
                        "HostConfig/" + field,
                        Map.of(
                                "Path",
                                value.substring(0, colon),
                                amountField,
                                amount.of(value.substring(colon + 1))));
            }
        };
    }

    /** Returns the text if it is a limit. */
    static String ulimit(String value) {
        String name = Words.key(value);
        if (!value.contains("=")) {
            throw new IllegalArgumentException("the limit is missing");
        }
        if (!ULIMITS.contains(name)) {
            throw new IllegalArgumentException(
                    "no such limit: "
                            + name
                            + ", there are "
                            + List.copyOf(new TreeSet<>(ULIMITS)));
        }
        long[] limits = limits(value);
        boolean above = limits[0] == -1 || limits[0] > limits[1];
        if (limits[1] != -1 && above) {
            throw new IllegalArgumentException("the soft limit is above the hard one");
        }
        return value;
    }

    private static long[] limits(String value) {
        String[] parts = Words.value(value).split(":", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException("more than two limits");
        }
        long[] limits = new long[2];
        for (int i = 0; i < 2; i++) {
            String part = parts[Math.min(i, parts.length - 1)];
            limits[i] = Numbers.decimal(part);
        }
        return limits;
    }

    /** The last one of a name counts; the CLI sends them sorted. */
    static List<Map<String, Object>> ulimits(List<String> values) {
        Map<String, long[]> byName = new TreeMap<>();
        values.forEach(value -> byName.put(Words.key(value), limits(value)));
        List<Map<String, Object>> ulimits = new ArrayList<>();
        byName.forEach(
                (name, limits) ->
                        ulimits.add(Map.of("Name", name, "Soft", limits[0], "Hard", limits[1])));
        return ulimits;
    }
}
