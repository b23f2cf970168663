package io.dockerkit.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The most heap that this JVM uses from now on. It is greatest just before a garbage collection, or at the end; the peaks of
 * the heap's parts, each at another time, add up to more.
 */
final class HeapPeak {
    private final Set<String> parts =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(pool -> pool.getName())
                    .collect(Collectors.toSet());

    private long most;

    HeapPeak() {
        for (var collector : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notice, nothing) -> collected((CompositeData) notice.getUserData()),
                            null,
                            null);
        }
    }

    private void collected(CompositeData data) {
        saw(GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageBeforeGc());
    }

    private synchronized void saw(Map<String, MemoryUsage> before) {
        most = Math.max(most, parts.stream().mapToLong(part -> used(before, part)).sum());
    }

    private static long used(Map<String, MemoryUsage> usage, String part) {
        MemoryUsage known = usage.get(part);
        return known == null ? 0 : known.getUsed();
    }

    /** Returns it in MiB. */
    synchronized long mebibytes() {
        long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return Math.max(most, now) >> 20;
    }
}
