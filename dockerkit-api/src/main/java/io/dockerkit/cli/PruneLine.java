package io.dockerkit.cli;

import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The line of a prune: {@code docker volume prune --force --all --filter label=demo}. Two are equal if they ask for the same,
 * whatever the order of the filters.
 *
 * <p>Immutable and thread-safe.
 */
public final class PruneLine {
    private static final Flag FORCE =
            toggle("force", "Do not ask for confirmation")
                    .shorthand('f')
                    .onByDefault()
                    .kept()
                    .refused("a prune never asks for confirmation here; leave the flag out");
    private static final Flag FILTER = FilterFlag.row("Remove only what the filter leaves");

    private final CommandLine line;

    private PruneLine(CommandLine line) {
        this.line = line;
    }

    /** Returns the table of a prune with {@code --filter} and {@code --force} and these flags besides. */
    public static FlagTable table(String command, Flag... others) {
        List<Flag> flags = new ArrayList<>(List.of(others));
        flags.add(FILTER);
        flags.add(FORCE);
        return new FlagTable(command, flags);
    }

    /** Returns the flag {@code --all}. */
    public static Flag all(String help) {
        return toggle("all", help).shorthand('a');
    }

    /** Returns a prune without filters. */
    public static PruneLine of(FlagTable table) {
        return new PruneLine(CommandLine.of(table, List.of()).with("force", "true"));
    }

    /**
     * Returns the line with one more flag.
     *
     * @throws InvalidOptionException if there is no such flag or it does not accept the value
     */
    public PruneLine with(String name, String value) {
        return new PruneLine(line.with(name, value));
    }

    /** Returns the line with one more filter. */
    public PruneLine filter(String key, String value) {
        return with("filter", FilterFlag.pair(key, value));
    }

    /** Returns the filters. */
    public Filters filters() {
        return FilterFlag.of(line.flags());
    }

    /** Returns whether {@code --all} is set. */
    public boolean isAll() {
        return line.flags().isSet("all");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PruneLine that
                && isAll() == that.isAll()
                && filters().equals(that.filters());
    }

    @Override
    public int hashCode() {
        return Objects.hash(isAll(), filters());
    }

    /** Returns the command line. */
    @Override
    public String toString() {
        return line.text();
    }
}
