package io.dockerkit.impl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.swarm.ConfigCommands;
import io.dockerkit.swarm.ConfigSpec;
import io.dockerkit.swarm.NodeCommands;
import io.dockerkit.swarm.SecretCommands;
import io.dockerkit.swarm.SecretSpec;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceCommands;
import io.dockerkit.swarm.SwarmCommands;
import io.dockerkit.swarm.TaskQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Does with the Java verbs what a docker command line about a swarm asks for. Not thread-safe. */
final class SwarmLines extends LineFlags {
    private final HostContext host;
    private final byte[] stdin;
    private final SwarmCommands swarm;
    private final NodeCommands nodes;
    private final ServiceCommands services;
    private final SecretCommands secrets;
    private final ConfigCommands configs;

    SwarmLines(
            DockerBackend docker, Path directory, Map<String, String> environment, byte[] stdin) {
        this.host = new HostContext(directory, environment);
        this.stdin = stdin;
        swarm = new SwarmCommands(docker.swarm());
        nodes = new NodeCommands(docker.nodes());
        services = new ServiceCommands(docker.services());
        secrets = new SecretCommands(docker.secrets());
        configs = new ConfigCommands(docker.configs());
    }

    void run(List<String> words) {
        String verb = words.get(2).equals("remove") ? "rm" : words.get(2);
        List<String> arguments = words.subList(3, words.size());
        switch (words.get(1)) {
            case "service" -> service(verb.equals("list") ? "ls" : verb, words, arguments);
            case "swarm" -> swarm(verb, words, arguments);
            case "node" -> node(verb.equals("list") ? "ls" : verb, words, arguments);
            case "secret" -> secret(verb.equals("list") ? "ls" : verb, words, arguments);
            case "config" -> config(verb.equals("list") ? "ls" : verb, words, arguments);
            default -> throw new IllegalArgumentException(words.get(1));
        }
    }

    private void some(String command) {
        if (rest.isEmpty()) {
            throw new InvalidOptionException(command, "", "an operand is missing");
        }
    }

    private void service(String verb, List<String> words, List<String> arguments) {
        switch (verb) {
            case "create" -> services.parse(words, host).start();
            case "update" -> services.parseUpdate(words, host).start();
            case "scale" -> services.parseScale(words).start();
            case "rollback" -> {
                parseAnywhere(arguments, "d:detach!", "q:quiet!");
                one();
                services.get(rest.get(0)).rollback().start();
            }
            case "rm" -> {
                parseAnywhere(arguments);
                some("docker service rm");
                each(name -> services.get(name).remove());
            }
            case "ls" -> {
                parseAnywhere(arguments, "q:quiet!", "format", "f:filter*");
                none();
                filtered(services.query()).list();
            }
            case "ps" -> {
                parseAnywhere(
                        arguments, "q:quiet!", "format", "f:filter*", "no-resolve!", "no-trunc!");
                some("docker service ps");
                for (String name : rest) {
                    TaskQuery tasks = services.get(name).queryTasks();
                    filtered(tasks).list();
                }
            }
            case "logs" -> logs(arguments);
            default -> {
                parseAnywhere(arguments, "f:format", "pretty!");
                some("docker service inspect");
                rest.forEach(services::get);
            }
        }
    }

    private void one() {
        if (rest.size() != 1) {
            throw new InvalidOptionException("command line", String.join(" ", rest), "one operand");
        }
    }

    /** As the CLI, goes on with the others when one is not there. */
    private void each(Consumer<String> removal) {
        NotFoundException missing = null;
        for (String name : rest) {
            try {
                removal.accept(name);
            } catch (NotFoundException none) {
                missing = none;
            }
        }
        if (missing != null) {
            throw missing;
        }
    }

    private void none() {
        if (!rest.isEmpty()) {
            throw new InvalidOptionException("command line", String.join(" ", rest), "no operand");
        }
    }

    private void logs(List<String> arguments) {
        parseAnywhere(
                arguments,
                "details!",
                "f:follow!",
                "no-resolve!",
                "no-task-ids!",
                "no-trunc!",
                "raw!",
                "since",
                "n:tail",
                "t:timestamps!");
        one();
        LogsSpec logs =
                services.find(rest.get(0))
                        .map(Service::logs)
                        .orElseGet(() -> services.task(rest.get(0)).logs());
        for (String name : List.of("details", "follow", "timestamps", "raw", "no-trunc")) {
            logs = on(name) ? logs.flag(name, "true") : logs;
        }
        for (String name : List.of("since", "tail")) {
            if (flags.isSet(name)) {
                logs = logs.flag(name, flags.value(name).get());
            }
        }
        logs.lines().forEach(line -> {});
    }

