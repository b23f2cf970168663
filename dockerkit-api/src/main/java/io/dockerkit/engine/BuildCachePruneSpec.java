package io.dockerkit.engine;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.spi.EngineBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A {@code docker builder prune}: removes build cache of BuildKit that no build uses. It asks no question. No request is sent
 * until {@link #execute()}.
 *
 * <p>The classic builder has no such cache: its intermediate images go with {@code Images.prune()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class BuildCachePruneSpec {
    private final EngineBackend backend;
    private final Filters filters;
    private final boolean all;
    private final long keepStorage;

    private BuildCachePruneSpec(
            EngineBackend backend, Filters filters, boolean all, long keepStorage) {
        this.backend = backend;
        this.filters = filters;
        this.all = all;
        this.keepStorage = keepStorage;
    }

    static BuildCachePruneSpec of(EngineBackend backend) {
        return new BuildCachePruneSpec(backend, Filters.none(), false, 0);
    }

    /** Removes all of it, also what images share and what BuildKit made for itself: {@code --all}. */
    public BuildCachePruneSpec all() {
        return new BuildCachePruneSpec(backend, filters, true, keepStorage);
    }

    /**
     * Keeps so much of the cache, what was used last: {@code --keep-storage}.
     *
     * @param bytes the space in bytes, 1 or more
     */
    public BuildCachePruneSpec keepStorage(long bytes) {
        Checks.bytes("--keep-storage", bytes, 1);
        return new BuildCachePruneSpec(backend, filters, all, bytes);
    }

    /**
     * Keeps so much of the cache: {@code --keep-storage 10g}.
     *
     * @param size bytes, or a number with b, k, m, g, t or p (powers of 1024)
     */
    public BuildCachePruneSpec keepStorage(String size) {
        Objects.requireNonNull(size, "size");
        long bytes;
        try {
            bytes = Sizes.parse(size);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidOptionException(
                    "--keep-storage", size, "accepted form: " + Sizes.FORM);
        }
        if (bytes < 1) {
            throw new InvalidOptionException(
                    "--keep-storage", size, "the least is 1 byte; accepted form: " + Sizes.FORM);
        }
        return new BuildCachePruneSpec(backend, filters, all, bytes);
    }

    /**
     * Adds any filter of the command: {@code --filter key=value}. Engines know {@code until}, {@code unused-for}, {@code id},
     * {@code parent}, {@code type}, {@code description}, {@code inuse}, {@code shared} and {@code private}.
     */
    public BuildCachePruneSpec filter(String key, String value) {
        return new BuildCachePruneSpec(backend, filters.with(key, value), all, keepStorage);
    }

    /**
     * Removes only what was not used for longer than this, in whole milliseconds, rounded up: {@code --filter until=24h}.
     *
     * @throws InvalidOptionException if the age is negative or longer than 100 years
     */
    public BuildCachePruneSpec until(Duration age) {
        Objects.requireNonNull(age, "age");
        return filter("until", Checks.millis("--filter until", age) + "ms");
    }

    /**
     * Removes only what was last used before this time: {@code --filter until=2026-01-02T03:04:05Z}.
     *
     * @throws InvalidOptionException if the year is not from 1970 to 9999
     */
    public BuildCachePruneSpec until(Instant time) {
        return filter("until", Timestamps.text("--filter until", time));
    }

    /** Removes what the options leave and no build uses; the report has the ids of the records. */
    @CanIgnoreReturnValue
    public PruneReport execute() {
        return backend.pruneBuildCache(filters, all, keepStorage);
    }

    /**
     * Returns what {@link #execute()} would remove now, and removes nothing.
     *
     * @throws InvalidOptionException with {@code keepStorage}, or with a filter other than {@code until}: which records that
     *     leaves is only known to the engine
     */
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        if (keepStorage > 0) {
            throw new InvalidOptionException(
                    "--keep-storage",
                    String.valueOf(keepStorage),
                    "a dry run cannot tell which records the engine would keep");
        }
        return backend.pruneBuildCacheDryRun(filters, all);
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return ("docker builder prune --force "
                        + (all ? "--all " : "")
                        + (keepStorage > 0 ? "--keep-storage " + keepStorage + " " : "")
                        + filters)
                .strip();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuildCachePruneSpec that
                && all == that.all
                && keepStorage == that.keepStorage
                && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(filters, all, keepStorage);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
