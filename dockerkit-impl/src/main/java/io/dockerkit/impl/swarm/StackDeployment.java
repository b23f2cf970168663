package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.json.EngineWords;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.ServiceBackend;
import io.dockerkit.spi.StackBackend.Deployment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One deployment of a stack: networks, secrets, configs, services, in this order. Not thread-safe. */
final class StackDeployment {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.swarm");

    private final Rest rest;
    private final StackApi api;
    private final Logins logins;
    private final Deployment deployment;
    private final String stack;
    private final StackPlan plan;

    StackDeployment(Rest rest, StackApi api, Logins logins, Deployment deployment) {
        this.rest = rest;
        this.api = api;
        this.logins = logins;
        this.deployment = deployment;
        stack = deployment.name();
        plan = StackPlan.of(stack, deployment.files());
    }

    void run() {
        deployment
                .files()
                .ignored()
                .forEach(
                        (key, reason) ->
                                LOG.warn(
                                        "stack {}: the key {} of services does not count{}",
                                        stack,
                                        key,
                                        reason.isEmpty() ? "" : ": " + reason));
        requireManager();
        if (deployment.prune()) {
            prune();
        }
        plan.externalNetworks().forEach(this::requireNetwork);
        networks();
        plan.secrets().forEach(body -> content("secret", body));
        plan.configs().forEach(body -> content("config", body));
        Map<StackPlan.Service, Map<String, Object>> specs = new LinkedHashMap<>();
        for (StackPlan.Service service : plan.services()) {
            specs.put(service, spec(service));
        }
        List<String> ids = services(specs);
        if (deployment.waiting().isWanted()) {
            await(ids);
        }
    }

    private Call described(Call call, String doing) {
        return call.to(doing).as(deployment.commandLine());
    }

    /** An engine that is no manager would create the networks, too, but not the rest. */
    private void requireManager() {
        String doing = "deploy stack " + stack;
        JsonNode info = described(rest.get("info"), doing).read();
        if (!info.at("/Swarm/ControlAvailable").asBoolean()) {
            throw new EngineException(
                    "cannot "
                            + doing
                            + ": this node is not a manager of a swarm; Swarm.init() begins one, Swarm.join(…) joins one",
                    503,
                    "this node is not a swarm manager",
                    deployment.commandLine());
        }
    }

    private void prune() {
        Set<String> wanted = new LinkedHashSet<>();
        plan.services().forEach(service -> wanted.add(service.name()));
        List<DockerException> failures = new ArrayList<>();
        for (JsonNode service : api.found(stack, "services")) {
            if (!wanted.contains(StackApi.nameOf(service))) {
                api.remove(
                        "services", service, deployment.commandLine(), new ArrayList<>(), failures);
            }
        }
        StackApi.throwFirst(failures);
    }

    private void requireNetwork(String name) {
        if (!StackPlan.isOfUsers(name)) {
            return;
        }
        JsonNode network;
        try {
            network =
                    described(rest.get("networks", name), "find the external network " + name)
                            .read();
        } catch (NotFoundException none) {
            throw new NotFoundException(
                    "stack "
                            + stack
                            + " needs the external network "
                            + name
                            + ", which is not there; Networks.create(\""
                            + name
                            + "\").driver(\"overlay\") creates it",
                    404,
                    none.engineMessage(),
                    deployment.commandLine());
        }
        String scope = network.path("Scope").asText("");
        if (!scope.equals("swarm")) {
            throw new NotFoundException(
                    "stack "
                            + stack
                            + " needs an external network "
                            + name
                            + " of the swarm, but its scope is "
                            + EngineWords.printable(scope)
                            + "; an overlay network has the scope swarm",
                    404,
                    "the network is not in the right scope",
                    deployment.commandLine());
        }
    }

    private void networks() {
        Set<String> known = new LinkedHashSet<>();
        api.found(stack, "networks").forEach(network -> known.add(StackApi.nameOf(network)));
        for (Map<String, Object> body : plan.networks()) {
            if (!known.contains(String.valueOf(body.get("Name")))) {
                described(
                                rest.post("networks", "create").json(body),
                                "create network " + body.get("Name"))
                        .read();
            }
        }
    }

    /** Creates a secret or config, or updates it. */
    private void content(String kind, Map<String, Object> body) {
        String name = String.valueOf(body.get("Name"));
        JsonNode known = null;
        try {
            known = described(rest.get(kind + "s", name), "find " + kind + " " + name).read();
        } catch (NotFoundException none) {
            LOG.debug("{} {} is new", kind, name);
        }
        if (known == null) {
            described(rest.post(kind + "s", "create").json(body), "create " + kind + " " + name)
                    .read();
            return;
        }
        String doing = "update " + kind + " " + name;
        described(
                        rest.post(kind + "s", Fields.text(known, "ID", doing), "update")
                                .query("version", known.at("/Version/Index").asText("0"))
                                .json(body),
                        doing)
                .status();
    }

