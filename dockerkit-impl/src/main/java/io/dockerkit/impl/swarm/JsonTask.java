package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.impl.container.ServiceLogs;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.swarm.Task;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A task as a manager described it. Immutable and thread-safe. */
final class JsonTask extends ApiObject implements Task {
    private final Rest rest;

    JsonTask(Rest rest, JsonNode said) {
        super(said);
        this.rest = rest;
    }

    @Override
    public String id() {
        return text("/ID");
    }

    @Override
    public String serviceId() {
        return text("/ServiceID");
    }

    @Override
    public OptionalInt slot() {
        Json slot = part("/Slot");
        boolean job = part("/JobIteration").exists();
        // the slots of jobs are counted from 0 on
        return !slot.exists() || (slot.number() == 0 && !job)
                ? OptionalInt.empty()
                : OptionalInt.of(integer(slot));
    }

    @Override
    public Optional<String> nodeId() {
        return present(part("/NodeID"));
    }

    @Override
    public Optional<String> containerId() {
        return present(part("/Status/ContainerStatus/ContainerID"));
    }

    @Override
    public String image() {
        return text("/Spec/ContainerSpec/Image");
    }

    @Override
    public String state() {
        return text("/Status/State");
    }

    @Override
    public String desiredState() {
        return text("/DesiredState");
    }

    @Override
    public boolean isRunning() {
        return state().equals("running") && !TaskStates.isTerminal(desiredState());
    }

    @Override
    public Optional<String> message() {
        return present(part("/Status/Message"));
    }

    @Override
    public Optional<String> error() {
        return present(part("/Status/Err"));
    }

    @Override
    public OptionalInt exitCode() {
        Json status = part("/Status/ContainerStatus");
        boolean ended = status.exists() && TaskStates.isTerminal(state());
        return ended ? OptionalInt.of(integer(status.at("/ExitCode"))) : OptionalInt.empty();
    }

    @Override
    public Optional<Instant> stateSince() {
        return time("/Status/Timestamp");
    }

    @Override
    public Optional<Instant> created() {
        return time("/CreatedAt");
    }

    @Override
    public OptionalLong jobIteration() {
        Json iteration = part("/JobIteration");
        return iteration.exists()
                ? OptionalLong.of(iteration.at("/Index").number())
                : OptionalLong.empty();
    }

    @Override
    public LogsSpec logs() {
        return LogsSpec.ofService(ServiceLogs.ofTask(rest, id(), "task " + id()), id());
    }

    /** Returns id, slot and state. */
    @Override
    public String toString() {
        return "task "
                + id()
                + (slot().isPresent() ? ", slot " + slot().getAsInt() : "")
                + " ("
                + state()
                + error().map(error -> ": " + error).orElse("")
                + ")";
    }
}
