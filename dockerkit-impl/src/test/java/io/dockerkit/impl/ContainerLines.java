package io.dockerkit.impl;

import io.dockerkit.HostContext;
import io.dockerkit.container.AttachSpec;
import io.dockerkit.container.CommitSpec;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerQuery;
import io.dockerkit.container.CopySpec;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.container.RemoveSpec;
import io.dockerkit.container.StopSpec;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.container.run.RunSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Does with the Java verbs what a docker command line asks of containers. Not thread-safe. */
final class ContainerLines extends LineFlags {
    private final Path directory;
    private final Map<String, String> environment;
    private final ContainerCommands containers;

    ContainerLines(ContainerCommands containers, Path directory, Map<String, String> environment) {
        this.containers = containers;
        this.directory = directory;
        this.environment = environment;
    }

    /** Returns whether the command is one of containers. */
    boolean run(String command, List<String> words, List<String> arguments) throws Exception {
        switch (command) {
            case "run", "create" -> runOrCreate(words);
            case "ps", "container ls" -> ps(arguments);
            case "exec", "container exec" -> exec(words);
            case "logs" -> logs(arguments);
            case "update", "container update" -> containers.parseUpdate(words).execute();
            case "commit" -> commit(arguments);
            case "cp" -> cp(arguments);
            case "start", "attach" -> session(command, arguments);
            case "stop", "restart" -> {
                parse(arguments, "t:timeout", "time", "s:signal");
                StopSpec plain =
                        flags.value("signal")
                                .map(StopSpec.defaults()::signal)
                                .orElse(StopSpec.defaults());
                long seconds =
                        Long.parseLong(
                                flags.value("timeout").or(() -> flags.value("time")).orElse("-9"));
                StopSpec how =
                        seconds == -9
                                ? plain
                                : seconds < 0
                                        ? plain.waitForever()
                                        : plain.timeout(Duration.ofSeconds(seconds));
                Container c = containers.get(rest.get(0));
                if (command.equals("stop")) {
                    c.stop(ignored -> how);
                } else {
                    c.restart(ignored -> how);
                }
            }
            case "kill" -> {
                parse(arguments, "s:signal");
                Container c = containers.get(rest.get(0));
                flags.value("signal").ifPresentOrElse(c::kill, c::kill);
            }
            case "rm" -> {
                parse(arguments, "f:force!", "v:volumes!", "l:link!");
                RemoveSpec plain =
                        on("force") ? RemoveSpec.defaults().force() : RemoveSpec.defaults();
                RemoveSpec volumesToo = on("volumes") ? plain.volumes() : plain;
                String[] operand = rest.get(0).split("/", 2);
                RemoveSpec how = on("link") ? volumesToo.link(operand[1]) : volumesToo;
                containers.get(operand[0]).remove(ignored -> how);
            }
            case "rename" -> containers.get(arguments.get(0)).rename(arguments.get(1));
            case "pause" -> containers.get(arguments.get(0)).pause();
            case "unpause" -> containers.get(arguments.get(0)).unpause();
            case "wait" -> containers.get(arguments.get(0)).awaitExit();
            case "top" ->
                    containers
                            .get(arguments.get(0))
                            .top(arguments.subList(1, arguments.size()).toArray(new String[0]));
            case "stats" -> containers.get("c").stats().execute();
            case "diff" -> containers.get("c").diff();
            case "port" -> containers.get("c").ports();
            case "export" -> {
                parse(arguments, "o:output");
                containers.get(rest.get(0)).export(directory.resolve(flags.value("output").get()));
            }
            case "inspect", "container inspect" -> containers.get("c");
            case "container prune" -> {
                parse(arguments, "f:force!", "filter*");
                filtered(containers.prune()).execute();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void runOrCreate(List<String> words) {
        RunSpec spec = containers.parse(words, new HostContext(directory, environment));
        if (words.get(1).equals("create")) {
            spec.create();
        } else if (words.contains("-d")) {
            spec.detached().start();
        } else {
            spec.execute();
        }
    }

    private void ps(List<String> arguments) {
        parse(arguments, "a:all!", "q:quiet!", "no-trunc!", "n:last", "l:latest!", "f:filter*");
        ContainerQuery query = filtered(containers.query());
        query = on("all") ? query.all() : query;
        query = on("latest") ? query.last(1) : query;
        int last = Integer.parseInt(flags.value("last").orElse("-1"));
        (last < 0 ? query : query.last(last)).list();
    }

    private void exec(List<String> words) throws Exception {
        ExecSpec spec = containers.parseExec(words, new HostContext(directory, environment));
        if (spec.isDetached()) {
            spec.start();
        } else if (words.stream().anyMatch(word -> word.matches("-i?t|--tty"))) {
            spec.attach().close();
        } else {
            spec.execute();
        }
    }

    private void logs(List<String> arguments) {
        parse(arguments, "details!", "f:follow!", "since", "n:tail", "t:timestamps!", "until");
        LogsSpec spec =
                all(
                        containers.get(rest.get(0)).logs(),
                        (s, flag) -> (now, value) -> now.flag(flag.name(), value));
        if (on("follow")) {
            try (Stream<?> lines = spec.lines()) {
                lines.forEach(line -> {});
            }
        } else {
            spec.execute();
        }
    }

    private void commit(List<String> arguments) {
        parse(arguments, "a:author", "m:message", "p:pause!", "c:change*");
        Container container = containers.get(rest.get(0));
        CommitSpec spec = rest.size() > 1 ? container.commit(rest.get(1)) : container.commit();
        spec = flags.value("author").map(spec::author).orElse(spec);
        spec = flags.value("message").map(spec::message).orElse(spec);
        for (String change : flags.all("change")) {
            spec = spec.change(change);
        }
        (flags.value("pause").orElse("").equals("false") ? spec.withoutPause() : spec).execute();
    }

    private void cp(List<String> arguments) {
        parse(arguments, "a:archive!", "L:follow-link!", "q:quiet!");
        CopySpec plain = on("archive") ? CopySpec.defaults().archive() : CopySpec.defaults();
        CopySpec how = on("follow-link") ? plain.followLink() : plain;
        Container c = containers.get("c");
        if (rest.get(0).startsWith("c:")) {
            c.copyFrom(rest.get(0).substring(2), directory.resolve(rest.get(1)), ignored -> how);
        } else {
            // a Path would drop the last dot, by which the CLI means what is in the directory
            Path source = Path.of(directory + "/" + rest.get(0));
            c.copyTo(source, rest.get(1).substring(2), ignored -> how);
        }
    }

    private void session(String command, List<String> arguments) throws Exception {
        parse(arguments, "a:attach!", "i:interactive!", "no-stdin!", "detach-keys", "sig-proxy!");
        Container c = containers.get(rest.get(0));
        AttachSpec plain = AttachSpec.defaults();
        AttachSpec keyed = flags.value("detach-keys").map(plain::detachKeys).orElse(plain);
        boolean stdin = command.equals("attach") ? !on("no-stdin") : on("interactive");
        AttachSpec how = stdin ? keyed : keyed.noStdin();
        if (command.equals("attach")) {
            c.attach(ignored -> how).close();
        } else if (on("attach") || on("interactive")) {
            c.startAttached(ignored -> how).close();
        } else {
            c.start();
        }
    }
}
