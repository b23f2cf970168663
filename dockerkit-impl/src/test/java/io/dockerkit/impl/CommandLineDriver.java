package io.dockerkit.impl;

import io.dockerkit.Credentials;
import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Words;
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
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.ImagePruneSpec;
import io.dockerkit.image.ImageQuery;
import io.dockerkit.image.ImportSpec;
import io.dockerkit.image.PullSpec;
import io.dockerkit.image.PushSpec;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.volume.VolumeCommands;
import io.dockerkit.volume.VolumePruneSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Does with the Java verbs what a docker command line asks for; the small table from words to verbs. */
final class CommandLineDriver {
    private static final Set<String> NOUNS = Set.of("container", "image", "network", "volume");

    /** The commands of images that have a twin on top. */
    private static final Map<String, String> TWINS =
            Map.ofEntries(
                    Map.entry("image build", "build"),
                    Map.entry("image history", "history"),
                    Map.entry("image import", "import"),
                    Map.entry("image load", "load"),
                    Map.entry("image ls", "images"),
                    Map.entry("image list", "images"),
                    Map.entry("image pull", "pull"),
                    Map.entry("image push", "push"),
                    Map.entry("image rm", "rmi"),
                    Map.entry("image remove", "rmi"),
                    Map.entry("image save", "save"),
                    Map.entry("image tag", "tag"));

    private final Path directory;
    private final Map<String, String> environment;
    private final ContainerCommands containers;
    private final ImageCommands images;
    private final NetworkCommands networks;
    private final VolumeCommands volumes;
    private final EngineCommands engine;
    private FlagValues flags = FlagValues.none(new FlagTable("none", List.of()));
    private List<String> rest = List.of();

    CommandLineDriver(DockerBackend docker, Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
        containers = new ContainerCommands(docker.containers());
        images = new ImageCommands(docker.images());
        networks = new NetworkCommands(docker.networks());
        volumes = new VolumeCommands(docker.volumes());
        engine = new EngineCommands(docker.engine());
    }

    void run(List<String> words) throws Exception {
        boolean noun = NOUNS.contains(words.get(1));
        String given = noun ? words.get(1) + " " + words.get(2) : words.get(1);
        String command = TWINS.getOrDefault(given, given);
        List<String> arguments = words.subList(noun ? 3 : 2, words.size());
        switch (command) {
            case "run", "create" -> runOrCreate(words);
            case "ps", "container ls" -> ps(arguments);
            case "exec", "container exec" -> exec(words);
            case "logs" -> logs(arguments);
            case "update", "container update" -> containers.parseUpdate(words).execute();
            case "commit" -> commit(arguments);
            case "cp" -> cp(arguments);
            case "start", "attach" -> session(command, arguments);
            case "build" -> images.parse(words, new HostContext(directory, environment)).execute();
            case "events" -> events(arguments);
            case "network create" -> networks.parse(words).execute();
            case "network connect" -> networks.parseConnect(words).execute();
            case "volume create" -> volumes.parse(words).execute();
            default -> {
                if (command.startsWith("network")) {
                    network(command.substring(8), arguments);
                } else if (command.startsWith("volume")) {
                    volume(command.substring(7), arguments);
                } else if (!onContainer(command, arguments) && !onImage(command, arguments)) {
                    onEngine(command, arguments);
                }
            }
        }
    }

    /** Reads flags: {@code name!} is a switch, {@code n:name} has a letter, {@code name*} adds up. */
    private void parse(List<String> arguments, String... rows) {
        List<Flag> table =
                Stream.of(rows)
                        .map(
                                row -> {
                                    char letter = row.charAt(1) == ':' ? row.charAt(0) : 0;
                                    String name =
                                            row.replaceFirst("^.:", "").replaceAll("[!*]", "");
                                    Flag flag =
                                            row.endsWith("!")
                                                    ? Flag.toggle(name, "").kept()
                                                    : row.endsWith("*")
                                                            ? Flag.many(name, "", "")
                                                            : Flag.one(name, "", "");
                                    return letter == 0 ? flag : flag.shorthand(letter);
                                })
                        .toList();
        FlagValues.Parsed parsed = FlagValues.parse(new FlagTable("this", table), arguments);
        flags = parsed.flags();
        rest = parsed.rest();
    }

    private boolean on(String name) {
        return flags.value(name).orElse("").equals("true");
    }

    /** Gives each flag but the named ones to the spec's own {@code flag}. */
    private <S> S all(
            S spec, BiFunction<S, Flag, BiFunction<S, String, S>> how, String... without) {
        S next = spec;
        for (Flag flag : flags.flags()) {
            if (!List.of(without).contains(flag.name())) {
                for (String value : flags.all(flag.name())) {
                    next = how.apply(next, flag).apply(next, value);
                }
            }
        }
        return next;
    }

    private <S extends FlagOptions<S>> S flagged(S spec, String... without) {
        return all(spec, (s, flag) -> (now, value) -> now.flag(flag.name(), value), without);
    }