    private void swarm(String verb, List<String> words, List<String> arguments) {
        switch (verb) {
            case "init" -> swarm.parseInit(words, host).execute();
            case "join" -> swarm.parseJoin(words).execute();
            case "update" -> swarm.parseUpdate(words, host).execute();
            case "leave" -> {
                parseAnywhere(arguments, "f:force!");
                none();
                swarm.leave(options -> on("force") ? options.force() : options);
            }
            case "ca" -> {
                if (arguments.isEmpty()) {
                    swarm.ca();
                } else {
                    swarm.parseCa(words, host).start();
                }
            }
            case "join-token" -> {
                parseAnywhere(arguments, "q:quiet!", "rotate!");
                one();
                if (on("rotate")) {
                    swarm.rotateJoinToken(rest.get(0));
                } else {
                    swarm.joinToken(rest.get(0));
                }
            }
            case "unlock-key" -> {
                parseAnywhere(arguments, "q:quiet!", "rotate!");
                none();
                if (on("rotate")) {
                    swarm.rotateUnlockKey();
                } else {
                    swarm.unlockKey();
                }
            }
            default -> {
                parseAnywhere(arguments);
                none();
                swarm.unlock(new String(stdin, UTF_8).strip());
            }
        }
    }

    private void node(String verb, List<String> words, List<String> arguments) {
        switch (verb) {
            case "update" -> nodes.parseUpdate(words).execute();
            case "ls" -> {
                parseAnywhere(arguments, "q:quiet!", "format", "f:filter*");
                none();
                filtered(nodes.query()).list();
            }
            case "ps" -> {
                parseAnywhere(
                        arguments, "q:quiet!", "format", "f:filter*", "no-resolve!", "no-trunc!");
                for (String name : rest.isEmpty() ? List.of("self") : rest) {
                    filtered(services.queryTasks().node(nodes.get(name).id())).list();
                }
            }
            case "promote" -> {
                parseAnywhere(arguments);
                some("docker node promote");
                rest.forEach(name -> nodes.get(name).promote());
            }
            case "demote" -> {
                parseAnywhere(arguments);
                some("docker node demote");
                rest.forEach(name -> nodes.get(name).demote());
            }
            case "rm" -> {
                parseAnywhere(arguments, "f:force!");
                some("docker node rm");
                each(
                        name ->
                                nodes.get(name)
                                        .remove(
                                                options ->
                                                        on("force") ? options.force() : options));
            }
            default -> {
                parseAnywhere(arguments, "f:format", "pretty!");
                some("docker node inspect");
                rest.forEach(nodes::get);
            }
        }
    }

    private void secret(String verb, List<String> words, List<String> arguments) {
        switch (verb) {
            case "create" -> {
                SecretSpec spec = secrets.parse(words, host);
                (words.contains("-") ? spec.content(stdin) : spec).execute();
            }
            case "ls" -> {
                parseAnywhere(arguments, "q:quiet!", "format", "f:filter*");
                none();
                filtered(secrets.query()).list();
            }
            case "rm" -> {
                parseAnywhere(arguments);
                some("docker secret rm");
                each(name -> secrets.get(name).remove());
            }
            default -> {
                parseAnywhere(arguments, "f:format", "pretty!");
                some("docker secret inspect");
                rest.forEach(secrets::get);
            }
        }
    }

    private void config(String verb, List<String> words, List<String> arguments) {
        switch (verb) {
            case "create" -> {
                ConfigSpec spec = configs.parse(words, host);
                (words.contains("-") ? spec.content(stdin) : spec).execute();
            }
            case "ls" -> {
                parseAnywhere(arguments, "q:quiet!", "format", "f:filter*");
                none();
                filtered(configs.query()).list();
            }
            case "rm" -> {
                parseAnywhere(arguments);
                some("docker config rm");
                each(name -> configs.get(name).remove());
            }
            default -> {
                parseAnywhere(arguments, "f:format", "pretty!");
                some("docker config inspect");
                rest.forEach(configs::get);
            }
        }
    }
}
