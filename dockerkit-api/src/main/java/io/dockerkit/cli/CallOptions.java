package io.dockerkit.cli;

import java.util.List;
import java.util.Objects;

/**
 * The options of a verb that acts at once, {@code container.stop(options -> …)}: the flags of a command without its
 * operands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the spec that an option returns
 * @hidden
 */
@CheckReturnValue
public abstract class CallOptions<S> {
    private final FlagValues flags;

    /**
     * Creates options with these flags.
     *
     * @hidden
     */
    protected CallOptions(FlagValues flags) {
        this.flags = Objects.requireNonNull(flags, "flags");
    }

    /**
     * Returns the same options with other flags.
     *
     * @hidden
     */
    protected abstract S with(FlagValues next);

    /**
     * Returns what counts for {@link #equals} and is no flag; "" for nothing.
     *
     * @hidden
     */
    protected Object besides() {
        return "";
    }

    /**
     * Returns the flags.
     *
     * @hidden
     */
    protected final FlagValues flags() {
        return flags;
    }

    /**
     * Returns the command line with these operands.
     *
     * @hidden
     */
    protected final String line(String... operands) {
        return CommandLine.of(flags.table(), List.of(operands)).flags(flags).text();
    }

    /**
     * Sets any flag of the command in the CLI's own syntax: {@code flag("shm-size", "1g")} for {@code --shm-size 1g}. The
     * named options do no more than this.
     *
     * @param name the flag's long name without dashes
     * @param value the value as the CLI takes it; {@code "true"} or {@code "false"} for a switch
     * @throws io.dockerkit.InvalidOptionException if there is no such flag or it does not accept the value
     */
    public S flag(String name, String value) {
        return with(flags.with(FlagTable.bare(name), value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallOptions<?> that
                && getClass() == that.getClass()
                && flags.equals(that.flags)
                && besides().equals(that.besides());
    }

    @Override
    public int hashCode() {
        return flags.hashCode();
    }

    /** Returns the flags as a command line has them, a blank in front. */
    @Override
    public String toString() {
        return flags.flags().isEmpty() ? "" : " " + flags;
    }
}
