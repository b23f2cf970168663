package io.dockerkit.container.flags;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Sizes;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The flags of {@code docker service create} and {@code docker service update}: those of {@link RunFlags} that services take
 * too, and their own. What several flags say together is written by {@link ServiceWriter}.
 */
public final class ServiceFlags {
    /** The command that creates a service. */
    public static final String COMMAND = "docker service create";

    /** Where a service's request has what a container's has at its root. */
    static final String CONTAINER = "TaskTemplate/ContainerSpec/";

    private static final String NUMBER = "a number, 0 or more";
    private static final String RESTART = "TaskTemplate/RestartPolicy/";

    private static final List<Flag> OWN =
            List.of(
                    many("config", FileReference.FORM, "Give the tasks a config as a file")
                            .checked(FileReference::check)
                            .since("1.30"),
                    many("constraint", "node.role==manager, …", "Constraint of placement")
                            .writes(Words.listAt("TaskTemplate/Placement/Constraints")),
                    many("container-label", "key or key=value", "Label of the containers")
                            .checked(Words::checkLabel)
                            .writes(Words.pairsAt(CONTAINER + "Labels")),
                    one(
                                    "credential-spec",
                                    "config://…, file://… or registry://…",
                                    "Credentials of a managed service account (Windows)")
                            .since("1.29")
                            .checked(ServiceWords::credentialSpec),
                    toggle("detach", "Do not wait until the service has converged")
                            .shorthand('d')
                            .since("1.29"),
                    one("endpoint-mode", "vip or dnsrr", "How the service's name is resolved")
                            .writes(Words.textAt("EndpointSpec/Mode")),
                    many("generic-resource", "kind=number", "Reserve a resource of the user's own")
                            .since("1.32")
                            .checked(ServiceWords::genericResource)
                            .writes(
                                    (values, draft) ->
                                            ServiceWords.genericResources(values)
                                                    .forEach(
                                                            resource ->
                                                                    draft.add(
                                                                            ServiceWords.GENERIC,
                                                                            resource))),
                    many("group", "a group's name or id", "Additional group of the user")
                            .since("1.25")
                            .writes(Words.listAt(CONTAINER + "Groups")),
                    many("host", "host:ip", "Add a line to the hosts file")
                            .since("1.25")
                            .checked(NetworkingFlags::host)
                            .writes(
                                    (values, draft) ->
                                            values.forEach(
                                                    value ->
                                                            draft.add(
                                                                    CONTAINER + "Hosts",
                                                                    NetworkingFlags.hostLine(
                                                                            value)))),
                    many("label", "key or key=value", "Label of the service")
                            .shorthand('l')
                            .checked(Words::checkLabel)
                            .writes(Words.pairsAt("Labels")),
                    cpus("limit-cpu", "Limit of processors of a task", "Limits/NanoCPUs"),
                    bytes("limit-memory", "Limit of memory of a task", "Limits/MemoryBytes"),
                    one("limit-pids", "a number; 0 for no limit", "Limit of processes of a task")
                            .since("1.41")
                            .checked(Numbers::check)
                            .writes(Words.numberAt("TaskTemplate/Resources/Limits/Pids")),
                    number("max-concurrent", "Tasks of a job that run at the same time")
                            .since("1.41"),
                    one(
                            "mode",
                            "replicated, global, replicated-job or global-job",
                            "How many tasks there are, and whether they end"),
                    one("name", "a name", "Name of the service").writes(Words.textAt("Name")),
                    toggle("no-resolve-image", "Do not ask the registry for the image's digest")
                            .since("1.30"),
                    many("placement-pref", "spread=node.labels.…", "Preference of placement")
                            .since("1.28")
                            .checked(ServiceWords::preference)
                            .writes(
                                    (values, draft) ->
                                            values.forEach(
                                                    value ->
                                                            draft.add(
                                                                    ServiceWords.PREFERENCES,
                                                                    ServiceWords.spread(value)))),
                    many("publish", ServicePorts.FORM, "Publish a port on the nodes")
                            .shorthand('p')
                            .checked(ServicePorts::check)
                            .writes(
                                    (values, draft) ->
                                            ServicePorts.all(values)
                                                    .forEach(
                                                            port ->
                                                                    draft.add(
                                                                            "EndpointSpec/Ports",
                                                                            port))),
                    number("replicas", "Number of tasks"),
                    number("replicas-max-per-node", "Tasks on one node at most")
                            .since("1.40")
                            .writes(Words.numberAt("TaskTemplate/Placement/MaxReplicas")),
                    cpus("reserve-cpu", "Processors that a task needs", "Reservations/NanoCPUs"),
                    bytes("reserve-memory", "Memory that a task needs", "Reservations/MemoryBytes"),
                    one("restart-condition", "none, on-failure or any", "When a task is replaced")
                            .writes(Words.textAt(RESTART + "Condition")),
                    duration("restart-delay", "Time before a task is replaced")
                            .writes(Words.nanosAt(RESTART + "Delay")),
                    number("restart-max-attempts", "How often a task is replaced at most")
                            .writes(Words.numberAt(RESTART + "MaxAttempts")),
                    duration("restart-window", "Time in which attempts are counted")
                            .writes(Words.nanosAt(RESTART + "Window")),
                    many("secret", FileReference.FORM, "Give the tasks a secret as a file")
                            .since("1.25")
                            .checked(FileReference::check),
                    duration("stop-grace-period", "Time to end before a container is killed")
                            .writes(Words.nanosAt(CONTAINER + "StopGracePeriod")),
                    many("sysctl", "name=value", "Kernel parameter")
                            .since("1.40")
                            .writes(Words.pairsAt(CONTAINER + "Sysctls")),
                    toggle("with-registry-auth", "Give the nodes this user's login"));

