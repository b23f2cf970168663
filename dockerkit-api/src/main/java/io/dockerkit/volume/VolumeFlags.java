package io.dockerkit.volume;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Words;
import java.util.List;

/** The flags of {@code docker volume create}, as rows of one table. */
final class VolumeFlags {
    static final FlagTable TABLE =
            new FlagTable(
                    "docker volume create",
                    List.of(
                            Flag.one(
                                            "driver",
                                            "the name of a driver: local, …",
                                            "Driver of the volume")
                                    .shorthand('d')
                                    .checked(Words::checkPair)
                                    .writes(Words.textAt("Driver")),
                            Flag.many("label", "key or key=value", "Label of the volume")
                                    .checked(Words::checkPair)
                                    .writes(Words.pairsAt("Labels")),
                            Flag.many("opt", "key=value", "Option of the driver")
                                    .shorthand('o')
                                    .secret()
                                    .checked(Words::checkPair)
                                    .writes(Words.pairsAt("DriverOpts"))));

    private VolumeFlags() {}
}
