package io.dockerkit.volume;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The flags of {@code docker volume create}, as rows of one table. */
final class VolumeFlags {
    private static final String CLUSTER = "1.42";
    private static final String SPEC = "ClusterVolumeSpec";

    /** Any of these makes it a volume of the swarm's, for the CLI too. */
    private static final List<String> MAKE_IT_CLUSTER =
            List.of(
                    "group",
                    "scope",
                    "sharing",
                    "availability",
                    "type",
                    "limit-bytes",
                    "required-bytes");

    /** The CLI takes these and drops them where none of the others is set. */
    private static final List<String> ONLY_OF_CLUSTER =
            List.of("secret", "topology-required", "topology-preferred");

    static final FlagTable TABLE =
            new FlagTable(
                            "docker volume create",
                            List.of(
                                    one(
                                                    "driver",
                                                    "the name of a driver: local, …",
                                                    "Driver of the volume")
                                            .shorthand('d')
                                            .checked(Words::checkPair)
                                            .writes(Words.textAt("Driver")),
                                    many("label", "key or key=value", "Label of the volume")
                                            .checked(Words::checkLabel)
                                            .writes(Words.pairsAt("Labels")),
                                    many("opt", "key=value", "Option of the driver")
                                            .shorthand('o')
                                            .secret()
                                            .checked(Words::checkPair)
                                            .writes(Words.pairsAt("DriverOpts")),
                                    one("group", "the name of a group", "Group of cluster volumes")
                                            .since(CLUSTER)
                                            .writes(Words.textAt(SPEC + "/Group")),
                                    one("scope", "single or multi", "How many nodes may use it")
                                            .since(CLUSTER)
                                            .writes(Words.textAt(SPEC + "/AccessMode/Scope")),
                                    one(
                                                    "sharing",
                                                    "none, readonly, onewriter or all",
                                                    "How tasks share it")
                                            .since(CLUSTER)
                                            .writes(Words.textAt(SPEC + "/AccessMode/Sharing")),
                                    one(
                                                    "availability",
                                                    "active, pause or drain",
                                                    "Whether it can be used")
                                            .since(CLUSTER)
                                            .writes(Words.textAt(SPEC + "/Availability")),
                                    one(
                                                    "type",
                                                    "mount or block",
                                                    "Whether it is mounted or a device")
                                            .since(CLUSTER)
                                            .writes(VolumeFlags::type),
                                    one(
                                                    "required-bytes",
                                                    Sizes.FORM,
                                                    "Least size of a cluster volume")
                                            .since(CLUSTER)
                                            .checked(Sizes::check)
                                            .writes(
                                                    Words.bytesAt(
                                                            SPEC + "/CapacityRange/RequiredBytes")),
                                    one(
                                                    "limit-bytes",
                                                    Sizes.FORM,
                                                    "Greatest size of a cluster volume")
                                            .since(CLUSTER)
                                            .checked(Sizes::check)
                                            .writes(
                                                    Words.bytesAt(
                                                            SPEC + "/CapacityRange/LimitBytes")),
                                    many(
                                                    "secret",
                                                    "key=secret",
                                                    "Secret for the driver of the cluster")
                                            .since(CLUSTER)
                                            .checked(Words::checkPair)
                                            .writes(VolumeFlags::secrets),
                                    many(
                                                    "topology-required",
                                                    "segment=value,…",
                                                    "Topology from which it must be accessible")
                                            .since(CLUSTER)
                                            .writes(topologies("Requisite")),
                                    many(
                                                    "topology-preferred",
                                                    "segment=value,…",
                                                    "Topology in which it had better be")
                                            .since(CLUSTER)
                                            .writes(topologies("Preferred")),
                                    one("name", "the name of the volume", "Name of the volume")
                                            .checked(Words::checkNotBlank)))
                    .flagsAnywhere();

    private VolumeFlags() {}

    /** Writes what the flags say, and what the CLI adds to it. */
    static void write(FlagValues flags, RequestDraft draft) {
        draft.put("Driver", "local");
        boolean cluster = MAKE_IT_CLUSTER.stream().anyMatch(flags::isSet);
        if (cluster) {
            draft.put(SPEC + "/AccessMode/Scope", "single");
            draft.put(SPEC + "/AccessMode/Sharing", "none");
            draft.put(SPEC + "/Availability", "active");
            if (!flags.isSet("type")) {
                type(List.of("block"), draft);
            }
            draft.map(SPEC + "/CapacityRange");
            draft.map(SPEC + "/AccessibilityRequirements");
        } else {
            for (String name : ONLY_OF_CLUSTER) {
                if (flags.isSet(name)) {
                    throw new InvalidOptionException(
                            "--" + name,
                            String.join(" ", flags.all(name)),
                            "it counts for a cluster volume alone, which one of --"
                                    + String.join(", --", MAKE_IT_CLUSTER)
                                    + " makes");
                }
            }
        }
        flags.writeTo(draft);
    }

    /** Of another type than these two the CLI sends neither, and the engine says what it wants. */
    private static void type(List<String> values, RequestDraft draft) {
        switch (values.get(0)) {
            case "mount" -> draft.map(SPEC + "/AccessMode/MountVolume");
            case "block" -> draft.map(SPEC + "/AccessMode/BlockVolume");
            default -> draft.map(SPEC + "/AccessMode");
        }
    }

    private static void secrets(List<String> values, RequestDraft draft) {
        Map<String, String> byKey = new TreeMap<>();
        values.forEach(pair -> byKey.put(Words.key(pair), Words.value(pair)));
        byKey.forEach(
                (key, secret) ->
                        draft.add(SPEC + "/Secrets", Map.of("Key", key, "Secret", secret)));
    }

    private static Flag.Writer topologies(String kind) {
        return (values, draft) -> {
            for (String value : values) {
                Map<String, String> segments = new LinkedHashMap<>();
                for (String segment : value.split(",", -1)) {
                    segments.put(Words.key(segment), Words.value(segment));
                }
                draft.add(
                        SPEC + "/AccessibilityRequirements/" + kind, Map.of("Segments", segments));
            }
        };
    }
}
