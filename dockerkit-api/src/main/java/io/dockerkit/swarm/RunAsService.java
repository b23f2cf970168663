package io.dockerkit.swarm;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.Words;
import io.dockerkit.container.flags.ServiceFlags;
import io.dockerkit.container.run.DetachedSpec;
import java.util.List;
import java.util.Map;

/** Makes a {@code docker service create} of a {@code docker run}. Stateless and thread-safe. */
final class RunAsService {
    /** Flags of a run that have another name with services. */
    private static final Map<String, String> RENAMED =
            Map.of(
                    "add-host", "host",
                    "cpus", "limit-cpu",
                    "group-add", "group",
                    "label", "container-label",
                    "memory", "limit-memory",
                    "memory-reservation", "reserve-memory",
                    "pids-limit", "limit-pids");

    /** What to do in place of some. */
    private static final Map<String, String> ADVICE =
            Map.of(
                    "rm", "a swarm removes the containers of ended tasks itself",
                    "link", "the tasks of one network reach services by their names",
                    "network-alias", "write it as --network name=…,alias=…",
                    "interactive", "nobody can type to a task",
                    "publish-all", "name each port: a service publishes those that are named",
                    "label-file", "name each label: --container-label",
                    "platform", "a constraint such as node.platform.arch==x86_64 chooses nodes");

    private RunAsService() {}

    static CommandLine line(String name, DetachedSpec run) {
        CommandLine given = run.line();
        CommandLine line =
                CommandLine.of(ServiceFlags.TABLE, given.operands())
                        .typedIn(given.host())
                        .with("name", name);
        FlagValues flags = given.flags();
        for (Flag flag : flags.flags()) {
            for (String value : flags.all(flag.name())) {
                line = with(line, flag, value);
            }
        }
        return line;
    }

    private static CommandLine with(CommandLine line, Flag flag, String value) {
        String name = flag.name();
        return switch (name) {
            case "detach", "quiet" -> line;
            case "name" ->
                    throw new InvalidOptionException(
                            "--name",
                            value,
                            "the containers of a service have names of the swarm's; leave it out");
            case "volume" -> line.with("mount", Mounts.ofVolume(value, line.host()));
            case "tmpfs" -> line.with("mount", Mounts.ofTmpfs(value));
            case "stop-timeout" -> line.with("stop-grace-period", value + "s");
            case "entrypoint" -> line.with("entrypoint", ShellQuoting.join(List.of(value)));
            case "restart" -> restart(line, value);
            default -> {
                String other = RENAMED.getOrDefault(name, name);
                // --label and --host of a service are something else
                boolean known =
                        RENAMED.containsKey(name)
                                || (!name.equals("host") && line.flags().knows(other));
                if (!known) {
                    throw new InvalidOptionException(
                            flag.toString(),
                            flag.isSecret() ? Words.key(value) : value,
                            "services do not have it"
                                    + (ADVICE.containsKey(name) ? "; " + ADVICE.get(name) : ""));
                }
                yield line.with(other, value);
            }
        };
    }

    /** The policies of containers, and the conditions of services. */
    private static CommandLine restart(CommandLine line, String policy) {
        int colon = policy.indexOf(':');
        String name = colon < 0 ? policy : policy.substring(0, colon);
        String condition =
                switch (name) {
                    case "no", "" -> "none";
                    case "on-failure" -> "on-failure";
                    default -> "any";
                };
        CommandLine next = line.with("restart-condition", condition);
        return colon < 0 || colon == policy.length() - 1
                ? next
                : next.with("restart-max-attempts", policy.substring(colon + 1));
    }
}
