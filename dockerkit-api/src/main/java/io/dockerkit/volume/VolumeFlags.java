package io.dockerkit.volume;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.RequestDraft;
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
                                    .checked(VolumeFlags::notBlank)
                                    .writes((values, draft) -> draft.put("Driver", values.get(0))),
                            Flag.many("label", "key or key=value", "Label of the volume")
                                    .checked(VolumeFlags::notBlank)
                                    .writes((values, draft) -> pairs(draft, "Labels", values)),
                            Flag.many("opt", "key=value", "Option of the driver")
                                    .shorthand('o')
                                    .secret()
                                    .checked(VolumeFlags::notBlank)
                                    .writes(
                                            (values, draft) ->
                                                    pairs(draft, "DriverOpts", values))));

    private VolumeFlags() {}

    private static String notBlank(String value) {
        if (value.isBlank() || value.startsWith("=")) {
            throw new IllegalArgumentException("the name is empty");
        }
        return value;
    }

    private static void pairs(RequestDraft draft, String field, List<String> values) {
        for (String value : values) {
            int equals = value.indexOf('=');
            draft.putEntry(
                    field,
                    equals < 0 ? value : value.substring(0, equals),
                    equals < 0 ? "" : value.substring(equals + 1));
        }
    }
}
