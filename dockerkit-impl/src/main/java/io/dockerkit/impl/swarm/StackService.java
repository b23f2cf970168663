package io.dockerkit.impl.swarm;

import static io.dockerkit.impl.swarm.StackPlan.list;
import static io.dockerkit.impl.swarm.StackPlan.map;
import static io.dockerkit.impl.swarm.StackPlan.put;
import static io.dockerkit.impl.swarm.StackPlan.text;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.cli.Numbers;
import io.dockerkit.container.flags.ServiceWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the specification of a service from what a file says about it. Not thread-safe. */
final class StackService {
    private static final Pattern RESTART = Pattern.compile("([a-z-]*)(?::(\\d{1,9}))?");

    private final StackPlan plan;
    private final String key;
    private final String path;
    private final Map<String, @Nullable Object> service;
    private final Map<String, @Nullable Object> deploy;

    StackService(StackPlan plan, String key, Map<String, @Nullable Object> service) {
        this.plan = plan;
        this.key = key;
        path = "services." + key;
        this.service = service;
        deploy = map(service.get("deploy"));
    }

    private InvalidOptionException refused(String below, Object value, String reason) {
        return plan.refused(path + "." + below, value.toString(), reason);
    }

    StackPlan.Service planned() {
        String image = image();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("Name", plan.scoped(key));
        Map<String, Object> labels = plan.labels(deploy.get("labels"));
        labels.put(StackPlan.IMAGE, image);
        spec.put("Labels", labels);
        Map<String, Object> task = new LinkedHashMap<>();
        Map<String, Object> container = container(image);
        task.put("ContainerSpec", container);
        Map<String, @Nullable Object> logging = map(service.get("logging"));
        if (service.get("logging") != null) {
            Map<String, Object> driver = new LinkedHashMap<>();
            put(driver, "Name", logging.get("driver"));
            put(driver, "Options", logging.get("options"));
            task.put("LogDriver", driver);
        }
        task.put("Resources", resources());
        Map<String, Object> restart = restart();
        if (restart != null) {
            task.put("RestartPolicy", restart);
        }
        task.put("Placement", placement());
        task.put("Networks", networks());
        spec.put("TaskTemplate", task);
        spec.put("EndpointSpec", endpoint());
        spec.put("Mode", mode());
        change("update_config", "UpdateConfig", spec);
        change("rollback_config", "RollbackConfig", spec);
        List<Map<String, Object>> secrets = references("secrets", "SecretName");
        List<Map<String, Object>> configs = references("configs", "ConfigName");
        String credentials = credentials(container);
        return new StackPlan.Service(path, spec, secrets, configs, credentials);
    }

    private String image() {
        String image = text(service, "image");
        if (image.isEmpty()) {
            throw plan.refused(
                    path,
                    key,
                    "the key image is missing; docker stack builds none, so build and push it before");
        }
        return ImageReference.check(plan.where(path + ".image"), image);
    }

