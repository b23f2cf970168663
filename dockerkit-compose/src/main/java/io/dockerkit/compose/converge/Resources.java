package io.dockerkit.compose.converge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a service's containers may use, as fields of {@code HostConfig}. Stateless and thread-safe. */
final class Resources {
    /** A device of the Container Device Interface: {@code vendor.com/class=name}. */
    private static final Pattern CDI =
            Pattern.compile(
                    "[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]?/[A-Za-z][A-Za-z0-9_-]*=[A-Za-z0-9][A-Za-z0-9_.:-]*");

    private Resources() {}

    static void write(Part service, Fields host) {
        Part limits = service.part("deploy").part("resources").part("limits");
        Part reserved = service.part("deploy").part("resources").part("reservations");
        host.put("CgroupParent", service.text("cgroup_parent"))
                .put("Memory", first(limits.number("memory"), service.number("mem_limit")))
                .put("MemorySwap", service.number("memswap_limit"))
                .put("MemorySwappiness", service.number("mem_swappiness"))
                .put(
                        "MemoryReservation",
                        first(reserved.number("memory"), service.number("mem_reservation")))
                .putAlways("OomKillDisable", service.flag("oom_kill_disable"))
                .put("CpuCount", service.number("cpu_count"))
                .put("CpuPeriod", service.number("cpu_period"))
                .put("CpuQuota", service.number("cpu_quota"))
                .put("CpuRealtimePeriod", service.number("cpu_rt_period"))
                .put("CpuRealtimeRuntime", service.number("cpu_rt_runtime"))
                .put("CpuShares", service.number("cpu_shares"))
                .put("NanoCpus", first(nanos(limits, "cpus"), nanos(service, "cpus")))
                .put("CpuPercent", (long) ((float) service.decimal("cpu_percent") * 100))
                .put("CpusetCpus", service.text("cpuset"))
                .put("DeviceCgroupRules", service.texts("device_cgroup_rules"))
                .put(
                        "PidsLimit",
                        limits.number("pids") > 0
                                ? limits.number("pids")
                                : service.number("pids_limit"))
                .put("Devices", devices(service))
                .put("DeviceRequests", requests(service, reserved))
                .put("Ulimits", ulimits(service));
        blkio(service.part("blkio_config"), host);
    }

    private static long first(long one, long other) {
        return one != 0 ? one : other;
    }

    /** Compose keeps the number with the 24 bits of a float, and so does the product. */
    private static long nanos(Part part, String key) {
        Object value = part.get(key);
        if (value == null) {
            return 0;
        }
        float processors = new BigDecimal(value.toString().strip()).floatValue();
        return (long) (processors * 1e9f);
    }

    private static List<Map<String, Object>> devices(Part service) {
        List<Map<String, Object>> devices = new ArrayList<>();
        for (Part device : service.parts("devices")) {
            if (!isCdi(device)) {
                devices.add(
                        new Fields()
                                .putAlways("PathOnHost", device.text("source"))
                                .putAlways("PathInContainer", device.text("target"))
                                .putAlways("CgroupPermissions", device.text("permissions"))
                                .map());
            }
        }
        return devices;
    }

    private static boolean isCdi(Part device) {
        return device.text("source").equals(device.text("target"))
                && CDI.matcher(device.text("source")).matches();
    }

    private static List<Map<String, Object>> requests(Part service, Part reserved) {
        List<Map<String, Object>> requests = new ArrayList<>();
        for (Part device : reserved.parts("devices")) {
            requests.add(request(device, device.texts("capabilities")));
        }
        List<String> named =
                service.parts("devices").stream()
                        .filter(Resources::isCdi)
                        .map(device -> device.text("source"))
                        .toList();
        if (!named.isEmpty()) {
            requests.add(new Fields().put("Driver", "cdi").put("DeviceIDs", named).map());
        }
        for (Part gpu : service.parts("gpus")) {
            List<String> capabilities = new ArrayList<>(gpu.texts("capabilities"));
            capabilities.add("gpu");
            requests.add(request(gpu, capabilities));
        }
        return requests;
    }

    private static Map<String, Object> request(Part device, List<String> capabilities) {
        return new Fields()
                .put("Driver", device.text("driver"))
                .put("Count", device.number("count"))
                .put("DeviceIDs", device.texts("device_ids"))
                .putAlways("Capabilities", List.of(capabilities))
                .put("Options", device.pairs("options"))
                .map();
    }

    /** Returns the limits: a number for both, or two of them. */
    static List<Map<String, Object>> ulimits(Part service) {
        List<Map<String, Object>> ulimits = new ArrayList<>();
        service.part("ulimits").map().forEach((name, value) -> ulimits.add(ulimit(name, value)));
        return ulimits;
    }

    private static Map<String, Object> ulimit(String name, @Nullable Object value) {
        Map<String, Object> ulimit = new LinkedHashMap<>();
        Part both = value instanceof Map ? Part.of(value) : Part.EMPTY.with("single", value);
        ulimit.put("Name", name);
        ulimit.put("Hard", first(both.number("hard"), both.number("single")));
        ulimit.put("Soft", first(both.number("soft"), both.number("single")));
        return ulimit;
    }

    private static void blkio(Part blkio, Fields host) {
        host.put("BlkioWeight", blkio.number("weight"))
                .put("BlkioWeightDevice", throttles(blkio, "weight_device", "Weight"))
                .put("BlkioDeviceReadBps", throttles(blkio, "device_read_bps", "Rate"))
                .put("BlkioDeviceReadIOps", throttles(blkio, "device_read_iops", "Rate"))
                .put("BlkioDeviceWriteBps", throttles(blkio, "device_write_bps", "Rate"))
                .put("BlkioDeviceWriteIOps", throttles(blkio, "device_write_iops", "Rate"));
    }

    /** The document has these keys with a capital letter. */
    private static List<Map<String, Object>> throttles(Part blkio, String key, String amount) {
        List<Map<String, Object>> throttles = new ArrayList<>();
        for (Part device : blkio.parts(key)) {
            String lower = amount.equals("Rate") ? "rate" : "weight";
            throttles.add(
                    new Fields()
                            .putAlways("Path", device.text(device.has("Path") ? "Path" : "path"))
                            .putAlways(amount, device.number(device.has(amount) ? amount : lower))
                            .map());
        }
        return throttles;
    }
}
