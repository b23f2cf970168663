package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Credentials;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Wait;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.image.RegistryRetries;
import io.dockerkit.impl.network.NetworkApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.swarm.ConfigApi;
import io.dockerkit.impl.swarm.NodeApi;
import io.dockerkit.impl.swarm.SecretApi;
import io.dockerkit.impl.swarm.ServiceApi;
import io.dockerkit.impl.swarm.StackApi;
import io.dockerkit.impl.swarm.SwarmApi;
import io.dockerkit.impl.volume.VolumeApi;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.swarm.Config;
import io.dockerkit.swarm.ConfigCommands;
import io.dockerkit.swarm.Node;
import io.dockerkit.swarm.NodeCommands;
import io.dockerkit.swarm.Secret;
import io.dockerkit.swarm.SecretCommands;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceCommands;
import io.dockerkit.swarm.Stack;
import io.dockerkit.swarm.StackCommands;
import io.dockerkit.swarm.SwarmCommands;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeCommands;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Each method of handles, specs and commands that sends a request, by its name: what is called over a wire, and whether its
 * result is one. Not thread-safe.
 */
final class Verbs {
    /** What may be asked of an engine, on an existing handle. */
    @FunctionalInterface
    interface Verb {
        /** Returns its result, or null where it has none. */
        @Nullable Object call() throws IOException;
    }

    private final Container container;
    private final Image image;
    private final Network network;
    private final Volume volume;
    private final ContainerCommands containers;
    private final ImageCommands images;
    private final NetworkCommands networks;
    private final VolumeCommands volumes;
    private final EngineCommands engine;
    private final SwarmCommands swarm;
    private final NodeCommands nodes;
    private final ServiceCommands services;
    private final StackCommands stacks;
    private final SecretCommands secrets;
    private final ConfigCommands configs;
    private final Node node;
    private final Service service;
    private final Secret secret;
    private final Config config;
    private final Stack stack;
    private final Map<String, Verb> verbs = new LinkedHashMap<>();

    private final Path directory;

    private Verbs(Rest rest, Path directory) throws IOException {
        this.directory = directory;
        Logins logins = new Endpoints(Map.of(), directory.resolve("home")).credentials();
        ImageApi imageApi =
                new ImageApi(
                        rest,
                        logins,
                        UserSettings.NONE,
                        RegistryRetries.after(Duration.ZERO, Duration.ZERO));
        containers = new ContainerCommands(new ContainerApi(rest, imageApi, Map::of));
        images = new ImageCommands(imageApi);
        networks = new NetworkCommands(new NetworkApi(rest));
        volumes = new VolumeCommands(new VolumeApi(rest));
        engine = new EngineCommands(engineApi(rest, logins, imageApi));
        swarm = new SwarmCommands(new SwarmApi(rest));
        nodes = new NodeCommands(new NodeApi(rest));
        services = new ServiceCommands(new ServiceApi(rest));
        stacks = new StackCommands(new StackApi(rest, logins));
        secrets = new SecretCommands(new SecretApi(rest));
        configs = new ConfigCommands(new ConfigApi(rest));
        node = nodes.get("m1");
        service = services.get("web");
        secret = secrets.get("pw");
        config = configs.get("site");
        stack = stacks.get("shop");
        container = containers.get("web");
        image = images.get("x");
        network = networks.get("net");
        volume = volumes.get("data");
        Files.writeString(directory.resolve("Dockerfile"), "FROM x\n");
        Files.write(directory.resolve("images.tar"), new byte[1024]);
    }

    /** Returns the methods of containers, of their commands and of runs. */
    static Map<String, Verb> ofContainers(Rest rest, Path directory) throws IOException {
        Verbs verbs = new Verbs(rest, directory);
        verbs.containerVerbs();
        verbs.runVerbs();
        return verbs.verbs;
    }

    /** Returns the methods of images, networks, volumes, the engine and a swarm. */
    static Map<String, Verb> ofOtherNouns(Rest rest, Path directory) throws IOException {
        Verbs verbs = new Verbs(rest, directory);
        verbs.imageVerbs();
        verbs.networkVerbs();
        verbs.volumeVerbs();
        verbs.engineVerbs();
        verbs.swarmVerbs();
        verbs.serviceVerbs();
        verbs.stackVerbs();
        return verbs.verbs;
    }

