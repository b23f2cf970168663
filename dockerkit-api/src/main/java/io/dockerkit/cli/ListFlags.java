package io.dockerkit.cli;

import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

/**
 * The flags that decide how the CLI prints an answer, which has no meaning where the answer is an object. Stateless and
 * thread-safe.
 */
public final class ListFlags {
    /** {@code --all}. */
    public static final Flag ALL = toggle("all", "Show what is hidden otherwise").shorthand('a');

    /** {@code --filter}. */
    public static final Flag FILTER =
            FilterFlag.row("Show only what the filter leaves").shorthand('f');

    /** {@code --format}. */
    public static final Flag FORMAT =
            one("format", "a template", "Format the output")
                    .refused("the answer is an object and not text; call its methods");

    /** {@code --no-trunc}: nothing is shortened here anyway. */
    public static final Flag NO_TRUNC = toggle("no-trunc", "Do not shorten the output");

    /** {@code --quiet}. */
    public static final Flag QUIET =
            toggle("quiet", "Show only the ids")
                    .shorthand('q')
                    .refused("the answer has all fields, the id among them; leave the flag out");

    private ListFlags() {}
}
