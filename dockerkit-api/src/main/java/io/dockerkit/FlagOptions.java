package io.dockerkit;

import io.dockerkit.cli.CheckReturnValue;

/**
 * A spec whose options are flags of a docker command.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
public interface FlagOptions<S> {
    /**
     * Sets any flag of the command in the CLI's own syntax: {@code flag("shm-size", "1g")} for {@code --shm-size 1g}. The
     * named options do no more than this.
     *
     * @param name the flag's long name without dashes
     * @param value the value as the CLI takes it; {@code "true"} or {@code "false"} for a switch
     * @throws io.dockerkit.InvalidOptionException if there is no such flag or it does not accept the value
     */
    S flag(String name, String value);
}
