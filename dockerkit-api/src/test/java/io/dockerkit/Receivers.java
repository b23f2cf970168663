package io.dockerkit;

import io.dockerkit.cli.Filters;
import io.dockerkit.container.AttachSpec;
import io.dockerkit.container.CommitSpec;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.CopySpec;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.container.RemoveSpec;
import io.dockerkit.container.StopSpec;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.ExecSpec;
import io.dockerkit.container.run.Mount;
import io.dockerkit.container.run.UpdateSpec;
import io.dockerkit.engine.Context;
import io.dockerkit.engine.ContextSpec;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EngineEvent;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.Progress;
import io.dockerkit.image.PushSpec;
import io.dockerkit.network.ConnectSpec;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.network.NetworkDetails;
import io.dockerkit.spi.CommitBackend;
import io.dockerkit.spi.ConfigBackend;
import io.dockerkit.spi.ContextBackend;
import io.dockerkit.spi.ExecBackend;
import io.dockerkit.spi.LogsBackend;
import io.dockerkit.spi.NodeBackend;
import io.dockerkit.spi.PushBackend;
import io.dockerkit.spi.SecretBackend;
import io.dockerkit.spi.ServiceBackend;
import io.dockerkit.spi.StackBackend;
import io.dockerkit.spi.SwarmBackend;
import io.dockerkit.spi.UpdateBackend;
import io.dockerkit.swarm.ConfigCommands;
import io.dockerkit.swarm.Node;
import io.dockerkit.swarm.NodeCommands;
import io.dockerkit.swarm.NodeUpdateSpec;
import io.dockerkit.swarm.SecretCommands;
import io.dockerkit.swarm.ServiceCommands;
import io.dockerkit.swarm.ServiceRollbackSpec;
import io.dockerkit.swarm.ServiceUpdateSpec;
import io.dockerkit.swarm.StackCommands;
import io.dockerkit.swarm.SwarmCommands;
import io.dockerkit.swarm.SwarmDetails;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeCommands;
import io.dockerkit.volume.VolumeUpdateSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** One object of each class whose methods take options; none of them has an engine. Stateless and thread-safe. */
final class Receivers {
    /** The objects, by their classes. */
    static final Map<Class<?>, Object> ALL = receivers();

    private Receivers() {}

