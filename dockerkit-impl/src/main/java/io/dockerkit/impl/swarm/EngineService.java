package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.Removal;
import io.dockerkit.cli.Checks;
import io.dockerkit.container.LogsSpec;
import io.dockerkit.impl.container.ServiceLogs;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.ServiceBackend;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.ServiceRollbackSpec;
import io.dockerkit.swarm.ServiceScaleSpec;
import io.dockerkit.swarm.ServiceUpdateSpec;
import io.dockerkit.swarm.Task;
import io.dockerkit.swarm.TaskQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A service with what a manager said about it. Thread-safe. */
final class EngineService extends SwarmObject implements Service {
    private static final Map<String, String> MODES =
            Map.of(
                    "Replicated", "replicated",
                    "Global", "global",
                    "ReplicatedJob", "replicated-job",
                    "GlobalJob", "global-job");

    private final ServiceApi api;

    EngineService(Rest rest, ServiceApi api, JsonNode said) {
        super(rest, said);
        this.api = api;
    }

    @Override
    public String image() {
        return text("/Spec/TaskTemplate/ContainerSpec/Image");
    }

    @Override
    public String mode() {
        for (String name : names("/Spec/Mode")) {
            if (part("/Spec/Mode/" + name).exists()) {
                return MODES.getOrDefault(name, name);
            }
        }
        return "";
    }

    @Override
    public OptionalLong replicas() {
        OptionalLong replicas = amount(part("/Spec/Mode/Replicated/Replicas"));
        return replicas.isPresent()
                ? replicas
                : amount(part("/Spec/Mode/ReplicatedJob/TotalCompletions"));
    }

    @Override
    public OptionalLong runningTasks() {
        return amount(part("/ServiceStatus/RunningTasks"));
    }

    @Override
    public OptionalLong desiredTasks() {
        return amount(part("/ServiceStatus/DesiredTasks"));
    }

    @Override
    public OptionalLong completedTasks() {
        return mode().endsWith("-job")
                ? amount(part("/ServiceStatus/CompletedTasks"))
                : OptionalLong.empty();
    }

    @Override
    public List<PublishedPort> ports() {
        List<PublishedPort> ports = new ArrayList<>();
        for (Json port : part("/Endpoint/Ports").items()) {
            String mode = port.at("/PublishMode").text();
            ports.add(
                    new PublishedPort(
                            ApiObject.integer(port.at("/TargetPort")),
                            ApiObject.integer(port.at("/PublishedPort")),
                            port.at("/Protocol").text(),
                            mode.isEmpty() ? "ingress" : mode));
        }
        return List.copyOf(ports);
    }

    @Override
    public Optional<String> updateState() {
        return ApiObject.present(part("/UpdateStatus/State"));
    }

    @Override
    public Optional<String> updateMessage() {
        return ApiObject.present(part("/UpdateStatus/Message"));
    }

    @Override
    public ServiceUpdateSpec update() {
        return ServiceUpdateSpec.of(api, id());
    }

    @Override
    public void scale(int replicas) {
        Checks.between("replicas", replicas, 0, Integer.MAX_VALUE);
        ServiceScaleSpec.of(api, id(), replicas).execute();
    }

    @Override
    public ServiceRollbackSpec rollback() {
        return ServiceRollbackSpec.of(api, id());
    }

    @Override
    public void awaitConverged() {
        api.await(
                id(),
                new ServiceBackend.Convergence(
                        Duration.ofMinutes(10),
                        progress -> {},
                        false,
                        "docker service inspect " + name()));
    }

    @Override
    public List<Task> tasks() {
        return queryTasks().list();
    }

    @Override
    public TaskQuery queryTasks() {
        return TaskQuery.of(api, id());
    }

    @Override
    public LogsSpec logs() {
        return LogsSpec.ofService(ServiceLogs.of(rest(), id(), "service " + name()), name());
    }

    @Override
    public Service inspect() {
        return api.get(id());
    }

    @Override
    public Removal remove() {
        return remove("services", "service", "docker service rm " + name(), false);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "service " + name();
    }
}
