package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.impl.rest.Rest;
import io.dockerkit.lab.CannedWire;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Verbs} has each method that sends a request. */
class VerbsTest {
    /** Methods of handles, specs and commands that send nothing. */
    private static final Set<String> SEND_NOTHING =
            Set.of(
                    "Container.id",
                    "Container.shortId",
                    "Container.warnings",
                    "Container.withTimeout",
                    "DetachedSpec.name",
                    "DetachedSpec.readiness",
                    "ContainerCommands.backend",
                    "BuildSpec.tags",
                    "ContextSpec.execute",
                    "DetachedSpec.image",
                    "EngineCommands.client",
                    "EngineCommands.logout",
                    "ExecSpec.isDetached",
                    "Image.id",
                    "Image.reference",
                    "Image.shortId",
                    "Network.id",
                    "Network.name",
                    "NetworkCommands.parseConnect",
                    "NetworkSpec.name",
                    "RunSpec.isDetached",
                    "Volume.at",
                    "Volume.cluster",
                    "Volume.created",
                    "Volume.driver",
                    "Volume.json",
                    "Volume.labels",
                    "Volume.mountpoint",
                    "Volume.name",
                    "Volume.options",
                    "Volume.references",
                    "Volume.scope",
                    "Volume.size",
                    "VolumeSpec.name",
                    "Config.content",
                    "Config.labels",
                    "Node.engineLabels",
                    "Node.labels",
                    "Secret.labels",
                    "Service.labels",
                    "Config.at",
                    "Config.created",
                    "Config.id",
                    "Config.json",
                    "Config.name",
                    "Config.templateDriver",
                    "Config.text",
                    "Config.updated",
                    "DetachedSpec.line",
                    "Node.address",
                    "Node.architecture",
                    "Node.at",
                    "Node.availability",
                    "Node.created",
                    "Node.engineVersion",
                    "Node.hostname",
                    "Node.id",
                    "Node.isLeader",
                    "Node.json",
                    "Node.managerAddress",
                    "Node.memory",
                    "Node.message",
                    "Node.nanoCpus",
                    "Node.os",
                    "Node.reachability",
                    "Node.role",
                    "Node.state",
                    "Stack.name",
                    "StackCommands.config",
                    "StackConfigSpec.execute",
                    "StackSpec.name",
                    "Secret.at",
                    "Secret.created",
                    "Secret.driver",
                    "Secret.id",
                    "Secret.json",
                    "Secret.name",
                    "Secret.templateDriver",
                    "Secret.updated",
                    "Service.at",
                    "Service.completedTasks",
                    "Service.created",
                    "Service.desiredTasks",
                    "Service.id",
                    "Service.image",
                    "Service.json",
                    "Service.mode",
                    "Service.name",
                    "Service.ports",
                    "Service.replicas",
                    "Service.runningTasks",
                    "Service.updateMessage",
                    "Service.updateState",
                    "Service.updated",
                    "ServiceSpec.image",
                    "ServiceSpec.name",
                    "Task.at",
                    "Task.containerId",
                    "Task.created",
                    "Task.desiredState",
                    "Task.error",
                    "Task.exitCode",
                    "Task.id",
                    "Task.image",
                    "Task.isRunning",
                    "Task.jobIteration",
                    "Task.json",
                    "Task.message",
                    "Task.nodeId",
                    "Task.serviceId",
                    "Task.slot",
                    "Task.state",
                    "Task.stateSince");

    /** What is tried elsewhere: it starts the watchdog of scopes, which is another process. */
    private static final Set<String> ELSEWHERE = Set.of("DetachedSpec.startScoped");

    @Test
    void eachMethodOfHandlesSpecsAndCommandsIsTriedOrSendsNothing(@TempDir Path directory)
            throws Exception {
        Rest rest = new Rest(new CannedWire(new HealthyEngine()::answer), "1.47");
        Set<String> known = new TreeSet<>(Verbs.ofContainers(rest, directory).keySet());
        known.addAll(Verbs.ofOtherNouns(rest, directory).keySet());
        known.addAll(SEND_NOTHING);
        known.addAll(ELSEWHERE);
        assertThat(ApiMethods.all())
                .hasSizeGreaterThan(100)
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
