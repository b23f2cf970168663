package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A {@code docker logs}: what a container has written so far. Nothing happens until {@link #execute()}.
 *
 * <pre>{@code
 * String end = container.logs().tail(20).execute().stdout();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
public final class LogsSpec {
    private final Function<Map<String, String>, Logs> backend;
    private final Map<String, String> query;

    private LogsSpec(Function<Map<String, String>, Logs> backend, Map<String, String> query) {
        this.backend = backend;
        this.query = query;
    }

    /** Returns the spec for all that a container has written; called by implementations with what fetches it. */
    public static LogsSpec of(Function<Map<String, String>, Logs> backend) {
        return new LogsSpec(backend, Map.of());
    }

    private LogsSpec with(String name, String value) {
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put(name, value);
        return new LogsSpec(backend, next);
    }

    /**
     * Keeps the last lines alone: {@code --tail}.
     *
     * @throws InvalidOptionException if the number is negative
     */
    public LogsSpec tail(int lines) {
        if (lines < 0) {
            throw new InvalidOptionException(
                    "--tail", String.valueOf(lines), "the number of lines must not be negative");
        }
        return with("tail", String.valueOf(lines));
    }

    /** Keeps what was written at this time or later: {@code --since}. */
    public LogsSpec since(Instant time) {
        return with("since", unix(time));
    }

    /** Keeps what was written before this time: {@code --until}. */
    public LogsSpec until(Instant time) {
        return with("until", unix(time));
    }

    /** Puts the time before each line: {@code --timestamps}. */
    public LogsSpec timestamps() {
        return with("timestamps", "1");
    }

    /** Puts the attributes that the log driver was told to keep, labels for instance, before each line: {@code --details}. */
    public LogsSpec details() {
        return with("details", "1");
    }

    private static String unix(Instant time) {
        return "%d.%09d".formatted(time.getEpochSecond(), time.getNano());
    }

    /** Returns the lines. */
    public Logs execute() {
        return backend.apply(query);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogsSpec that && query.equals(that.query);
    }

    @Override
    public int hashCode() {
        return query.hashCode();
    }

    /** Returns the options by their names in the request. */
    @Override
    public String toString() {
        return "logs " + query;
    }
}