    private Map<String, Object> spec(StackPlan.Service service) {
        Map<String, Object> spec = service.spec();
        Map<String, Object> container = inner(inner(spec, "TaskTemplate"), "ContainerSpec");
        List<Map<String, Object>> configs = new ArrayList<>(service.configs());
        if (!service.credentials().isEmpty()) {
            Map<String, Object> runtime = new LinkedHashMap<>();
            runtime.put("Runtime", new LinkedHashMap<String, Object>());
            runtime.put("ConfigName", service.credentials());
            configs.add(runtime);
        }
        resolve(service, "Secret", service.secrets(), container);
        Map<String, String> ids = resolve(service, "Config", configs, container);
        if (!service.credentials().isEmpty()) {
            inner(inner(container, "Privileges"), "CredentialSpec")
                    .put("Config", id(ids, service, "config", service.credentials()));
        }
        return spec;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.computeIfAbsent(key, name -> new LinkedHashMap<>());
    }

    private Map<String, String> resolve(
            StackPlan.Service service,
            String kind,
            List<Map<String, Object>> references,
            Map<String, Object> container) {
        if (references.isEmpty()) {
            return Map.of();
        }
        Set<String> names = new LinkedHashSet<>();
        references.forEach(reference -> names.add(String.valueOf(reference.get(kind + "Name"))));
        ServiceApi.Names engine = new ServiceApi.Names(rest);
        Map<String, String> ids =
                kind.equals("Secret") ? engine.secrets(names) : engine.configs(names);
        List<Map<String, Object>> resolved = new ArrayList<>();
        for (Map<String, Object> reference : references) {
            Map<String, Object> written = new LinkedHashMap<>(reference);
            String name = String.valueOf(reference.get(kind + "Name"));
            written.put(kind + "ID", id(ids, service, kind.toLowerCase(Locale.ROOT), name));
            resolved.add(written);
        }
        container.put(kind + "s", resolved);
        return ids;
    }

    private String id(
            Map<String, String> ids, StackPlan.Service service, String kind, String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new NotFoundException(
                    deployment.files().where(service.path())
                            + " needs the external "
                            + kind
                            + " "
                            + name
                            + ", which is not there",
                    404,
                    kind + " not found: " + name,
                    deployment.commandLine());
        }
        return id;
    }

    private List<String> services(Map<StackPlan.Service, Map<String, Object>> specs) {
        Map<String, JsonNode> known = new LinkedHashMap<>();
        api.found(stack, "services")
                .forEach(service -> known.put(service.at("/Spec/Name").asText(""), service));
        List<String> ids = new ArrayList<>();
        specs.forEach((service, spec) -> ids.add(service(spec, known.get(service.name()))));
        return ids;
    }

    private String service(Map<String, Object> spec, @Nullable JsonNode known) {
        Map<String, Object> task = inner(spec, "TaskTemplate");
        Map<String, Object> container = inner(task, "ContainerSpec");
        String image = String.valueOf(container.get("Image"));
        String when = deployment.resolveImage();
        boolean resolve = !when.equals("never");
        if (known != null) {
            boolean same = image.equals(known.at("/Spec/Labels").path(StackPlan.IMAGE).asText(""));
            if (same && !when.equals("always")) {
                // the digest that the earlier deployment found, so that no task is replaced
                container.put(
                        "Image", known.at("/Spec/TaskTemplate/ContainerSpec/Image").asText(image));
                resolve = false;
            }
            task.put("ForceUpdate", known.at("/Spec/TaskTemplate/ForceUpdate").asLong());
        }
        ServiceImage pinned = new ServiceImage(rest, logins, spec, request(resolve));
        pinned.pin();
        String name = String.valueOf(spec.get("Name"));
        if (known == null) {
            String doing = "create service " + name;
            Call call = described(rest.post("services", "create").json(spec), doing);
            pinned.authorise(call);
            JsonNode said = call.read();
            ServiceApi.warn(doing, said);
            return Fields.text(said, "ID", doing);
        }
        String doing = "update service " + name;
        String id = Fields.text(known, "ID", doing);
        Call call =
                described(
                        rest.post("services", id, "update")
                                .query("version", known.at("/Version/Index").asText("0"))
                                .json(spec),
                        doing);
        pinned.authorise(call);
        ServiceApi.warn(doing, call.read());
        return id;
    }

    private ServiceBackend.Request request(boolean resolve) {
        return new ServiceBackend.Request(
                (spec, names) -> Map.of(),
                Map.of(),
                resolve,
                deployment.withRegistryAuth()
                        ? ServiceBackend.Auth.OF_THE_USER
                        : ServiceBackend.Auth.NONE,
                false,
                deployment.commandLine());
    }

    /** Waits for all services, also if one does not converge. */
    private void await(List<String> ids) {
        List<DockerException> failures = new ArrayList<>();
        for (String id : ids) {
            try {
                api.services()
                        .await(
                                id,
                                new ServiceBackend.Convergence(
                                        deployment.waiting().timeout(),
                                        deployment.waiting().progress(),
                                        true,
                                        deployment.commandLine()));
            } catch (DockerInterruptedException interrupted) {
                throw interrupted;
            } catch (DockerException failed) {
                failures.add(failed);
            }
        }
        StackApi.throwFirst(failures);
    }
}
