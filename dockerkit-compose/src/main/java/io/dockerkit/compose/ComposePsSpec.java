package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.util.List;

/**
 * The options of {@code docker compose ps}.
 *
 * <pre>{@code
 * project.ps(options -> options.all());
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposePsSpec extends CallOptions<ComposePsSpec>
        implements FlagOptions<ComposePsSpec> {
    private static final List<String> STATES =
            List.of("paused", "restarting", "removing", "running", "dead", "created", "exited");

    private static final FlagTable TABLE =
            new FlagTable(
                    "docker compose ps",
                    List.of(
                            Flag.toggle("all", "Show stopped containers and those of run, too")
                                    .shorthand('a'),
                            Flag.toggle("orphans", "Show services that the files do not name")
                                    .onByDefault(),
                            Flag.many("status", String.join(", ", STATES), "Show these states")
                                    .checked(ComposePsSpec::state)));

    private static final ComposePsSpec DEFAULTS = new ComposePsSpec(FlagValues.none(TABLE));

    private ComposePsSpec(FlagValues flags) {
        super(flags);
    }

    private static String state(String value) {
        if (!STATES.contains(value)) {
            throw new IllegalArgumentException("it is none of " + String.join(", ", STATES));
        }
        return value;
    }

    @Override
    protected ComposePsSpec with(FlagValues next) {
        return new ComposePsSpec(next);
    }

    /** Returns a plain {@code docker compose ps}. */
    public static ComposePsSpec defaults() {
        return DEFAULTS;
    }

    /** Lists containers that do not run, too, and those of {@code run}: {@code --all}. */
    public ComposePsSpec all() {
        return flag("all", "true");
    }

    /**
     * Lists the containers in this state, and in those of further calls: {@code --status}.
     *
     * @param state {@code running}, {@code exited}, {@code paused}, {@code created}, {@code restarting}, {@code removing} or
     *     {@code dead}
     * @throws io.dockerkit.InvalidOptionException if it is none of them
     */
    public ComposePsSpec status(String state) {
        return flag("status", Checks.text("--status", "state", state));
    }

    /** Sets whether services that the files do not name are listed, which they are by default: {@code --orphans}. */
    public ComposePsSpec orphans(boolean listed) {
        return flag("orphans", String.valueOf(listed));
    }

    boolean isAll() {
        return flags().isSet("all") || flags().isSet("status");
    }

    boolean isOrphans() {
        return !flags().isSet("orphans");
    }

    boolean takes(String state) {
        return !flags().isSet("status") || flags().all("status").contains(state);
    }
}
