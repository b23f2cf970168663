package io.dockerkit.compose.file;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the paths of a document, by patterns: {@code services.*.ports}. It is a tree: each part of a path leads to
 * the table of what is below. Where a pattern has {@code *}, which stands for any part, no other one has a name. Not changed
 * once it is filled; thread-safe then.
 *
 * @param <T> what belongs to a path
 */
final class PathTable<T> {
    /** What items of lists are called in patterns. */
    static final String ITEM = "[]";

    private final Map<String, PathTable<T>> below = new HashMap<>();
    private @Nullable PathTable<T> belowAny;
    private @Nullable T value;

    /** Adds what belongs to the paths of a pattern; returns this. */
    PathTable<T> with(String pattern, T given) {
        at(pattern).value = given;
        return this;
    }

    /** Adds what belongs to the paths of several patterns that begin with the same parts; returns this. */
    PathTable<T> with(String prefix, T given, String... patterns) {
        for (String pattern : patterns) {
            with(prefix + pattern, given);
        }
        return this;
    }

    private PathTable<T> at(String pattern) {
        PathTable<T> table = this;
        for (String part : pattern.split("\\.", -1)) {
            table = table.made(part);
        }
        return table;
    }

    private PathTable<T> made(String part) {
        boolean isAny = part.equals("*");
        PathTable<T> known = isAny ? belowAny : below.get(part);
        if (known != null) {
            return known;
        }
        if (isAny ? !below.isEmpty() : belowAny != null) {
            throw new IllegalArgumentException(part + " is beside other parts of patterns");
        }
        PathTable<T> made = new PathTable<>();
        if (isAny) {
            belowAny = made;
        } else {
            below.put(part, made);
        }
        return made;
    }

    /** Returns the table of what is below a part, or null if nothing belongs to a path there. */
    @Nullable PathTable<T> below(String part) {
        return belowAny != null ? belowAny : below.get(part);
    }

    /** Returns what belongs to the path that led here, or null. */
    @Nullable T value() {
        return value;
    }
}
