package io.dockerkit.impl.rest;

import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Words;
import java.time.Instant;
import java.util.List;

/** The {@code until} filter of prunes, as a dry run has to apply it itself. Stateless and thread-safe. */
public final class Ages {
    private Ages() {}

    /** Returns whether what was created then is old enough for the {@code until} filter, or there is none. */
    public static boolean isOlder(Instant created, Filters filters) {
        List<String> values = filters.values().getOrDefault("until", List.of());
        for (String value : values) {
            if (!created.isBefore(Instant.now().minusNanos(Words.nanos(value)))) {
                return false;
            }
        }
        return true;
    }
}
