package io.dockerkit;

import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.PruneFlags;
import io.dockerkit.cli.Timestamps;
import java.time.Duration;
import java.time.Instant;

/**
 * The options and terminals that the prunes share.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
public interface PruneOptions<S> extends FilterOptions<S> {
    /**
     * Spares what has the label, whatever its value: {@code --filter label!=key}. Where several are given the engine spares
     * only what has all of them.
     */
    default S withoutLabel(String key) {
        return filter("label!", Checks.text("--filter label!", "key", key));
    }

    /** Removes what the filters leave and nothing uses. */
    @CanIgnoreReturnValue
    PruneReport execute();

    /**
     * Returns what {@link #execute()} would remove now, and removes nothing.
     *
     * @throws InvalidOptionException if a filter is none that this prune has
     */
    @CanIgnoreReturnValue
    PruneReport dryRun();

    /**
     * The prunes that know an age.
     *
     * @param <S> the spec that an option returns
     */
    @CheckReturnValue
    interface WithAge<S> extends PruneOptions<S> {
        /**
         * Removes only what was created longer ago than this, in whole milliseconds, rounded up: {@code --filter until=24h}.
         *
         * @throws InvalidOptionException if the age is negative or longer than 100 years
         */
        default S until(Duration age) {
            return filter("until", PruneFlags.until(age));
        }

        /**
         * Removes only what was created before this time: {@code --filter until=2026-01-02T03:04:05Z}.
         *
         * @throws InvalidOptionException if the year is not from 1970 to 9999
         */
        default S until(Instant time) {
            return filter("until", Timestamps.text("--filter until", time));
        }
    }
}