    private static EngineApi engineApi(Rest rest, Logins logins, ImageApi images) {
        Map<String, Object> nouns =
                Map.of(
                        "containers",
                        new ContainerApi(rest, images, Map::of),
                        "images",
                        images,
                        "networks",
                        new NetworkApi(rest),
                        "volumes",
                        new VolumeApi(rest),
                        "engine",
                        new EngineApi(rest, logins));
        DockerBackend connection =
                (DockerBackend)
                        Proxy.newProxyInstance(
                                DockerBackend.class.getClassLoader(),
                                new Class<?>[] {DockerBackend.class},
                                (proxy, method, arguments) -> nouns.get(method.getName()));
        return new EngineApi(rest, logins, connection);
    }

    private void verb(String name, Verb verb) {
        assertThat(verbs.put(name, verb)).as(name).isNull();
    }

    private static Verb of(Runnable action) {
        return () -> {
            action.run();
            return null;
        };
    }

    private static byte[] read(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    private void containerVerbs() {
        verb("Container.start", () -> container.start());
        verb("Container.stop", () -> container.stop());
        verb("Container.restart", of(() -> container.restart()));
        verb("Container.kill", of(() -> container.kill()));
        verb("Container.pause", of(() -> container.pause()));
        verb("Container.unpause", of(() -> container.unpause()));
        verb("Container.rename", of(() -> container.rename("other")));
        verb("Container.remove", () -> container.remove());
        verb("Container.inspect", () -> container.inspect());
        verb("Container.attach", () -> container.attach().await());
        verb("Container.startAttached", () -> container.startAttached().await());
        verb("StatsSpec.execute", () -> container.stats().execute());
        verb("StatsSpec.stream", () -> closing(container.stats().stream()));
        verb("Container.top", () -> container.top());
        verb("Container.diff", () -> container.diff());
        verb("Container.ports", () -> container.ports());
        Path file = directory.resolve("Dockerfile");
        verb("Container.copyTo", of(() -> container.copyTo(file, "/there/")));
        verb(
                "Container.copyFrom",
                of(() -> container.copyFrom("/file", directory.resolve("copied"))));
        verb("Container.readString", () -> container.readString("/file"));
        verb("Container.readBytes", () -> container.readBytes("/file"));
        verb("Container.writeString", of(() -> container.writeString("/there/file", "x")));
        verb("Container.writeBytes", of(() -> container.writeBytes("/there/file", new byte[1])));
        verb("Container.stat", () -> container.stat("/file"));
        verb("Container.export", () -> read(container.export()));
        verb("Container.awaitNextExit", () -> container.awaitNextExit());
        verb("Container.awaitRemoval", () -> container.awaitRemoval());
        verb("Container.awaitExit", () -> container.awaitExit());
        verb("Container.waitFor", () -> container.waitFor(Wait.exit(0)));
        verb("Container.hostPort", () -> container.hostPort(80));
        verb("Container.address", () -> container.address(80));
        verb("ExecSpec.execute", () -> container.exec("ls").execute());
        verb("ExecSpec.start", of(() -> container.exec("ls").start()));
        verb("ExecSpec.attach", () -> container.exec("ls").attach().await());
        verb("CommitSpec.execute", () -> container.commit("made:1").execute());
        verb("UpdateSpec.execute", () -> container.update().memory("64m").execute());
        verb("LogsSpec.execute", () -> container.logs().execute());
        verb("LogsSpec.lines", () -> closing(container.logs().lines()));
        verb("LogsSpec.open", () -> read(container.logs().open()));
        verb("LogsSpec.subscribe", of(() -> container.logs().subscribe(line -> {}).await()));
        verb("ContainerCommands.list", () -> containers.list());
        verb("ContainerCommands.get", () -> containers.get("web"));
        verb("ContainerCommands.find", () -> containers.find("web"));
        verb("ContainerQuery.list", () -> containers.query().all().list());
        verb("ContainerQuery.stopAll", of(() -> containers.query().name("web").stopAll()));
        verb("ContainerQuery.removeAll", of(() -> containers.query().name("web").removeAll()));
        verb("ContainerQuery.startAll", of(() -> containers.query().name("web").startAll()));
        verb("ContainerQuery.restartAll", of(() -> containers.query().name("web").restartAll()));
        verb("ContainerQuery.killAll", of(() -> containers.query().name("web").killAll()));
        verb("ContainerQuery.pauseAll", of(() -> containers.query().name("web").pauseAll()));
        verb("ContainerQuery.unpauseAll", of(() -> containers.query().name("web").unpauseAll()));
        verb("ContainerQuery.awaitExitAll", () -> containers.query().name("web").awaitExitAll());
        verb("ContainerPruneSpec.execute", () -> containers.prune().execute());
        verb("ContainerPruneSpec.dryRun", () -> containers.prune().dryRun());
    }

    private void runVerbs() {
        verb("RunSpec.execute", () -> containers.run("x").name("web").execute());
        verb("RunSpec.create", () -> containers.run("x").pull("always").name("web").create());
        verb("RunSpec.attach", () -> containers.run("x").interactive().attach().await());
        verb("DetachedSpec.create", () -> containers.run("x").name("web").detached().create());
        verb("DetachedSpec.start", () -> containers.run("x").name("web").detached().start());
        verb("DetachedSpec.ensure", () -> containers.run("x").name("fresh").detached().ensure());
    }

    private void imageVerbs() {
        verb("ImageCommands.list", () -> images.list());
        verb("ImageCommands.get", () -> images.get("x"));
        verb("ImageCommands.find", () -> images.find("x"));
        verb("ImageQuery.list", () -> images.query().list());
        verb("ImagePruneSpec.execute", () -> images.prune().execute());
        verb("ImagePruneSpec.dryRun", () -> images.prune().dryRun());
        verb("Image.inspect", () -> image.inspect());
        verb("Image.history", () -> image.history());
        verb("Image.tag", () -> image.tag("y:1"));
        verb("Image.remove", () -> image.remove());
        verb("PullSpec.execute", () -> images.pull("x").execute());
        verb("PullSpec.ensure", () -> images.pull("x").ensure());
        verb("PullSpec.AllTags.execute", () -> images.pull("x").allTags().execute());
        verb("PushSpec.execute", () -> image.push().execute());
        verb("PushSpec.AllTags.execute", () -> image.push().allTags().execute());
        verb(
                "ImportSpec.execute",
                () -> images.importFrom(directory.resolve("images.tar")).tag("y").execute());
        verb("SearchSpec.execute", () -> images.search("x").execute());
        verb("BuildSpec.execute", () -> images.build(directory).execute());
        verb("BuildSpec.ensure", () -> images.build(directory).ensure());
        verb("LoadSpec.execute", () -> images.load(directory.resolve("images.tar")).execute());
        verb("ImageCommands.copy", () -> images.copy("x", images));
        verb("SaveSpec.open", () -> read(image.save().open()));
        verb("SaveSpec.to", of(() -> image.save().to(directory.resolve("saved.tar"))));
    }

    private void networkVerbs() {
        verb("NetworkCommands.list", () -> networks.list());
        verb("NetworkCommands.get", () -> networks.get("net"));
        verb("NetworkCommands.find", () -> networks.find("net"));
        verb("NetworkQuery.list", () -> networks.query().list());
        verb("NetworkSpec.execute", () -> networks.create("net").execute());
        verb("NetworkPruneSpec.execute", () -> networks.prune().execute());
        verb("NetworkPruneSpec.dryRun", () -> networks.prune().dryRun());
        verb("Network.inspect", () -> network.inspect());
        verb("Network.connect", of(() -> network.connect("/web")));
        verb("Network.disconnect", of(() -> network.disconnect("web")));
        verb("Network.remove", () -> network.remove());
    }

    private void volumeVerbs() {
        verb("VolumeCommands.list", () -> volumes.list());
        verb("VolumeCommands.get", () -> volumes.get("data"));
        verb("VolumeCommands.find", () -> volumes.find("data"));
        verb("VolumeQuery.list", () -> volumes.query().list());
        verb("VolumeSpec.execute", () -> volumes.create("data").execute());
        verb("VolumePruneSpec.execute", () -> volumes.prune().execute());
        verb("VolumePruneSpec.dryRun", () -> volumes.prune().dryRun());
        verb("Volume.inspect", () -> volume.inspect());
        verb("Volume.remove", () -> volume.remove());
        verb("VolumeUpdateSpec.execute", of(() -> volume.update().availability("drain").execute()));
    }

    private void engineVerbs() {
        verb("EngineCommands.ping", () -> engine.ping());
        verb("EngineCommands.version", () -> engine.version());
        verb("EngineCommands.info", () -> engine.info());
        verb("EngineCommands.diskUsage", () -> engine.diskUsage());
        verb("SystemPruneSpec.execute", () -> engine.prune().all().volumes().execute());
        verb("SystemPruneSpec.dryRun", () -> engine.prune().all().volumes().dryRun());
        verb("BuildCachePruneSpec.execute", () -> engine.pruneBuildCache().execute());
        verb("BuildCachePruneSpec.dryRun", () -> engine.pruneBuildCache().dryRun());
        verb(
                "EngineCommands.login",
                () -> engine.login("registry.example", new Credentials("me", "secret")));
        verb("EventsSpec.stream", () -> closing(engine.events().stream()));
        verb("EventsSpec.subscribe", of(() -> engine.events().subscribe(event -> {}).await()));
    }

    private void swarmVerbs() {
        verb("SwarmInitSpec.execute", () -> swarm.init().execute());
        verb("SwarmJoinSpec.execute", of(() -> swarm.join("10.0.0.1:2377").token("t").execute()));
        verb("SwarmUpdateSpec.execute", of(() -> swarm.update().taskHistoryLimit(1).execute()));
        verb("SwarmCaSpec.execute", () -> swarm.rotateCa().execute());
        verb("SwarmCaSpec.start", of(() -> swarm.rotateCa().start()));
        verb("SwarmCommands.leave", of(() -> swarm.leave()));
        verb("SwarmCommands.inspect", () -> swarm.inspect());
        verb("SwarmCommands.ca", () -> swarm.ca());
        verb("SwarmCommands.joinToken", () -> swarm.joinToken("worker"));
        verb("SwarmCommands.rotateJoinToken", () -> swarm.rotateJoinToken("worker"));
        verb("SwarmCommands.unlockKey", () -> swarm.unlockKey());
        verb("SwarmCommands.rotateUnlockKey", () -> swarm.rotateUnlockKey());
        verb("SwarmCommands.unlock", of(() -> swarm.unlock("SWMKEY-1")));
        verb("NodeCommands.list", () -> nodes.list());
        verb("NodeCommands.get", () -> nodes.get("m1"));
        verb("NodeCommands.find", () -> nodes.find("m1"));
        verb("NodeQuery.list", () -> nodes.query().list());
        verb("NodeUpdateSpec.execute", of(() -> node.update().labelAdd("a", "b").execute()));
        verb("Node.inspect", () -> node.inspect());
        verb("Node.promote", of(() -> node.promote()));
        verb("Node.demote", of(() -> node.demote()));
        verb("Node.tasks", () -> node.tasks());
        verb("Node.remove", () -> node.remove());
        verb("SecretCommands.list", () -> secrets.list());
        verb("SecretCommands.get", () -> secrets.get("pw"));
        verb("SecretCommands.find", () -> secrets.find("pw"));
        verb("SecretQuery.list", () -> secrets.query().list());
        verb("SecretSpec.execute", () -> secrets.create("pw").content("x").execute());
        verb("Secret.inspect", () -> secret.inspect());
        verb("Secret.remove", () -> secret.remove());
        verb("ConfigCommands.list", () -> configs.list());
        verb("ConfigCommands.get", () -> configs.get("site"));
        verb("ConfigCommands.find", () -> configs.find("site"));
        verb("ConfigQuery.list", () -> configs.query().list());
        verb("ConfigSpec.execute", () -> configs.create("site").content("x").execute());
        verb("Config.inspect", () -> config.inspect());
        verb("Config.remove", () -> config.remove());
    }

    private void stackVerbs() {
        verb("StackCommands.list", () -> stacks.list());
        verb("StackCommands.get", () -> stacks.get("shop"));
        verb("StackCommands.find", () -> stacks.find("shop"));
        verb(
                "StackSpec.execute",
                () -> stacks.deploy("shop").compose("services: {web: {image: x}}").execute());
        verb("Stack.services", () -> stack.services());
        verb("Stack.tasks", () -> stack.tasks());
        verb("Stack.remove", () -> stack.remove());
    }

    private void serviceVerbs() {
        verb("ServiceCommands.list", () -> services.list());
        verb("ServiceCommands.get", () -> services.get("web"));
        verb("ServiceCommands.find", () -> services.find("web"));
        verb("ServiceCommands.task", () -> services.task("t1"));
        verb("ServiceQuery.list", () -> services.query().list());
        verb("TaskQuery.list", () -> services.queryTasks().list());
        verb(
                "ServiceSpec.execute",
                () -> services.create("web", "x").network("net").secret("pw").execute());
        verb("ServiceSpec.start", () -> services.create("web", "x").start());
        verb("ServiceUpdateSpec.execute", of(() -> service.update().image("y").execute()));
        verb("ServiceUpdateSpec.start", of(() -> service.update().force().start()));
        verb("ServiceRollbackSpec.execute", of(() -> service.rollback().execute()));
        verb("ServiceRollbackSpec.start", of(() -> service.rollback().start()));
        verb("ServiceScaleSpec.execute", of(() -> services.scale("web", 1).execute()));
        verb("ServiceScaleSpec.start", of(() -> services.scale("web", 1).start()));
        verb("Service.scale", of(() -> service.scale(1)));
        verb("Service.awaitConverged", of(() -> service.awaitConverged()));
        verb("Service.tasks", () -> service.tasks());
        verb("Service.inspect", () -> service.inspect());
        verb("Service.remove", () -> service.remove());
    }

    private static <T> List<T> closing(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }
}
