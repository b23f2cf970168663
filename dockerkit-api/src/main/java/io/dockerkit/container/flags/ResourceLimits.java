package io.dockerkit.container.flags;

import io.dockerkit.cli.Checks;

/**
 * What the typed options for resources accept. The ranges are those of Docker's engines and of the kernel; a value that
 * docker reads as "no limit" or "as before" is refused unless the option says so. Stateless and thread-safe.
 */
public final class ResourceLimits {
    /** What engines accept at least. */
    private static final long LEAST_MEMORY = 6L << 20;

    private ResourceLimits() {}

    /** Checks {@code --memory}. */
    public static String memory(long bytes) {
        return Checks.bytes("--memory", bytes, LEAST_MEMORY);
    }

    /** Checks {@code --cpus}. */
    public static String cpus(double number) {
        return Checks.processors("--cpus", number);
    }

    /** Checks {@code --pids-limit}. */
    public static String pids(long number) {
        return String.valueOf(Checks.limit("--pids-limit", number, 1, Long.MAX_VALUE));
    }

    /** Checks {@code --ulimit}, or the flag of another command that takes the same. */
    public static String ulimit(String option, String name, long soft, long hard) {
        return Checks.pair(
                option,
                "name",
                name,
                Checks.limit(option, soft, 0, Long.MAX_VALUE)
                        + ":"
                        + Checks.limit(option, hard, 0, Long.MAX_VALUE));
    }

    /** Checks {@code --cpu-shares}. */
    public static String cpuShares(long weight) {
        return between("--cpu-shares", weight, 2, 262_144);
    }

    /** Checks {@code --cpu-period}. */
    public static String cpuPeriod(long micros) {
        return between("--cpu-period", micros, 1_000, 1_000_000);
    }

    /** Checks {@code --cpu-quota}. */
    public static String cpuQuota(long micros) {
        return String.valueOf(Checks.limit("--cpu-quota", micros, 1_000, Long.MAX_VALUE));
    }

    /** Checks {@code --blkio-weight}. */
    public static String blkioWeight(long weight) {
        return between("--blkio-weight", weight, 10, 1_000);
    }

    /** Checks that the number is in the range. */
    public static String between(String option, long number, long least, long most) {
        return String.valueOf(Checks.between(option, number, least, most));
    }

    /** Checks that the number is 1 or more. */
    public static String atLeastOne(String option, long number) {
        return between(option, number, 1, Long.MAX_VALUE);
    }
}
