package io.dockerkit.cli;

/**
 * A spec of a command that has the flag {@code --filter}: a list, a prune, the events.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the spec that an option returns
 * @hidden
 */
@CheckReturnValue
public abstract class FilteredOptions<S> extends CommandOptions<S> {
    /**
     * Creates a spec of this line.
     *
     * @hidden
     */
    protected FilteredOptions(CommandLine line) {
        super(line);
    }

    /**
     * Adds any filter of the command: {@code --filter key=value}. Values of one key are alternatives, except for labels,
     * which must all hold.
     *
     * @throws io.dockerkit.InvalidOptionException if the key is blank
     */
    public S filter(String key, String value) {
        return flag("filter", FilterFlag.pair(key, value));
    }

    /**
     * Returns the filters.
     *
     * @hidden
     */
    protected final Filters filters() {
        return FilterFlag.of(line().flags());
    }

    /**
     * Returns whether the switch is set: {@code --all}.
     *
     * @hidden
     */
    protected final boolean isSet(String name) {
        return line().flags().isSet(name);
    }
}