    private static final Map<String, String> REMOVED =
            Map.of(
                    "mount", "the path in the containers",
                    "label", "the key",
                    "container-label", "the key",
                    "env", "the name of the variable",
                    "host", "host or host:ip",
                    "publish", "the port of the containers",
                    "constraint", "the whole constraint",
                    "placement-pref", "the whole preference");

    /** What flags of {@code docker service create} a list of: an update has a pair of flags in place of each. */
    private static final Set<String> LISTS =
            Set.of(
                    "config",
                    "constraint",
                    "container-label",
                    "dns",
                    "dns-option",
                    "dns-search",
                    "env",
                    "generic-resource",
                    "group",
                    "host",
                    "label",
                    "mount",
                    "network",
                    "placement-pref",
                    "publish",
                    "secret",
                    "sysctl",
                    "ulimit");

    /** The flags of {@code docker service create}. */
    public static final FlagTable TABLE =
            new FlagTable(
                    COMMAND,
                    Stream.of(
                                    RunFlags.TABLE.sharedWith(COMMAND).flags(),
                                    OWN,
                                    changes("update", "an update", "1.25"),
                                    changes("rollback", "a rollback", "1.28"))
                            .flatMap(Collection::stream)
                            .toList());

    /** The flags of {@code docker service update}. */
    public static final FlagTable UPDATE =
            new FlagTable("docker service update", updates()).flagsAnywhere();

    private ServiceFlags() {}

    /** The flags about how tasks are replaced. */
    private static List<Flag> changes(String kind, String what, String since) {
        String path = kind.equals("update") ? "UpdateConfig/" : "RollbackConfig/";
        return List.of(
                duration(kind + "-delay", "Time between two tasks of " + what)
                        .since(kind.equals("update") ? "" : since)
                        .writes(Words.nanosAt(path + "Delay")),
                one(
                                kind + "-failure-action",
                                kind.equals("update")
                                        ? "pause, continue or rollback"
                                        : "pause or continue",
                                "What happens if " + what + " fails")
                        .since(kind.equals("update") ? "" : since)
                        .writes(Words.textAt(path + "FailureAction")),
                one(kind + "-max-failure-ratio", "0 to 1", "Share of tasks that may fail")
                        .since(since)
                        .checked(ServiceWords::ratio)
                        .writes(
                                (values, draft) ->
                                        draft.put(
                                                path + "MaxFailureRatio",
                                                ServiceWords.number(values.get(0)))),
                duration(kind + "-monitor", "Time in which a new task must not fail")
                        .since(since)
                        .writes(Words.nanosAt(path + "Monitor")),
                one(kind + "-order", "start-first or stop-first", "Which task comes first")
                        .since("1.29")
                        .writes(Words.textAt(path + "Order")),
                number(kind + "-parallelism", "Tasks that are replaced at a time; 0 for all")
                        .since(kind.equals("update") ? "" : since)
                        .writes(Words.numberAt(path + "Parallelism")));
    }

    private static List<Flag> updates() {
        List<Flag> rows = new ArrayList<>();
        for (Flag row : TABLE.flags()) {
            if (LISTS.contains(row.name())) {
                rows.add(writtenTogether(row.renamed(row.name() + "-add")));
                rows.add(removal(row.name()));
            } else if (!row.name().equals("name")
                    && !row.name().equals("mode")
                    && !row.name().equals("env-file")) {
                rows.add(row);
            }
        }
        rows.add(
                one("args", "a command line", "Arguments of the containers' program")
                        .checked(ServiceWords::words)
                        .writes(
                                (values, draft) ->
                                        draft.put(
                                                CONTAINER + "Args",
                                                ShellLike.split(values.get(0)))));
        rows.add(toggle("force", "Replace the tasks also if nothing changes").since("1.25"));
        rows.add(
                one("image", "an image", "Image of the service")
                        .writes(Words.textAt(CONTAINER + "Image")));
        rows.add(toggle("rollback", "Go back to the previous specification").since("1.25"));
        return rows;
    }

    private static Flag removal(String name) {
        Flag row = many(name + "-rm", REMOVED.getOrDefault(name, "a name"), "Remove one");
        return switch (name) {
            case "publish" -> row.checked(ServicePorts::check);
            case "placement-pref" -> row.checked(ServiceWords::preference);
            default -> row;
        };
    }

    /** Returns a row whose flag is written with others. */
    static Flag writtenTogether(Flag row) {
        return row.writes((values, draft) -> {});
    }

    /** Returns the row of {@code --cap-add} or {@code --cap-drop}, which are written together. */
    static Flag capability(Flag row) {
        return writtenTogether(row).since("1.41");
    }

    private static Flag number(String name, String help) {
        return one(name, NUMBER, help).checked(Numbers.upTo(Long.MAX_VALUE));
    }

    private static Flag cpus(String name, String help, String field) {
        return one(name, "a number such as 1.5", help)
                .checked(
                        value -> {
                            Numbers.nanos(value);
                            return value;
                        })
                .writes(
                        (values, draft) ->
                                draft.put(
                                        "TaskTemplate/Resources/" + field,
                                        Numbers.nanos(values.get(0))));
    }

    private static Flag bytes(String name, String help, String field) {
        return one(name, Sizes.FORM, help)
                .checked(Sizes::check)
                .writes(Words.bytesAt("TaskTemplate/Resources/" + field));
    }

    private static Flag duration(String name, String help) {
        return one(name, Words.DURATION, help)
                .checked(
                        value -> {
                            Words.nanos(value);
                            return value;
                        });
    }
}
