package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.NameInUseException;
import io.dockerkit.PortInUseException;
import io.dockerkit.Removal;
import io.dockerkit.container.Container;
import io.dockerkit.container.Container.StartSpec;
import io.dockerkit.container.RemoveSpec;
import io.dockerkit.container.StopSpec;
import io.dockerkit.impl.concurrent.Uninterrupted;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.Removed;
import java.time.Duration;
import java.util.Map;

/** Starts, stops, kills, pauses, renames and removes one container. Immutable and thread-safe. */
final class Lifecycle {
    /** The seconds that a container has to end if neither it nor the call sets them. */
    private static final long DEFAULT_GRACE = 10;

    private final Rest rest;
    private final Container container;
    private final String shortId;

    Lifecycle(Rest rest, Container container) {
        this.rest = rest;
        this.container = container;
        this.shortId = container.shortId();
    }

    private Call post(String action, String doing) {
        return rest.post("containers", container.id(), action)
                .to(doing + " container " + shortId)
                .as("docker " + action + " " + shortId);
    }

    /** Returns false if it runs already. */
    boolean start(StartSpec spec) {
        Call call = post("start", "start").as("docker start" + spec + " " + shortId);
        if (!spec.equals(StartSpec.defaults())) {
            requireExperimental(spec);
            call.query("checkpoint", spec.checkpoint());
            if (!spec.checkpointDir().isEmpty()) {
                call.query("checkpoint-dir", spec.checkpointDir());
            }
        }
        try {
            return call.orUnchanged().status() != 304;
        } catch (PortInUseException taken) {
            throw ConflictHolders.ofPort(taken, rest);
        }
    }

    private void requireExperimental(StartSpec spec) {
        if (spec.checkpoint().isEmpty()) {
            throw new InvalidOptionException(
                    "--checkpoint-dir",
                    spec.checkpointDir(),
                    "it counts only together with a checkpoint: add checkpoint(name)");
        }
        JsonNode info = rest.get("info").to("ask for the engine's info").read();
        if (!info.path("ExperimentalBuild").asBoolean()) {
            throw new InvalidOptionException(
                    "--checkpoint",
                    spec.checkpoint(),
                    "the engine's experimental features are off; checkpoints need \"experimental\": true in its daemon.json");
        }
    }

    /** Returns false if it does not run. */
    boolean stop(StopSpec spec) {
        return stopping("stop", spec).orUnchanged().status() != 304;
    }

    void restart(StopSpec spec) {
        stopping("restart", spec).status();
    }

    /** A stop takes as long as the process does, up to the time when the engine kills it. */
    private Call stopping(String action, StopSpec spec) {
        long grace = spec.seconds().orElse(DEFAULT_GRACE);
        Call call = post(action, action).longerBy(grace < 0 ? null : Duration.ofSeconds(grace));
        spec.seconds().ifPresent(seconds -> call.query("t", String.valueOf(seconds)));
        spec.signal().ifPresent(signal -> call.query("signal", signal));
        // older engines ignore a signal, which would be worse than an error
        rest.require(spec.signal().isPresent() ? Map.of("--signal", "1.42") : Map.of());
        return call.as("docker " + action + spec + " " + shortId);
    }

    void kill() {
        // often the last call of a thread that was told to stop
        Uninterrupted.run(() -> post("kill", "kill").status());
    }

    void kill(String signal) {
        post("kill", "send " + signal + " to").query("signal", signal).status();
    }

    void pause() {
        post("pause", "pause").status();
    }

    void unpause() {
        post("unpause", "unpause").status();
    }

    void rename(String name) {
        try {
            post("rename", "rename")
                    .query("name", name)
                    .as("docker rename " + shortId + " " + name)
                    .status();
        } catch (NameInUseException taken) {
            throw ConflictHolders.ofName(taken, rest);
        }
    }

    Removal remove(RemoveSpec spec) {
        String link = spec.link().orElse("");
        // links are known by the container's name, not by its id
        Call call =
                spec.link().isPresent()
                        ? rest.delete("containers", container.inspect().name(), link)
                                .to("remove link " + link + " of container " + shortId)
                        : rest.delete("containers", container.id())
                                .to("remove container " + shortId);
        call.query("force", spec.isForce())
                .query("v", spec.isVolumes())
                .query("link", spec.link().isPresent())
                .as(spec.toCommandLine(shortId));
        String removed = spec.link().map(alias -> "link " + alias).orElse(container.id());
        return Removed.of(ContainerRemoval.of(rest, container.id(), call), removed);
    }
}
