package io.dockerkit.cli;

import java.util.Objects;

/**
 * A spec that is one docker command line: the one place of its flags, of its text and of what makes two of them equal.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the spec that an option returns
 * @hidden
 */
@CheckReturnValue
public abstract class CommandOptions<S> {
    private final CommandLine line;

    /**
     * Creates a spec of this line.
     *
     * @hidden
     */
    protected CommandOptions(CommandLine line) {
        this.line = Objects.requireNonNull(line, "line");
    }

    /**
     * Returns the same spec with another line.
     *
     * @hidden
     */
    protected abstract S with(CommandLine next);

    /**
     * Returns what counts for {@link #equals} and is not in the line; "" for nothing.
     *
     * @hidden
     */
    protected Object besides() {
        return "";
    }

    /**
     * Returns the line.
     *
     * @hidden
     */
    protected final CommandLine line() {
        return line;
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
        return with(line.with(name, value));
    }

    /** Returns the equivalent command line, with all values as they are; it may contain secrets. */
    public String toCommandLine() {
        return line.text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandOptions<?> that
                && getClass() == that.getClass()
                && line.equals(that.line)
                && besides().equals(that.besides());
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** Returns the equivalent command line, with {@code ***} for the values of secrets. */
    @Override
    public String toString() {
        return line.redacted();
    }
}
