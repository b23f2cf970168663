package io.dockerkit.container.flags;

import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.RequestDraft;

/**
 * Writes the request of a command. A command is a target with two parts: the table of its flags and a writer. Of the
 * targets that share the flags of {@link RunFlags}, a container has {@link RunFlags#TABLE} and {@link
 * ContainerRequestWriter}, an update {@link RunFlags#UPDATE} and {@link UpdateRequestWriter}. A row of the table says by
 * {@link io.dockerkit.cli.Flag#alsoOf} which other targets take the flag, and what it writes there if that differs.
 * Thread-safe.
 */
public interface RequestWriter {
    /**
     * Returns the request for a line; relative paths and variables are those of the place where it was typed.
     *
     * @throws io.dockerkit.InvalidOptionException if flags do not go together, or a file that one names cannot be read
     */
    RequestDraft write(CommandLine line);
}
