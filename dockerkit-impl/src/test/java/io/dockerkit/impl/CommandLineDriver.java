package io.dockerkit.impl;

import io.dockerkit.Credentials;
import io.dockerkit.HostContext;
import io.dockerkit.cli.Words;
import io.dockerkit.container.ContainerCommands;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Does with the Java verbs what a docker command line asks for. Not thread-safe. */
final class CommandLineDriver extends LineFlags {
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
    private final HostContext host;
    private final ContainerLines containers;
    private final ImageCommands images;
    private final NetworkCommands networks;
    private final VolumeCommands volumes;
    private final EngineCommands engine;

    CommandLineDriver(DockerBackend docker, Path directory, Map<String, String> environment) {
        this.directory = directory;
        host = new HostContext(directory, environment);
        containers =
                new ContainerLines(
                        new ContainerCommands(docker.containers()), directory, environment);
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
            case "build" -> images.parse(words, host).execute();
            case "events" -> events(arguments);
            case "network create" -> networks.parse(words).execute();
            case "network connect" -> networks.parseConnect(words).execute();
            case "volume create" -> volumes.parse(words).execute();
            default -> {
                if (command.startsWith("network")) {
                    network(command.substring(8), arguments);
                } else if (command.startsWith("volume")) {
                    volume(command.substring(7), arguments);
                } else if (!containers.run(command, words, arguments)
                        && !onImage(command, arguments)) {
                    onEngine(command, arguments);
                }
            }
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
