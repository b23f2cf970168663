package io.dockerkit;

import io.dockerkit.cli.Checks;
import java.time.Duration;
import java.util.Objects;

/**
 * The options and terminals that the prunes share.
 *
 * @param <S> the spec that an option returns
 */
public interface PruneOptions<S> extends FilterOptions<S> {
    /**
     * Spares what has the label, whatever its value: {@code --filter label!=key}. Where several are given the engine spares
     * only what has all of them.
     */
    default S withoutLabel(String key) {
        return filter("label!", Checks.text("--filter label!", "key", key));
    }

    /** Removes what the filters leave and nothing uses. */
    PruneReport execute();

    /**
     * Returns what {@link #execute()} would remove now, and removes nothing.
     *
     * @throws InvalidOptionException if a filter is none that this prune has
     */
    PruneReport dryRun();

    /**
     * The prunes that know an age.
     *
     * @param <S> the spec that an option returns
     */
    interface WithAge<S> extends PruneOptions<S> {
        /**
         * Removes only what was created longer ago than this, in whole milliseconds, rounded up: {@code --filter until=24h}.
         *
         * @throws InvalidOptionException if the age is negative or longer than 100 years
         */
        default S until(Duration age) {
            Objects.requireNonNull(age, "age");
            return filter("until", Checks.millis("--filter until", age) + "ms");
        }
    }
}