    private <S extends FilterOptions<S>> S filtered(S spec) {
        S next = spec;
        for (String filter : flags.all("filter")) {
            int equals = filter.indexOf('=');
            if (equals < 0) {
                throw new io.dockerkit.InvalidOptionException("--filter", filter, "no value");
            }
            next = next.filter(filter.substring(0, equals), filter.substring(equals + 1));
        }
        return next;
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

    private void events(List<String> arguments) {
        parse(arguments, "since", "until", "f:filter*");
        EventsSpec spec = filtered(engine.events());
        if (flags.isSet("since")) {
            spec = spec.since(Instant.ofEpochSecond(Long.parseLong(flags.value("since").get())));
        }
        spec = spec.until(Instant.ofEpochSecond(Long.parseLong(flags.value("until").get())));
        try (Stream<?> stream = spec.stream()) {
            stream.forEach(event -> {});
        }
    }

    private void network(String verb, List<String> arguments) {
        switch (verb) {
            case "ls" -> {
                parse(arguments, "q:quiet!", "f:filter*");
                filtered(networks.query()).list();
            }
            case "disconnect" -> {
                parse(arguments, "f:force!");
                if (on("force")) {
                    networks.get(rest.get(0)).disconnect(rest.get(1), options -> options.force());
                } else {
                    networks.get(rest.get(0)).disconnect(rest.get(1));
                }
            }
            case "inspect" -> networks.get(arguments.get(0));
            case "rm" -> networks.get(arguments.get(0)).remove();
            default -> {
                parse(arguments, "f:force!", "filter*");
                filtered(networks.prune()).execute();
            }
        }
    }

    private void volume(String verb, List<String> arguments) {
        switch (verb) {
            case "ls" -> {
                parse(arguments, "q:quiet!", "f:filter*");
                filtered(volumes.query()).list();
            }
            case "inspect" -> volumes.get(arguments.get(0));
            case "rm" -> {
                parse(arguments, "f:force!");
                if (on("force")) {
                    volumes.get(rest.get(0)).remove(options -> options.force());
                } else {
                    volumes.get(rest.get(0)).remove();
                }
            }
            default -> {
                parse(arguments, "f:force!", "a:all!", "filter*");
                VolumePruneSpec spec = filtered(volumes.prune());
                (on("all") ? spec.all() : spec).execute();
            }
        }
    }

    private boolean onContainer(String command, List<String> arguments) {
        switch (command) {
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

    private boolean onImage(String command, List<String> arguments) {
        switch (command) {
            case "pull" -> {
                parse(arguments, "a:all-tags!", "q:quiet!", "platform");
                PullSpec spec = flagged(images.pull(rest.get(0)), "all-tags");
                if (on("all-tags")) {
                    spec.allTags().execute();
                } else {
                    spec.execute();
                }
            }
            case "push" -> {
                parse(arguments, "a:all-tags!", "q:quiet!", "platform");
                // the handle of an image is asked for first, and that takes any name
                io.dockerkit.cli.ImageReference.check(rest.get(0));
                PushSpec spec = flagged(images.get(rest.get(0)).push(), "all-tags");
                if (on("all-tags")) {
                    spec.allTags().execute();
                } else {
                    spec.execute();
                }
            }
            case "history" -> {
                parse(arguments, "H:human!", "no-trunc!", "q:quiet!", "platform");
                images.get(rest.get(0))
                        .history(
                                options ->
                                        flags.value("platform")
                                                .map(options::platform)
                                                .orElse(options));
            }
            case "import" -> {
                parse(arguments, "c:change*", "m:message", "platform");
                String from = rest.get(0);
                ImportSpec spec =
                        from.startsWith("http")
                                ? images.importFrom(URI.create(from))
                                : images.importFrom(directory.resolve(from));
                spec = flagged(rest.size() > 1 ? spec.tag(rest.get(1)) : spec);
                spec.execute();
            }
            case "search" -> {
                parse(arguments, "f:filter*", "limit", "no-trunc!");
                flagged(images.search(rest.get(0))).execute();
            }
            case "images" -> {
                parse(
                        arguments,
                        "a:all!",
                        "q:quiet!",
                        "digests!",
                        "no-trunc!",
                        "tree!",
                        "f:filter*");
                ImageQuery query = filtered(images.query());
                query = rest.isEmpty() ? query : query.reference(rest.get(0));
                query = on("tree") ? query.manifests() : query;
                (on("all") ? query.all() : query).list();
            }
            case "image inspect" -> {
                parse(arguments, "platform");
                Image image = images.get(rest.get(0));
                flags.value("platform")
                        .ifPresent(
                                platform -> image.inspect(options -> options.platform(platform)));
            }
            case "tag" -> images.get(arguments.get(0)).tag(arguments.get(1));
            case "rmi" -> {
                parse(arguments, "f:force!", "no-prune!", "platform*");
                images.get(rest.get(0))
                        .remove(
                                options -> {
                                    var how = on("force") ? options.force() : options;
                                    for (String platform : Words.csv(flags.all("platform"))) {
                                        how = how.platform(platform);
                                    }
                                    return on("no-prune") ? how.noPrune() : how;
                                });
            }
            case "save" -> {
                parse(arguments, "o:output", "platform");
                flagged(images.save(rest.toArray(new String[0])), "output")
                        .to(directory.resolve(flags.value("output").get()));
            }
            case "load" -> {
                parse(arguments, "q:quiet!", "i:input", "platform");
                flagged(images.load(directory.resolve(flags.value("input").get())), "input")
                        .execute();
            }
            case "image prune" -> {
                parse(arguments, "f:force!", "a:all!", "filter*");
                ImagePruneSpec spec = filtered(images.prune());
                (on("all") ? spec.all() : spec).execute();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onEngine(String command, List<String> arguments) {
        switch (command) {
            case "version" -> engine.version();
            case "info" -> engine.info();
            case "login" -> {
                parse(arguments, "u:username", "p:password");
                Credentials me =
                        Credentials.of(
                                flags.value("username").get(), flags.value("password").get());
                engine.login(rest.isEmpty() ? "docker.io" : rest.get(0), me);
            }
            default -> throw new IllegalArgumentException("no verb for docker " + command);
        }
    }
}
