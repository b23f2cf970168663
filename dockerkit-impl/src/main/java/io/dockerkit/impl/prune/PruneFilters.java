package io.dockerkit.impl.prune;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Filters;
import io.dockerkit.cli.Timestamps;
import io.dockerkit.cli.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a prune, as a dry run has to apply them itself: the engine has lists, but no list of what a prune would
 * remove. Immutable and thread-safe.
 */
public final class PruneFilters {
    private static final String LABEL = "label";
    private static final String WITHOUT = "label!";
    private static final String UNTIL = "until";

    private final Filters labels;
    private final List<String> without;
    private final @Nullable Instant until;

    private PruneFilters(Filters labels, List<String> without, @Nullable Instant until) {
        this.labels = labels;
        this.without = without;
        this.until = until;
    }

    /**
     * Reads the filters of what has no age.
     *
     * @throws InvalidOptionException if one is none that a prune knows
     */
    public static PruneFilters of(Filters filters) {
        requireOf(filters, List.of(LABEL, WITHOUT));
        return new PruneFilters(labels(filters), without(filters), null);
    }

    /**
     * Reads the filters of what has an age.
     *
     * @param now the time from which an age counts back
     * @throws InvalidOptionException if one is none that a prune knows, or has no value that it takes
     */
    public static PruneFilters withAge(Filters filters, Instant now) {
        requireOf(filters, List.of(LABEL, WITHOUT, UNTIL));
        return new PruneFilters(labels(filters), without(filters), until(filters, now));
    }

    private static void requireOf(Filters filters, List<String> known) {
        filters.values()
                .forEach(
                        (key, values) -> {
                            if (!known.contains(key)) {
                                throw new InvalidOptionException(
                                        "--filter",
                                        key + "=" + String.join(",", values),
                                        "a dry run knows " + String.join(", ", known));
                            }
                        });
    }

    private static Filters labels(Filters filters) {
        Filters labels = Filters.none();
        for (String label : filters.values().getOrDefault(LABEL, List.of())) {
            labels = labels.with(LABEL, label);
        }
        return labels;
    }

    private static List<String> without(Filters filters) {
        return filters.values().getOrDefault(WITHOUT, List.of());
    }

    /** In whole seconds, as the engine's lists have their times, and as the engine itself counts back. */
    private static @Nullable Instant until(Filters filters, Instant now) {
        List<String> values = filters.values().getOrDefault(UNTIL, List.of());
        if (values.isEmpty()) {
            return null;
        }
        String text = values.get(0);
        if (values.size() > 1) {
            throw new InvalidOptionException(
                    "--filter until", String.join(",", values), "only one is accepted");
        }
        try {
            return Instant.ofEpochSecond(new BigDecimal(Timestamps.toUnix(text, now)).longValue());
        } catch (IllegalArgumentException notOne) {
            throw new InvalidOptionException(
                    "--filter until", text, "accepted form: " + Timestamps.FORM);
        }
    }

    /** Returns those of the filters that the engine's lists apply: the labels that are asked for. */
    public Filters ofLists() {
        return labels;
    }

    /** Returns whether the filters leave something with these labels to the prune. */
    public boolean take(Map<String, String> itsLabels) {
        return without.isEmpty() || !without.stream().allMatch(label -> has(itsLabels, label));
    }

    /** Returns whether the filters leave something with these labels, created then, to the prune. */
    public boolean take(Map<String, String> itsLabels, Instant created) {
        return take(itsLabels) && (until == null || created.isBefore(until));
    }

    /** The engine spares what has all the labels that are named, not what has one of them. */
    private static boolean has(Map<String, String> itsLabels, String label) {
        String value = itsLabels.get(Words.key(label));
        return value != null && (!label.contains("=") || value.equals(Words.value(label)));
    }
}
