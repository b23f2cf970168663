package io.dockerkit.engine;

import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.PruneFlags;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.spi.EngineBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A {@code docker system prune}: removes the stopped containers, then the networks that no container uses, the anonymous
 * volumes if asked for, the images without a name, and the unused build cache. It asks no question. No request is sent until
 * {@link #execute()}.
 *
 * <pre>{@code
 * SystemPruneSpec prune = Engine.prune().all().until(Duration.ofDays(7));
 * System.out.println(prune.dryRun());
 * long freed = prune.execute().spaceReclaimed();
 * }</pre>
 *
 * <p>The build cache has no labels: as with the CLI, a filter by label does not spare it.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SystemPruneSpec extends FilteredOptions<SystemPruneSpec>
        implements FilterOptions<SystemPruneSpec>, FlagOptions<SystemPruneSpec> {
    private static final FlagTable TABLE =
            PruneFlags.table(
                    "docker system prune",
                    PruneFlags.all("Remove all images that no container uses"),
                    Flag.toggle("volumes", "Remove the anonymous volumes too"));

    private final EngineBackend backend;

    private SystemPruneSpec(EngineBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static SystemPruneSpec of(EngineBackend backend) {
        return new SystemPruneSpec(backend, PruneFlags.line(TABLE));
    }

    @Override
    protected SystemPruneSpec with(CommandLine next) {
        return new SystemPruneSpec(backend, next);
    }

    /** Removes all images that no container uses, not only those without a name, and all unused build cache: {@code --all}. */
    public SystemPruneSpec all() {
        return flag("all", "true");
    }

    /**
     * Removes the anonymous volumes that no container uses, too: {@code --volumes}. Their data is lost. Volumes with a name
     * stay.
     *
     * <p>Engines with an API before 1.42 (Docker 23) would remove volumes with a name, too: they are refused, before anything
     * is removed. There, use {@code Volumes.prune().all()} if you mean that.
     */
    public SystemPruneSpec volumes() {
        return flag("volumes", "true");
    }

    /**
     * Spares what has the label, whatever its value: {@code --filter label!=key}. Where several are given the engine spares
     * only what has all of them.
     */
    public SystemPruneSpec withoutLabel(String key) {
        return filter("label!", Checks.text("--filter label!", "key", key));
    }

    /**
     * Removes only what was created longer ago than this, in whole milliseconds, rounded up: {@code --filter until=24h}. Not
     * together with {@link #volumes()}, whose age engines do not judge.
     *
     * @throws InvalidOptionException if the age is negative or longer than 100 years
     */
    public SystemPruneSpec until(Duration age) {
        return filter("until", PruneFlags.until(age));
    }

    /**
     * Removes only what was created before this time: {@code --filter until=2026-01-02T03:04:05Z}. Not together with {@link
     * #volumes()}.
     *
     * @throws InvalidOptionException if the year is not from 1970 to 9999
     */
    public SystemPruneSpec until(Instant time) {
        return filter("until", Timestamps.text("--filter until", time));
    }

    /**
     * Removes it all, kind by kind. If one of the steps fails, what the earlier ones removed is gone.
     *
     * @throws InvalidOptionException if {@code until} and {@code volumes()} are both given, or the engine cannot spare volumes
     *     with a name; nothing is removed
     */
    @CanIgnoreReturnValue
    public Report execute() {
        return backend.prune(checked(), isSet("all"), isSet("volumes"));
    }

    /**
     * Returns what {@link #execute()} would remove now, and removes nothing. The space is that of images and build cache at
     * most: layers that they share with others stay.
     *
     * @throws InvalidOptionException as {@link #execute()}, or if a filter is none that prunes have
     */
    @CanIgnoreReturnValue
    public Report dryRun() {
        return backend.pruneDryRun(checked(), isSet("all"), isSet("volumes"));
    }

    private Filters checked() {
        Filters filters = filters();
        if (isSet("volumes") && filters.values().containsKey("until")) {
            throw new InvalidOptionException(
                    "--filter until",
                    String.join(",", filters.values().getOrDefault("until", List.of())),
                    "not together with --volumes: engines do not judge the age of a volume");
        }
        return filters;
    }

    /**
     * What a {@code docker system prune} removed, or would remove.
     *
     * <p>Immutable and thread-safe.
     */
    public interface Report {
        /** Returns the ids of the containers. */
        PruneReport containers();

        /** Returns the names of the networks. */
        PruneReport networks();

        /** Returns the names of the volumes; none without {@link SystemPruneSpec#volumes()}. */
        PruneReport volumes();

        /** Returns the ids of the images. */
        PruneReport images();

        /** Returns the ids of the records of the build cache. */
        PruneReport buildCache();

        /** Returns how many bytes were freed altogether. */
        default long spaceReclaimed() {
            return containers().spaceReclaimed()
                    + networks().spaceReclaimed()
                    + volumes().spaceReclaimed()
                    + images().spaceReclaimed()
                    + buildCache().spaceReclaimed();
        }
    }
}
