package io.dockerkit.impl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.swarm.Stack;
import io.dockerkit.swarm.StackCommands;
import io.dockerkit.swarm.StackConfigSpec;
import io.dockerkit.swarm.StackSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Does with the Java verbs what a docker command line about stacks asks for. Not thread-safe. */
final class StackLines extends LineFlags {
    private final HostContext host;
    private final byte[] stdin;
    private final StackCommands stacks;

    /** What {@code docker stack config} says. */
    String said = "";

    StackLines(
            DockerBackend docker, Path directory, Map<String, String> environment, byte[] stdin) {
        host = new HostContext(directory, environment);
        this.stdin = stdin;
        stacks = new StackCommands(docker.stacks());
    }

    void run(List<String> words) {
        List<String> arguments = words.subList(3, words.size());
        switch (words.get(2)) {
            case "config" -> {
                StackConfigSpec spec = stacks.parseConfig(words, host);
                boolean given = words.contains("-");
                said = (given ? spec.compose(new String(stdin, UTF_8)) : spec).execute();
            }
            case "deploy", "up" -> {
                StackSpec spec = stacks.parse(words, host);
                boolean given = words.contains("-");
                (given ? spec.compose(new String(stdin, UTF_8)) : spec).execute();
            }
            case "ls", "list" -> {
                parseAnywhere(arguments, "format");
                if (!rest.isEmpty()) {
                    throw new InvalidOptionException("docker stack ls", rest.get(0), "no operand");
                }
                stacks.list();
            }
            case "ps" -> {
                parseAnywhere(
                        arguments, "q:quiet!", "format", "f:filter*", "no-resolve!", "no-trunc!");
                filtered(one().queryTasks()).list();
            }
            case "services" -> {
                parseAnywhere(arguments, "q:quiet!", "format", "f:filter*");
                if (rest.size() != 1) {
                    one();
                }
                stacks.find(rest.get(0)).ifPresent(stack -> filtered(stack.queryServices()).list());
            }
            default -> {
                parseAnywhere(arguments, "d:detach!");
                if (rest.isEmpty()) {
                    throw new InvalidOptionException(
                            "docker stack rm", "", "an operand is missing");
                }
                rest.forEach(name -> stacks.find(name).ifPresent(Stack::remove));
            }
        }
    }

    private Stack one() {
        if (rest.size() != 1) {
            throw new InvalidOptionException("docker stack", String.join(" ", rest), "one operand");
        }
        return stacks.get(rest.get(0));
    }
}
