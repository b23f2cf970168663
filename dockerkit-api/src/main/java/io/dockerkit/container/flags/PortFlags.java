package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Words;
import java.util.List;

/** The rows of {@code docker run} about ports; those of {@code PortOptions}. */
final class PortFlags {
    static final List<Flag> ROWS =
            List.of(
                    many("publish", Publish.FORM, "Publish ports on the host")
                            .shorthand('p')
                            .checked(Publish::check)
                            .writes(Publish::write),
                    toggle("publish-all", "Publish all exposed ports on free ports of the host")
                            .shorthand('P')
                            .writes(Words.trueAt("HostConfig/PublishAllPorts")),
                    many("expose", Publish.EXPOSE_FORM, "Expose ports without publishing them")
                            .checked(Publish::checkExpose)
                            .writes(Publish::writeExposed));

    private PortFlags() {}
}
