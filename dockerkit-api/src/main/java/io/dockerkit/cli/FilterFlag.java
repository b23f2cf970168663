package io.dockerkit.cli;

/** The flag {@code --filter} of lists, prunes and events. Stateless and thread-safe. */
public final class FilterFlag {
    private static final String NAME = "filter";

    private FilterFlag() {}

    /** Returns the row of the flag. */
    public static Flag row(String help) {
        return Flag.many(NAME, "key=value", help).checked(FilterFlag::check).keyed();
    }

    /** As with the CLI, the key is the same in capitals, and blanks around key and value do not count. */
    private static String check(String given) {
        if (Words.key(given).isBlank()) {
            throw new IllegalArgumentException("the key is empty");
        }
        if (!given.contains("=")) {
            throw new IllegalArgumentException("the value is missing");
        }
        return pair(Words.key(given), Words.value(given));
    }

    /**
     * Returns a filter as the flag takes it.
     *
     * @throws io.dockerkit.InvalidOptionException if the key is blank
     */
    public static String pair(String key, String value) {
        StringBuilder pair = new StringBuilder();
        Filters.none()
                .with(key, value)
                .values()
                .forEach((name, values) -> pair.append(name).append('=').append(values.get(0)));
        return pair.toString();
    }

    /** Returns the filters of all values of the flag. */
    public static Filters of(FlagValues flags) {
        Filters filters = Filters.none();
        for (String pair : flags.all(NAME)) {
            filters = filters.with(Words.key(pair), Words.value(pair));
        }
        return filters;
    }
}
