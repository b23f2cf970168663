package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.List;

/** The rows of {@code docker run} about what is mounted; those of {@code StorageOptions}. */
final class StorageFlags {
    static final List<Flag> ROWS =
            List.of(
                    many("volume", VolumeSyntax.FORM, "Mount a volume or a path of the host")
                            .shorthand('v')
                            .checked(VolumeSyntax::check)
                            .writes(VolumeSyntax::write),
                    many("mount", MountSyntax.FORM, "Mount a volume, a path or a tmpfs")
                            .checked(MountSyntax::check)
                            .writes(MountSyntax::write)
                            .alsoOf(
                                    ServiceFlags.COMMAND,
                                    (values, draft) ->
                                            MountSyntax.write(
                                                    values,
                                                    draft,
                                                    ServiceFlags.CONTAINER + "Mounts")),
                    many("tmpfs", "path[:options], such as /tmp:size=64m", "Mount a tmpfs")
                            .writes(StorageFlags::tmpfs),
                    many(
                                    "volumes-from",
                                    "container[:ro|rw]",
                                    "Mount the volumes of another container")
                            .writes(Words.listAt("HostConfig/VolumesFrom")),
                    one(
                                    "volume-driver",
                                    "the name of a driver",
                                    "Driver of the container's volumes")
                            .writes(Words.textAt("HostConfig/VolumeDriver")),
                    toggle("read-only", "Make the container's own file system read-only")
                            .writes(Words.trueAt("HostConfig/ReadonlyRootfs"))
                            .alsoOf(
                                    ServiceFlags.COMMAND,
                                    row ->
                                            row.since("1.28")
                                                    .kept()
                                                    .writes(
                                                            Words.switchAt(
                                                                    ServiceFlags.CONTAINER
                                                                            + "ReadOnly"))),
                    many(
                                    "storage-opt",
                                    "key=value, such as size=120G",
                                    "Option of the storage driver")
                            .checked(StorageFlags::pair)
                            .writes(Words.pairsAt("HostConfig/StorageOpt")));

    private StorageFlags() {}

    private static String pair(String value) {
        if (!value.contains("=")) {
            throw new IllegalArgumentException("the value is missing");
        }
        return value;
    }

    private static void tmpfs(List<String> values, RequestDraft draft) {
        for (String value : values) {
            int colon = value.indexOf(':');
            draft.putEntry(
                    "HostConfig/Tmpfs",
                    colon < 0 ? value : value.substring(0, colon),
                    colon < 0 ? "" : value.substring(colon + 1));
        }
    }
}
