package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.flags.SwarmNames;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.spi.ServiceBackend;
import io.dockerkit.swarm.Service;
import io.dockerkit.swarm.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls about services and their tasks. Thread-safe. */
public final class ServiceApi implements ServiceBackend {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.swarm");

    private final Rest rest;
    private final Logins logins;
    private final Membership scope;

    /** Makes the calls over one connection, for a user without logins. */
    public ServiceApi(Rest rest) {
        this(rest, Logins.none());
    }

    /** Makes the calls over one connection, for a user with logins at registries. */
    public ServiceApi(Rest rest, Logins logins) {
        this(rest, logins, Membership.NONE);
    }

    /** Makes the calls over one connection; new services belong to a scope. */
    public ServiceApi(Rest rest, Logins logins, Membership scope) {
        this.rest = rest;
        this.logins = logins;
        this.scope = scope;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Service create(Request request) {
        rest.require(request.needs());
        Map<String, Object> spec = new LinkedHashMap<>();
        rest.require(request.writer().write(spec, new Names(rest)));
        ServiceImage image = new ServiceImage(rest, logins, spec, request);
        image.pin();
        Map<String, Object> labelled = scope.label(ObjectKind.SERVICE, spec);
        return scope.make(() -> create(labelled, image, request.commandLine()));
    }

    private Service create(Map<String, Object> spec, ServiceImage image, String commandLine) {
        String doing = "create service " + spec.getOrDefault("Name", "");
        Call call = rest.post("services", "create").json(spec).to(doing).as(commandLine);
        image.authorise(call);
        JsonNode said = call.read();
        warn(doing, said);
        return get(Fields.text(said, "ID", doing));
    }

    /** Logs what an engine warns of. */
    static void warn(String doing, JsonNode said) {
        said.path("Warnings")
                .forEach(
                        warning ->
                                LOG.warn(
                                        "{}: {}",
                                        doing,
                                        EngineWords.printable(warning.asText(""))));
    }

    @Override
    public void update(String idOrName, Request request) {
        rest.require(request.needs());
        JsonNode service = read(idOrName);
        Map<String, Object> spec = JsonMaps.map(service.path("Spec"));
        rest.require(request.writer().write(spec, new Names(rest)));
        ServiceImage image = new ServiceImage(rest, logins, spec, request);
        image.pin();
        Call call = change(service, spec, idOrName, request.commandLine());
        if (request.auth() == Auth.OF_THE_SERVICE) {
            call.query("registryAuthFrom", "spec");
        }
        if (request.rollback()) {
            call.query("rollback", "previous");
        }
        image.authorise(call);
        warn("update service " + idOrName, call.read());
    }

    private Call change(
            JsonNode service, Map<String, Object> spec, String idOrName, String commandLine) {
        String doing = "update service " + idOrName;
        return rest.post("services", Fields.text(service, "ID", doing), "update")
                .query("version", service.at("/Version/Index").asText("0"))
                .json(spec)
                .to(doing)
                .as(commandLine);
    }

    /** A service that is to be scaled, as it is. */
    private record Scaled(String name, long replicas, JsonNode service, String mode) {}

    @Override
    public void scale(Map<String, Long> replicas, String commandLine) {
        List<Scaled> all = new ArrayList<>();
        replicas.forEach((name, number) -> all.add(toScale(name, number)));
        for (Scaled one : all) {
            Map<String, Object> spec = JsonMaps.map(one.service().path("Spec"));
            Map<String, Object> mode = JsonMaps.map(one.service().at("/Spec/Mode/" + one.mode()));
            mode.put(
                    one.mode().equals("Replicated") ? "Replicas" : "TotalCompletions",
                    one.replicas());
            spec.put("Mode", Map.of(one.mode(), mode));
            ServiceImage.tag(spec);
            warn(
                    "scale service " + one.name(),
                    change(one.service(), spec, one.name(), commandLine).read());
        }
    }

    private Scaled toScale(String name, long replicas) {
        JsonNode service = read(name);
        String mode = modeToScale(service);
        if (mode.isEmpty()) {
            throw new InvalidOptionException(
                    "docker service scale",
                    name + "=" + replicas,
                    "the service is "
                            + service(service, "scale service " + name).mode()
                            + ", and only replicated ones have a number of tasks");
        }
        return new Scaled(name, replicas, service, mode);
    }

    private static String modeToScale(JsonNode service) {
        JsonNode mode = service.at("/Spec/Mode");
        return mode.has("Replicated")
                ? "Replicated"
                : mode.has("ReplicatedJob") ? "ReplicatedJob" : "";
    }

    @Override
    public void await(String id, Convergence how) {
        new Converging(rest, this, id, how).await();
    }

    @Override
    public List<Service> list(Filters filters) {
        String listing = "list the services";
        List<Service> services = new ArrayList<>();
        rest.get("services")
                .query("status", "true")
                .filters(filters)
                .to(listing)
                .as("docker service ls")
                .readList()
                .forEach(said -> services.add(service(said, listing)));
        return List.copyOf(services);
    }

    @Override
    public Service get(String idOrName) {
        return service(read(idOrName), "find service " + idOrName);
    }

    /** Reads a service without what the manager would fill in. */
    JsonNode read(String idOrName) {
        SwarmObject.requirePath("service", idOrName);
        return rest.get("services", idOrName)
                .query("insertDefaults", "false")
                .to("find service " + idOrName)
                .as("docker service inspect " + idOrName)
                .read();
    }

    private Service service(JsonNode said, String doing) {
        Fields.text(said, "ID", doing);
        return new EngineService(rest, this, said);
    }

    @Override
    public List<Task> tasks(Filters filters) {
        List<Task> tasks = new ArrayList<>();
        rest.get("tasks")
                .filters(withIds(filters))
                .to("list the tasks")
                .as("docker service ps")
                .readListThatShares("Spec")
                .forEach(said -> tasks.add(new JsonTask(rest, said)));
        return List.copyOf(tasks);
    }

    /** The engine's own node has another name for people than for its manager. */
    private Filters withIds(Filters filters) {
        List<String> nodes = filters.values().getOrDefault("node", List.of());
        if (!nodes.contains("self")) {
            return filters;
        }
        Filters next = Filters.none();
        for (Map.Entry<String, List<String>> entry : filters.values().entrySet()) {
            for (String value : entry.getValue()) {
                boolean self = entry.getKey().equals("node") && value.equals("self");
                next = next.with(entry.getKey(), self ? new NodeApi(rest).self() : value);
            }
        }
        return next;
    }

    @Override
    public Task task(String id) {
        SwarmObject.requirePath("task", id);
        return new JsonTask(
                rest,
                rest.get("tasks", id).to("find task " + id).as("docker inspect " + id).read());
    }

    /** Looks names up at the engine. */
    record Names(Rest rest) implements SwarmNames {
        @Override
        public String network(String idOrName) {
            if (idOrName.isBlank() || idOrName.contains("/")) {
                throw new InvalidOptionException(
                        "--network", idOrName, "accepted form: the name or the id of a network");
            }
            String doing = "find network " + idOrName + " of the swarm";
            return Fields.text(
                    rest.get("networks", idOrName)
                            .query("scope", "swarm")
                            .to(doing)
                            .as("docker network inspect " + idOrName)
                            .read(),
                    "Id",
                    doing);
        }

        @Override
        public Map<String, String> secrets(Collection<String> names) {
            return ids("secrets", names);
        }

        @Override
        public Map<String, String> configs(Collection<String> names) {
            return ids("configs", names);
        }

        private Map<String, String> ids(String kind, Collection<String> names) {
            Filters filters = Filters.none();
            for (String name : names) {
                filters = filters.with("name", name);
            }
            Map<String, String> ids = new LinkedHashMap<>();
            rest.get(kind)
                    .filters(filters)
                    .to("list the " + kind)
                    .readList()
                    .forEach(
                            found ->
                                    ids.put(
                                            found.at("/Spec/Name").asText(""),
                                            found.path("ID").asText("")));
            return ids;
        }
    }
}
