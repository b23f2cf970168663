package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Words;
import java.util.List;
import java.util.Set;

/** The rows of {@code docker run} about what runs in the container; those of {@code ProcessOptions}. */
final class ProcessFlags {
    /** Says of a flag that a service takes it, too, and where in its request. */
    private static final String SERVICE = ServiceFlags.COMMAND;

    private static final String SPEC = ServiceFlags.CONTAINER;

    static final List<Flag> ROWS =
            List.of(
                    toggle("interactive", "Keep standard input open")
                            .shorthand('i')
                            .writes(Words.trueAt("OpenStdin")),
                    toggle("tty", "Allocate a terminal")
                            .shorthand('t')
                            .writes(Words.trueAt("Tty"))
                            .alsoOf(
                                    SERVICE,
                                    row ->
                                            row.since("1.25")
                                                    .kept()
                                                    .writes(Words.switchAt(SPEC + "TTY"))),
                    many(
                                    "attach",
                                    "stdin, stdout or stderr",
                                    "Attach to a stream in the foreground")
                            .shorthand('a')
                            .checked(ProcessFlags::stream),
                    many(
                                    "env",
                                    "NAME=value, or NAME to inherit it from this process",
                                    "Set an environment variable")
                            .shorthand('e')
                            .secret()
                            .checked(ProcessFlags::variable)
                            .alsoOf(SERVICE),
                    many(
                                    "env-file",
                                    "the path of a file with a NAME=value a line",
                                    "Read variables from a file")
                            .checked(Words::checkNotBlank)
                            .alsoOf(SERVICE),
                    one(
                                    "entrypoint",
                                    "a program; empty to clear the image's",
                                    "Replace the image's entrypoint")
                            .writes(
                                    (values, draft) ->
                                            draft.put("Entrypoint", List.of(values.get(0))))
                            .alsoOf(
                                    SERVICE,
                                    row ->
                                            row.checked(ServiceWords::words)
                                                    .writes(ServiceWords::entrypoint)),
                    one("user", "name|uid[:group|gid]", "User name or id, and group")
                            .shorthand('u')
                            .writes(Words.textAt("User"))
                            .alsoOf(SERVICE, Words.textAt(SPEC + "User")),
                    many("group-add", "a group's name or id", "Additional group")
                            .writes(Words.listAt("HostConfig/GroupAdd")),
                    one("workdir", "a path in the container", "Working directory")
                            .shorthand('w')
                            .writes(Words.textAt("WorkingDir"))
                            .alsoOf(SERVICE, Words.textAt(SPEC + "Dir")),
                    toggle("init", "Run an init that forwards signals and reaps processes")
                            .since("1.25")
                            .kept()
                            .writes(Words.switchAt("HostConfig/Init"))
                            .alsoOf(
                                    SERVICE,
                                    row -> row.since("1.37").writes(Words.switchAt(SPEC + "Init"))),
                    one(
                                    "stop-signal",
                                    "a signal's name or number",
                                    "Signal that stops the container")
                            .writes(Words.textAt("StopSignal"))
                            .alsoOf(
                                    SERVICE,
                                    row ->
                                            row.since("1.28")
                                                    .writes(Words.textAt(SPEC + "StopSignal"))),
                    one("stop-timeout", "seconds; -1 for ever", "Grace period of a stop")
                            .since("1.25")
                            .checked(Numbers::check)
                            .writes(Words.numberAt("StopTimeout")));

    private ProcessFlags() {}

    private static String stream(String value) {
        String lower = Words.lower(value);
        if (!Set.of("stdin", "stdout", "stderr").contains(lower)) {
            throw new IllegalArgumentException("no such stream");
        }
        return lower;
    }

    private static String variable(String value) {
        if (Words.key(value).isEmpty()) {
            throw new IllegalArgumentException("the name is empty");
        }
        return value;
    }
}