    private static Map<Class<?>, Object> receivers() {
        ContainerCommands containers =
                new ContainerCommands(NoEngine.backend(io.dockerkit.spi.ContainerBackend.class));
        ImageCommands images =
                new ImageCommands(NoEngine.backend(io.dockerkit.spi.ImageBackend.class));
        NetworkCommands networks =
                new NetworkCommands(NoEngine.backend(io.dockerkit.spi.NetworkBackend.class));
        VolumeCommands volumes =
                new VolumeCommands(NoEngine.backend(io.dockerkit.spi.VolumeBackend.class));
        EngineCommands engine =
                new EngineCommands(NoEngine.backend(io.dockerkit.spi.EngineBackend.class));
        AtomicReference<Wait.HttpCheck> check = new AtomicReference<>();
        Wait http =
                Wait.http(
                        80,
                        "/",
                        options -> {
                            check.set(options);
                            return options;
                        });
        SwarmCommands swarm = new SwarmCommands(NoEngine.backend(SwarmBackend.class));
        NodeCommands nodes = new NodeCommands(NoEngine.backend(NodeBackend.class));
        ServiceCommands services = new ServiceCommands(NoEngine.backend(ServiceBackend.class));
        SecretCommands secrets = new SecretCommands(NoEngine.backend(SecretBackend.class));
        ConfigCommands configs = new ConfigCommands(NoEngine.backend(ConfigBackend.class));
        StackCommands stacks = new StackCommands(NoEngine.backend(StackBackend.class));
        List<Object> all =
                List.of(
                        swarm,
                        swarm.init(),
                        swarm.join("10.0.0.1:2377"),
                        swarm.update(),
                        swarm.rotateCa(),
                        nodes,
                        nodes.query(),
                        NodeUpdateSpec.of(NoEngine.backend(NodeBackend.class), "w1"),
                        Node.RemoveSpec.defaults(),
                        SwarmDetails.LeaveSpec.defaults(),
                        services,
                        services.create("web", "nginx"),
                        services.query(),
                        services.queryTasks(),
                        services.scale("web", 2),
                        ServiceUpdateSpec.of(NoEngine.backend(ServiceBackend.class), "web"),
                        ServiceRollbackSpec.of(NoEngine.backend(ServiceBackend.class), "web"),
                        stacks,
                        stacks.deploy("shop"),
                        stacks.parseConfig("docker stack config"),
                        secrets,
                        secrets.create("pw"),
                        secrets.query(),
                        configs,
                        configs.create("site"),
                        configs.query(),
                        containers,
                        images,
                        networks,
                        volumes,
                        engine,
                        http,
                        check.get(),
                        containers.run("ubuntu"),
                        containers.run("ubuntu").detached(),
                        containers.query(),
                        containers.prune(),
                        images.pull("ubuntu"),
                        images.build(Path.of("context")),
                        images.query(),
                        images.prune(),
                        images.load(Path.of("x.tar")),
                        images.save("ubuntu"),
                        images.importFrom(Path.of("x.tar")),
                        images.search("nginx"),
                        networks.create("net"),
                        networks.query(),
                        networks.prune(),
                        volumes.create("data"),
                        volumes.query(),
                        volumes.prune(),
                        engine.events(),
                        engine.prune(),
                        engine.pruneBuildCache(),
                        ContextSpec.create(() -> NoEngine.backend(ContextBackend.class), "work"),
                        Docker.connect("unix:///nowhere"),
                        ExecSpec.of(NoEngine.backend(ExecBackend.class), "web", List.of("ls")),
                        LogsSpec.of(NoEngine.backend(LogsBackend.class), "web"),
                        UpdateSpec.of(NoEngine.backend(UpdateBackend.class), "web"),
                        CommitSpec.of(NoEngine.backend(CommitBackend.class), Map.of()),
                        PushSpec.of(NoEngine.backend(PushBackend.class), "ubuntu"),
                        StopSpec.defaults(),
                        Container.StartSpec.defaults(),
                        ContainerDetails.InspectSpec.defaults(),
                        NetworkDetails.InspectSpec.defaults(),
                        VolumeUpdateSpec.of(
                                NoEngine.backend(io.dockerkit.spi.VolumeBackend.class), "data"),
                        RemoveSpec.defaults(),
                        CopySpec.defaults(),
                        AttachSpec.defaults(),
                        Image.RemoveSpec.defaults(),
                        Image.InspectSpec.defaults(),
                        Image.HistorySpec.defaults(),
                        Volume.RemoveSpec.defaults(),
                        Context.RemoveSpec.defaults(),
                        Network.DisconnectSpec.defaults(),
                        ConnectSpec.defaults(),
                        Mount.volume("data"),
                        Filters.none(),
                        new io.dockerkit.spi.LogsRequest(Map.of(), 1024, ""),
                        createRequest(),
                        new Container.ProcessTable(List.of("PID"), List.of(List.of("1"))),
                        new DockerException("x"),
                        new EngineEvent("container", "die", "1", Map.of(), "local", Instant.EPOCH));
        Map<Class<?>, Object> receivers = new HashMap<>();
        all.forEach(one -> receivers.put(one.getClass(), one));
        return receivers;
    }

    private static Object createRequest() {
        return new io.dockerkit.spi.CreateRequest(
                "ubuntu",
                Map.of(),
                Map.of(),
                "missing",
                Progress.none(),
                null,
                io.dockerkit.spi.ProcessStreams.KEPT,
                false,
                "",
                null,
                false,
                Map.of(),
                "");
    }
}
