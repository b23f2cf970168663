package io.dockerkit.container.flags;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Words;
import java.util.List;

/** The flags of {@code docker exec}, as rows of one table. */
public final class ExecFlags {
    /** The flags of {@code docker exec}. */
    public static final FlagTable TABLE =
            new FlagTable(
                            "docker exec",
                            List.of(
                                    Flag.toggle("detach", "Run the command in the background")
                                            .shorthand('d')
                                            .writes(Words.trueAt("Detach")),
                                    Flag.many(
                                                    "env",
                                                    "NAME=value, or NAME to inherit it from this process",
                                                    "Set an environment variable")
                                            .shorthand('e')
                                            .secret()
                                            .checked(Words::checkPair),
                                    Flag.many(
                                                    "env-file",
                                                    "the path of a file with a NAME=value a line",
                                                    "Read variables from a file")
                                            .checked(Words::checkNotBlank),
                                    Flag.one(
                                                    "detach-keys",
                                                    "keys, such as ctrl-p,ctrl-q",
                                                    "Keys to detach from a terminal")
                                            .writes(Words.textAt("DetachKeys")),
                                    Flag.toggle("interactive", "Keep standard input open")
                                            .shorthand('i')
                                            .writes(Words.trueAt("AttachStdin")),
                                    Flag.toggle(
                                                    "privileged",
                                                    "Give extended privileges to the command")
                                            .writes(Words.trueAt("Privileged")),
                                    Flag.toggle("tty", "Allocate a terminal")
                                            .shorthand('t')
                                            .writes(Words.trueAt("Tty")),
                                    Flag.one(
                                                    "user",
                                                    "name|uid[:group|gid]",
                                                    "User name or id, and group")
                                            .shorthand('u')
                                            .writes(Words.textAt("User")),
                                    Flag.one(
                                                    "workdir",
                                                    "a path in the container",
                                                    "Working directory of the command")
                                            .shorthand('w')
                                            .writes(Words.textAt("WorkingDir"))))
                    .alsoCalled("docker container exec");

    private ExecFlags() {}
}
