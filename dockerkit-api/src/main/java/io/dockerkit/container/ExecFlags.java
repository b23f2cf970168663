package io.dockerkit.container;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import java.util.List;

/** The flags of {@code docker exec}, as rows of one table. */
final class ExecFlags {
    static final FlagTable TABLE =
            new FlagTable(
                    "docker exec",
                    List.of(
                            Flag.toggle("detach", "Run the command in the background")
                                    .shorthand('d')
                                    .writes((values, draft) -> draft.put("Detach", true)),
                            Flag.many(
                                            "env",
                                            "NAME=value, or NAME to inherit it from this process",
                                            "Set an environment variable")
                                    .shorthand('e')
                                    .secret()
                                    .checked(ExecFlags::variable)
                                    .writes(
                                            (values, draft) ->
                                                    values.forEach(
                                                            value ->
                                                                    draft.add(
                                                                            "Env",
                                                                            value.contains("=")
                                                                                            || !draft.host()
                                                                                                    .environment()
                                                                                                    .containsKey(
                                                                                                            value)
                                                                                    ? value
                                                                                    : value
                                                                                            + "="
                                                                                            + draft.host()
                                                                                                    .environment()
                                                                                                    .get(
                                                                                                            value)))),
                            Flag.toggle("interactive", "Keep standard input open")
                                    .shorthand('i')
                                    .writes((values, draft) -> draft.put("AttachStdin", true)),
                            Flag.toggle("privileged", "Give extended privileges to the command")
                                    .writes((values, draft) -> draft.put("Privileged", true)),
                            Flag.toggle("tty", "Allocate a terminal")
                                    .shorthand('t')
                                    .writes((values, draft) -> draft.put("Tty", true)),
                            Flag.one("user", "name|uid[:group|gid]", "User name or id, and group")
                                    .shorthand('u')
                                    .writes((values, draft) -> draft.put("User", values.get(0))),
                            Flag.one(
                                            "workdir",
                                            "a path in the container",
                                            "Working directory of the command")
                                    .shorthand('w')
                                    .writes(
                                            (values, draft) ->
                                                    draft.put("WorkingDir", values.get(0)))));

    private ExecFlags() {}

    private static String variable(String value) {
        if (value.isEmpty() || value.startsWith("=")) {
            throw new IllegalArgumentException("the name is empty");
        }
        return value;
    }
}
