package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Removal;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.swarm.Node;
import io.dockerkit.swarm.NodeUpdateSpec;
import io.dockerkit.swarm.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A node of a swarm with what a manager said about it. Thread-safe. */
final class EngineNode extends SwarmObject implements Node {
    private final NodeApi api;

    EngineNode(Rest rest, NodeApi api, JsonNode said) {
        super(rest, said);
        this.api = api;
    }

    @Override
    public String name() {
        return hostname();
    }

    @Override
    public String hostname() {
        return text("/Description/Hostname");
    }

    @Override
    public String role() {
        return text("/Spec/Role");
    }

    @Override
    public String availability() {
        return text("/Spec/Availability");
    }

    @Override
    public String state() {
        return text("/Status/State");
    }

    @Override
    public Optional<String> message() {
        return ApiObject.present(part("/Status/Message"));
    }

    @Override
    public Optional<String> address() {
        return ApiObject.present(part("/Status/Addr"));
    }

    @Override
    public boolean isLeader() {
        return part("/ManagerStatus/Leader").bool();
    }

    @Override
    public Optional<String> reachability() {
        return ApiObject.present(part("/ManagerStatus/Reachability"));
    }

    @Override
    public Optional<String> managerAddress() {
        return ApiObject.present(part("/ManagerStatus/Addr"));
    }

    @Override
    public Map<String, String> engineLabels() {
        return part("/Description/Engine/Labels").textFields();
    }

    @Override
    public String engineVersion() {
        return text("/Description/Engine/EngineVersion");
    }

    @Override
    public String os() {
        return text("/Description/Platform/OS");
    }

    @Override
    public String architecture() {
        return text("/Description/Platform/Architecture");
    }

    @Override
    public long nanoCpus() {
        return part("/Description/Resources/NanoCPUs").number();
    }

    @Override
    public long memory() {
        return part("/Description/Resources/MemoryBytes").number();
    }

    @Override
    public List<Task> tasks() {
        return new ServiceApi(rest()).tasks(Filters.none().with("node", id()));
    }

    @Override
    public NodeUpdateSpec update() {
        return NodeUpdateSpec.of(api, id());
    }

    @Override
    public void promote() {
        change("manager", "docker node promote ");
    }

    @Override
    public void demote() {
        change("worker", "docker node demote ");
    }

    private void change(String role, String command) {
        if (!inspect().role().equals(role)) {
            api.update(id(), spec -> spec.put("Role", role), command + hostname());
        }
    }

    @Override
    public Node inspect() {
        return api.get(id());
    }

    @Override
    public Removal remove() {
        return remove(options -> options);
    }

    @Override
    public Removal remove(UnaryOperator<RemoveSpec> options) {
        RemoveSpec spec = options.apply(RemoveSpec.defaults());
        return remove("nodes", "node", spec.toCommandLine(hostname()), spec.isForce());
    }

    /** Returns host name, role and state. */
    @Override
    public String toString() {
        return "node " + hostname() + " (" + role() + ", " + state() + ")";
    }
}