    private Map<String, Object> container(String image) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("Image", image);
        put(container, "Command", service.get("entrypoint"));
        put(container, "Args", service.get("command"));
        put(container, "Hostname", service.get("hostname"));
        put(container, "Hosts", hosts());
        Map<String, Object> dns = new LinkedHashMap<>();
        put(dns, "Nameservers", service.get("dns"));
        put(dns, "Search", service.get("dns_search"));
        put(container, "DNSConfig", dns);
        put(container, "Healthcheck", health());
        put(container, "Env", environment());
        container.put("Labels", plan.labels(service.get("labels")));
        put(container, "Dir", service.get("working_dir"));
        put(container, "User", service.get("user"));
        List<Object> mounts = new ArrayList<>();
        int index = 0;
        for (Object mount : list(service.get("volumes"))) {
            mounts.add(new StackMount(plan, path + ".volumes[" + index++ + "]", map(mount)).body());
        }
        put(container, "Mounts", mounts);
        Object grace = service.get("stop_grace_period");
        if (grace != null) {
            container.put("StopGracePeriod", grace);
        }
        put(container, "StopSignal", service.get("stop_signal"));
        put(container, "TTY", service.get("tty"));
        put(container, "OpenStdin", service.get("stdin_open"));
        put(container, "ReadOnly", service.get("read_only"));
        put(container, "Isolation", service.get("isolation"));
        Object init = service.get("init");
        if (init != null) {
            container.put("Init", init);
        }
        put(container, "Sysctls", service.get("sysctls"));
        Set<String> added = capabilities("cap_add");
        Set<String> dropped = capabilities("cap_drop");
        dropped.removeAll(added);
        put(container, "CapabilityAdd", List.copyOf(added));
        put(container, "CapabilityDrop", List.copyOf(dropped));
        put(container, "Ulimits", ulimits());
        return container;
    }

    private Set<String> capabilities(String name) {
        List<String> values = new ArrayList<>();
        list(service.get(name)).forEach(value -> values.add(value.toString()));
        return new TreeSet<>(ServiceWriter.effective(values));
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>();
        for (Object host : list(service.get("extra_hosts"))) {
            String pair = host.toString();
            int colon = pair.indexOf(':');
            hosts.add(pair.substring(colon + 1) + " " + pair.substring(0, colon));
        }
        return hosts;
    }

    private List<String> environment() {
        Set<String> variables = new TreeSet<>();
        map(service.get("environment"))
                .forEach((name, value) -> variables.add(value == null ? name : name + "=" + value));
        return List.copyOf(variables);
    }

    private List<Map<String, Object>> ulimits() {
        List<Map<String, Object>> limits = new ArrayList<>();
        new TreeMap<>(map(service.get("ulimits")))
                .forEach(
                        (name, value) -> {
                            Map<String, @Nullable Object> limit = map(value);
                            Object single = limit.get("single");
                            boolean both = single != null && !single.equals(0L);
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("Name", name);
                            Object soft = both ? single : limit.get("soft");
                            Object hard = both ? single : limit.get("hard");
                            put(one, "Soft", soft);
                            put(one, "Hard", hard);
                            limits.add(one);
                        });
        return limits;
    }

    private Map<String, Object> health() {
        Map<String, @Nullable Object> given = map(service.get("healthcheck"));
        Map<String, Object> health = new LinkedHashMap<>();
        if (Boolean.TRUE.equals(given.get("disable"))) {
            if (!list(given.get("test")).isEmpty()) {
                throw refused("healthcheck", "disable", "disable and test do not go together");
            }
            health.put("Test", List.of("NONE"));
            return health;
        }
        put(health, "Test", given.get("test"));
        put(health, "Interval", given.get("interval"));
        put(health, "Timeout", given.get("timeout"));
        put(health, "StartPeriod", given.get("start_period"));
        put(health, "StartInterval", given.get("start_interval"));
        put(health, "Retries", given.get("retries"));
        return health;
    }

    private Map<String, Object> resources() {
        Map<String, @Nullable Object> given = map(deploy.get("resources"));
        Map<String, Object> resources = new LinkedHashMap<>();
        if (given.get("limits") != null) {
            Map<String, @Nullable Object> limits = map(given.get("limits"));
            Map<String, Object> written = new LinkedHashMap<>();
            put(written, "NanoCPUs", processors("limits", limits));
            put(written, "MemoryBytes", limits.get("memory"));
            put(written, "Pids", limits.get("pids"));
            resources.put("Limits", written);
        }
        if (given.get("reservations") != null) {
            Map<String, @Nullable Object> reservations = map(given.get("reservations"));
            Map<String, Object> written = new LinkedHashMap<>();
            put(written, "NanoCPUs", processors("reservations", reservations));
            put(written, "MemoryBytes", reservations.get("memory"));
            List<Object> generic = new ArrayList<>();
            for (Object one : list(reservations.get("generic_resources"))) {
                Map<String, @Nullable Object> discrete =
                        map(map(one).get("discrete_resource_spec"));
                Map<String, Object> resource = new LinkedHashMap<>();
                put(resource, "Kind", discrete.get("kind"));
                put(resource, "Value", discrete.get("value"));
                generic.add(
                        map(one).get("discrete_resource_spec") == null
                                ? Map.of()
                                : Map.of("DiscreteResourceSpec", resource));
            }
            put(written, "GenericResources", generic);
            resources.put("Reservations", written);
        }
        return resources;
    }

    private long processors(String kind, Map<String, @Nullable Object> given) {
        String cpus = text(given, "cpus");
        if (cpus.isEmpty()) {
            return 0;
        }
        try {
            return Numbers.nanos(cpus);
        } catch (IllegalArgumentException e) {
            throw refused(
                    "deploy.resources." + kind + ".cpus",
                    cpus,
                    e.getMessage() + "; accepted form: a number of processors, such as \"0.5\"");
        }
    }

    private @Nullable Map<String, Object> restart() {
        Map<String, Object> written = new LinkedHashMap<>();
        if (deploy.get("restart_policy") != null) {
            Map<String, @Nullable Object> policy = map(deploy.get("restart_policy"));
            put(written, "Condition", policy.get("condition"));
            copy(policy, "delay", "Delay", written);
            copy(policy, "max_attempts", "MaxAttempts", written);
            copy(policy, "window", "Window", written);
            return written;
        }
        String restart = text(service, "restart");
        Matcher form = RESTART.matcher(restart);
        String name = form.matches() ? Objects.toString(form.group(1), "") : "?";
        String number = form.matches() ? form.group(2) : null;
        if (number != null && !name.equals("on-failure")) {
            name = "?";
        }
        switch (name) {
            case "", "no" -> {
                return null;
            }
            case "always", "unless-stopped" -> written.put("Condition", "any");
            case "on-failure" -> {
                written.put("Condition", "on-failure");
                written.put("MaxAttempts", number == null ? 0L : Long.parseLong(number));
            }
            default ->
                    throw refused(
                            "restart",
                            restart,
                            "accepted form: no, always, unless-stopped or on-failure[:attempts]");
        }
        return written;
    }

    private static void copy(
            Map<String, @Nullable Object> from, String key, String name, Map<String, Object> to) {
        Object value = from.get(key);
        if (value != null) {
            to.put(name, value);
        }
    }

    private Map<String, Object> placement() {
        Map<String, @Nullable Object> given = map(deploy.get("placement"));
        Map<String, Object> placement = new LinkedHashMap<>();
        put(placement, "Constraints", given.get("constraints"));
        List<Object> preferences = new ArrayList<>();
        for (Object preference : list(given.get("preferences"))) {
            preferences.add(
                    Map.of("Spread", Map.of("SpreadDescriptor", text(map(preference), "spread"))));
        }
        put(placement, "Preferences", preferences);
        put(placement, "MaxReplicas", given.get("max_replicas_per_node"));
        return placement;
    }

    private List<Map<String, Object>> networks() {
        Map<String, @Nullable Object> own = new LinkedHashMap<>(map(service.get("networks")));
        if (own.isEmpty()) {
            own.put("default", null);
        }
        Map<String, @Nullable Object> known = plan.section("networks");
        List<Map<String, Object>> attachments = new ArrayList<>();
        own.forEach(
                (name, given) -> {
                    if (!known.containsKey(name) && !name.equals("default")) {
                        throw refused(
                                "networks", name, "the top-level key networks has no such network");
                    }
                    Map<String, @Nullable Object> attachment = map(given);
                    Map<String, Object> written = new LinkedHashMap<>();
                    String target = plan.nameOf(name, map(known.get(name)));
                    written.put("Target", target);
                    List<Object> aliases = new ArrayList<>(list(attachment.get("aliases")));
                    if (StackPlan.isOfUsers(target)) {
                        aliases.add(key);
                    }
                    put(written, "Aliases", aliases);
                    put(written, "DriverOpts", attachment.get("driver_opts"));
                    attachments.add(written);
                });
        attachments.sort(Comparator.comparing(one -> String.valueOf(one.get("Target"))));
        return attachments;
    }

    private Map<String, Object> endpoint() {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        put(endpoint, "Mode", text(deploy, "endpoint_mode").toLowerCase(Locale.ROOT));
        List<Map<String, Object>> ports = new ArrayList<>();
        for (Object given : list(service.get("ports"))) {
            Map<String, @Nullable Object> port = map(given);
            Map<String, Object> written = new LinkedHashMap<>();
            put(written, "Protocol", port.get("protocol"));
            put(written, "TargetPort", port.get("target"));
            put(written, "PublishedPort", port.get("published"));
            put(written, "PublishMode", port.get("mode"));
            ports.add(written);
        }
        ports.sort(
                Comparator.comparingLong(
                        port -> ((Number) port.getOrDefault("PublishedPort", 0L)).longValue()));
        put(endpoint, "Ports", ports);
        return endpoint;
    }

    private Map<String, Object> mode() {
        String mode = text(deploy, "mode");
        Object replicas = deploy.get("replicas");
        Map<String, Object> written = new LinkedHashMap<>();
        switch (mode) {
            case "", "replicated" -> {
                if (replicas != null) {
                    written.put("Replicas", replicas);
                }
                return Map.of("Replicated", written);
            }
            case "replicated-job" -> {
                if (replicas != null) {
                    written.put("MaxConcurrent", replicas);
                    written.put("TotalCompletions", replicas);
                }
                return Map.of("ReplicatedJob", written);
            }
            case "global", "global-job" -> {
                if (replicas != null) {
                    throw refused(
                            "deploy.replicas",
                            replicas,
                            "only the modes replicated and replicated-job have replicas");
                }
                return Map.of(mode.equals("global") ? "Global" : "GlobalJob", written);
            }
            default ->
                    throw refused(
                            "deploy.mode",
                            mode,
                            "accepted form: replicated, global, replicated-job or global-job");
        }
    }

    private void change(String name, String field, Map<String, Object> spec) {
        if (deploy.get(name) == null) {
            return;
        }
        Map<String, @Nullable Object> given = map(deploy.get(name));
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("Parallelism", Objects.requireNonNullElse(given.get("parallelism"), 1L));
        put(written, "Delay", given.get("delay"));
        put(written, "FailureAction", given.get("failure_action"));
        put(written, "Monitor", given.get("monitor"));
        put(written, "MaxFailureRatio", given.get("max_failure_ratio"));
        put(written, "Order", given.get("order"));
        spec.put(field, written);
    }

    private List<Map<String, Object>> references(String kind, String nameField) {
        Map<String, @Nullable Object> known = plan.section(kind);
        List<Map<String, Object>> references = new ArrayList<>();
        Set<String> targets = new LinkedHashSet<>();
        for (Object given : list(service.get(kind))) {
            Map<String, @Nullable Object> reference = map(given);
            String source = text(reference, "source");
            if (!known.containsKey(source)) {
                throw refused(kind, source, "the top-level key " + kind + " has no such name");
            }
            String target = text(reference, "target");
            Map<String, Object> file = new LinkedHashMap<>();
            String name = target.isEmpty() ? source : target;
            if (!targets.add(name)) {
                throw refused(kind, name, "two of them have this target");
            }
            file.put("Name", name);
            file.put("UID", orZero(text(reference, "uid")));
            file.put("GID", orZero(text(reference, "gid")));
            file.put("Mode", Objects.requireNonNullElse(reference.get("mode"), 0444L));
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("File", file);
            written.put(nameField, plan.nameOf(source, map(known.get(source))));
            references.add(written);
        }
        references.sort(Comparator.comparing(one -> String.valueOf(one.get(nameField))));
        return references;
    }

    private static String orZero(String id) {
        return id.isEmpty() ? "0" : id;
    }

    /** Writes the credential specification, and returns the name of the config that it is in, if it is. */
    private String credentials(Map<String, Object> container) {
        Map<String, @Nullable Object> given = map(service.get("credential_spec"));
        Map<String, Object> written = new LinkedHashMap<>();
        put(written, "Config", given.get("config"));
        put(written, "File", given.get("file"));
        put(written, "Registry", given.get("registry"));
        if (written.isEmpty()) {
            return "";
        }
        if (written.size() > 1) {
            throw refused(
                    "credential_spec",
                    String.join(" and ", written.keySet()).toLowerCase(Locale.ROOT),
                    "only one of config, file and registry can be set");
        }
        container.put("Privileges", new LinkedHashMap<>(Map.of("CredentialSpec", written)));
        String config = text(given, "config");
        if (config.isEmpty()) {
            return "";
        }
        Map<String, @Nullable Object> known = plan.section("configs");
        if (!known.containsKey(config)) {
            throw refused(
                    "credential_spec.config", config, "the top-level key configs has no such name");
        }
        return plan.nameOf(config, map(known.get(config)));
    }
}
