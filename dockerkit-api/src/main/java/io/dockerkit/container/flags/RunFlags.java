package io.dockerkit.container.flags;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import java.util.List;
import java.util.stream.Stream;

/**
 * All flags of {@code docker run}: the one table from which parsing, rendering, the request and the reference follow. Each
 * group stands beside the interface that offers it as options.
 */
public final class RunFlags {
    /** The flags of {@code docker run}. */
    public static final FlagTable TABLE =
            new FlagTable(
                            "docker run",
                            Stream.<List<Flag>>of(
                                            ProcessFlags.ROWS,
                                            PortFlags.ROWS,
                                            StorageFlags.ROWS,
                                            NetworkingFlags.ROWS,
                                            ResourceFlags.ROWS,
                                            SecurityFlags.ROWS,
                                            HealthFlags.ROWS,
                                            LifecycleFlags.ROWS)
                                    .flatMap(List::stream)
                                    .toList())
                    .alsoCalled("docker container run");

    /** What {@code docker create} takes of it. */
    static final FlagTable CREATE = TABLE.of("docker create").alsoCalled("docker container create");

    /** What {@code docker update} takes of it. */
    public static final FlagTable UPDATE =
            TABLE.sharedWith(UpdateRequestWriter.COMMAND)
                    .alsoCalled("docker container update")
                    .flagsAnywhere();

    private RunFlags() {}
}
