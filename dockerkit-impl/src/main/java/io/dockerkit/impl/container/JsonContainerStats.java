package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.Locale;

/** One sample of a container's use, with the CLI's arithmetic. Immutable and thread-safe. */
final class JsonContainerStats extends ApiObject implements ContainerStats {
    JsonContainerStats(JsonNode said) {
        super(said);
    }

    @Override
    public String id() {
        return text("/id");
    }

    @Override
    public String name() {
        return NameOrId.withoutSlash(text("/name"));
    }

    @Override
    public Instant time() {
        return timeOrEpoch("/read");
    }

    private long number(String pointer) {
        return part(pointer).number();
    }

    @Override
    public double cpuPercent() {
        double used =
                (double) number("/cpu_stats/cpu_usage/total_usage")
                        - number("/precpu_stats/cpu_usage/total_usage");
        double passed =
                (double) number("/cpu_stats/system_cpu_usage")
                        - number("/precpu_stats/system_cpu_usage");
        long cpus = number("/cpu_stats/online_cpus");
        if (cpus == 0) {
            cpus = part("/cpu_stats/cpu_usage/percpu_usage").items().size();
        }
        boolean first = !part("/precpu_stats/system_cpu_usage").exists();
        return used > 0 && passed > 0 && !first ? used / passed * cpus * 100 : 0;
    }

    /** What could be dropped is named differently by the two versions of control groups. */
    @Override
    public long memoryUsage() {
        long usage = number("/memory_stats/usage");
        for (String name : new String[] {"total_inactive_file", "inactive_file"}) {
            Json inactive = part("/memory_stats/stats/" + name);
            if (inactive.exists()) {
                return inactive.number() < usage ? usage - inactive.number() : usage;
            }
        }
        return usage;
    }

    @Override
    public long memoryLimit() {
        return number("/memory_stats/limit");
    }

    @Override
    public double memoryPercent() {
        return memoryLimit() == 0 ? 0 : memoryUsage() * 100.0 / memoryLimit();
    }

    @Override
    public long networkReceived() {
        return networks("/rx_bytes");
    }

    @Override
    public long networkSent() {
        return networks("/tx_bytes");
    }

    private long networks(String field) {
        return part("/networks").fields().values().stream()
                .mapToLong(network -> network.at(field).number())
                .reduce(0, JsonContainerStats::plus);
    }

    @Override
    public long blockRead() {
        return blocks("r");
    }

    @Override
    public long blockWritten() {
        return blocks("w");
    }

    private long blocks(String firstLetter) {
        return part("/blkio_stats/io_service_bytes_recursive").items().stream()
                .filter(
                        entry ->
                                entry.at("/op")
                                        .text()
                                        .toLowerCase(Locale.ROOT)
                                        .startsWith(firstLetter))
                .mapToLong(entry -> entry.at("/value").number())
                .reduce(0, JsonContainerStats::plus);
    }

    /** A counter of 64 bits without a sign may read as the greatest number already. */
    private static long plus(long one, long other) {
        long sum = one + other;
        return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }

    @Override
    public long pids() {
        return number("/pids_stats/current");
    }

    /** Returns the sample much as {@code docker stats} prints it. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "cpu %.2f%%, memory %d of %d bytes (%.2f%%), network %d in %d out, block %d read %d written, %d pids",
                cpuPercent(),
                memoryUsage(),
                memoryLimit(),
                memoryPercent(),
                networkReceived(),
                networkSent(),
                blockRead(),
                blockWritten(),
                pids());
    }
}
