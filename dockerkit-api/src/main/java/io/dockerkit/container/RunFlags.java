package io.dockerkit.container;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import java.util.List;

/** The flags of {@code docker run}. */
final class RunFlags {
    static final FlagTable TABLE =
            new FlagTable(
                    "docker run",
                    List.of(
                            Flag.one(
                                            "workdir",
                                            "a path in the container",
                                            "Working directory inside the container")
                                    .shorthand('w')
                                    .writes(
                                            (values, draft) ->
                                                    draft.put("WorkingDir", values.get(0)))));

    private RunFlags() {}
}
