package io.dockerkit.compose;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.util.List;

/**
 * The options of {@code docker compose rm}. Nobody is asked whether to remove, as with the CLI's {@code --force}.
 *
 * <pre>{@code
 * project.remove(options -> options.stop().volumes(), "job");
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ComposeRemoveSpec extends CallOptions<ComposeRemoveSpec>
        implements FlagOptions<ComposeRemoveSpec> {
    private static final FlagTable TABLE =
            new FlagTable(
                            "docker compose rm",
                            List.of(
                                    Flag.toggle("force", "Do not ask").shorthand('f'),
                                    Flag.toggle("stop", "Stop the containers first").shorthand('s'),
                                    Flag.toggle("volumes", "Remove anonymous volumes, too")
                                            .shorthand('v')))
                    .flagsAnywhere();

    private static final ComposeRemoveSpec DEFAULTS = new ComposeRemoveSpec(FlagValues.none(TABLE));

    private ComposeRemoveSpec(FlagValues flags) {
        super(flags);
    }

    @Override
    protected ComposeRemoveSpec with(FlagValues next) {
        return new ComposeRemoveSpec(next);
    }

    /** Returns a plain {@code docker compose rm}. */
    public static ComposeRemoveSpec defaults() {
        return DEFAULTS;
    }

    /**
     * Removes a container by force, one that was started meanwhile for instance: {@code --force}. Containers that are seen
     * running stay, unless {@link #stop()} is set.
     */
    public ComposeRemoveSpec force() {
        return flag("force", "true");
    }

    /** Stops the containers first: {@code --stop}. */
    public ComposeRemoveSpec stop() {
        return flag("stop", "true");
    }

    /** Removes their anonymous volumes, too: {@code --volumes}. */
    public ComposeRemoveSpec volumes() {
        return flag("volumes", "true");
    }

    boolean isForce() {
        return flags().isSet("force");
    }

    boolean isStop() {
        return flags().isSet("stop");
    }

    boolean isVolumes() {
        return flags().isSet("volumes");
    }
}
