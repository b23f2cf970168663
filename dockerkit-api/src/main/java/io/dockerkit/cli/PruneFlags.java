package io.dockerkit.cli;

import static io.dockerkit.cli.Flag.toggle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The flags of the prunes: {@code docker volume prune --force --all --filter label=demo}. Stateless and thread-safe. */
public final class PruneFlags {
    private static final Flag FORCE =
            toggle("force", "Do not ask for confirmation")
                    .shorthand('f')
                    .onByDefault()
                    .kept()
                    .refused("a prune never asks for confirmation here; leave the flag out");
    private static final Flag FILTER = FilterFlag.row("Remove only what the filter leaves");

    private PruneFlags() {}

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
    public static CommandLine line(FlagTable table) {
        return CommandLine.of(table, List.of()).with("force", "true");
    }

    /**
     * Returns an age as the filter {@code until} takes it: whole milliseconds, rounded up.
     *
     * @throws io.dockerkit.InvalidOptionException if the age is negative or longer than 100 years
     */
    public static String until(Duration age) {
        return Checks.millis("--filter until", Objects.requireNonNull(age, "age")) + "ms";
    }
}
