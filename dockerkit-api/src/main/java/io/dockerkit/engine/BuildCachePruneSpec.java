package io.dockerkit.engine;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneFlags;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.spi.EngineBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A {@code docker builder prune}: removes build cache of BuildKit that no build uses. It asks no question. No request is sent
 * until {@link #execute()}.
 *
 * <p>The classic builder has no such cache: its intermediate images go with {@code Images.prune()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class BuildCachePruneSpec extends FilteredOptions<BuildCachePruneSpec>
        implements FlagOptions<BuildCachePruneSpec> {
    private static final String KEEP_STORAGE = "keep-storage";
    private static final FlagTable TABLE =
            PruneFlags.table(
                    "docker builder prune",
                    PruneFlags.all("Remove what images share, too"),
                    Flag.one(KEEP_STORAGE, Sizes.FORM, "Keep so much of the cache")
                            .checked(BuildCachePruneSpec::size));

    private final EngineBackend backend;

    private BuildCachePruneSpec(EngineBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static BuildCachePruneSpec of(EngineBackend backend) {
        return new BuildCachePruneSpec(backend, PruneFlags.line(TABLE));
    }

    private static String size(String text) {
        long bytes = Sizes.parse(text);
        if (bytes < 1) {
            throw new IllegalArgumentException("the least is 1 byte");
        }
        return String.valueOf(bytes);
    }

    @Override
    protected BuildCachePruneSpec with(CommandLine next) {
        return new BuildCachePruneSpec(backend, next);
    }

    /** Removes all of it, also what images share and what BuildKit made for itself: {@code --all}. */
    public BuildCachePruneSpec all() {
        return flag("all", "true");
    }

    /**
     * Keeps so much of the cache, what was used last: {@code --keep-storage}.
     *
     * @param bytes the space in bytes, 1 or more
     */
    public BuildCachePruneSpec keepStorage(long bytes) {
        return flag(KEEP_STORAGE, Checks.bytes("--keep-storage", bytes, 1));
    }

    /**
     * Keeps so much of the cache: {@code --keep-storage 10g}.
     *
     * @param size bytes, or a number with b, k, m, g, t or p (powers of 1024)
     */
    public BuildCachePruneSpec keepStorage(String size) {
        return flag(KEEP_STORAGE, Checks.text("--keep-storage", "size", size));
    }

    /**
     * Adds any filter of the command: {@code --filter key=value}. Engines know {@code until}, {@code unused-for}, {@code id},
     * {@code parent}, {@code type}, {@code description}, {@code inuse}, {@code shared} and {@code private}.
     */
    @Override
    public BuildCachePruneSpec filter(String key, String value) {
        return super.filter(key, value);
    }

    /**
     * Removes only what was not used for longer than this, in whole milliseconds, rounded up: {@code --filter until=24h}.
     *
     * @throws InvalidOptionException if the age is negative or longer than 100 years
     */
    public BuildCachePruneSpec until(Duration age) {
        return filter("until", PruneFlags.until(age));
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
        return backend.pruneBuildCache(
                filters(), isSet("all"), keptStorage().map(Long::parseLong).orElse(0L));
    }

    /**
     * Returns what {@link #execute()} would remove now, and removes nothing.
     *
     * @throws InvalidOptionException with {@code keepStorage}, or with a filter other than {@code until}: which records that
     *     leaves is only known to the engine
     */
    @CanIgnoreReturnValue
    public PruneReport dryRun() {
        keptStorage()
                .ifPresent(
                        bytes -> {
                            throw new InvalidOptionException(
                                    "--keep-storage",
                                    bytes,
                                    "a dry run cannot tell which records the engine would keep");
                        });
        return backend.pruneBuildCacheDryRun(filters(), isSet("all"));
    }

    private Optional<String> keptStorage() {
        return line().flags().value(KEEP_STORAGE);
    }
}
