package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code --filter} values of a list or prune: for each key its values in the order given. Values of one key are
 * alternatives to the engine, except for labels, which must all hold.
 *
 * <p>Immutable and thread-safe.
 */
public final class Filters {
    private static final Filters NONE = new Filters(Map.of());

    private final Map<String, List<String>> values;

    private Filters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Returns no filters. */
    public static Filters none() {
        return NONE;
    }

    /**
     * Returns these filters with one more. As with the CLI, the key is the same in capitals, and blanks around key and value
     * do not count.
     *
     * @throws InvalidOptionException if the key is blank
     */
    public Filters with(String key, String value) {
        String name = Words.lower(Words.strip(Objects.requireNonNull(key, "key")));
        String given = Words.strip(Objects.requireNonNull(value, "value"));
        if (name.isEmpty()) {
            throw new InvalidOptionException(
                    "--filter", key + "=" + value, "the key is empty; accepted form: key=value");
        }
        Map<String, List<String>> next = new LinkedHashMap<>(values);
        List<String> list = new ArrayList<>(next.getOrDefault(name, List.of()));
        list.add(given);
        next.put(name, List.copyOf(list));
        return new Filters(Collections.unmodifiableMap(next));
    }

    /** Returns the values by key, as the Engine API's {@code filters} parameter has them. */
    public Map<String, List<String>> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filters that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Returns the filters as command line words: {@code --filter label=x}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        values.forEach(
                (key, list) ->
                        list.forEach(
                                value -> {
                                    words.add("--filter");
                                    words.add(key + "=" + value);
                                }));
        return ShellQuoting.join(words);
    }
}
