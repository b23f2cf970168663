package io.dockerkit.compose.project;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.schema.NearKeys;
import io.dockerkit.compose.syntax.Refusal;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether the parts of a project fit together. Immutable and thread-safe. */
final class Consistency {
    private static final Set<String> TEST_COMMANDS = Set.of("CMD", "CMD-SHELL", "NONE");

    private final Model model;

    private Consistency(Model model) {
        this.model = model;
    }

    /**
     * Checks a project.
     *
     * @return the project, in which {@code scale} and {@code deploy.replicas} are the same
     * @throws InvalidOptionException if something in it is wrong
     */
    static Model check(Model model) {
        Consistency consistency = new Consistency(model);
        Map<String, YamlNode> services = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> service : model.services().entrySet()) {
            String name = service.getKey();
            services.put(name, consistency.service(name, service.getValue()));
        }
        Model next = model.withServices(services, model.disabled());
        for (Map.Entry<String, YamlNode> secret : model.resources("secrets").entrySet()) {
            secret(secret.getKey(), secret.getValue());
        }
        new Dependencies(next).requireNoCycle();
        return next;
    }

    /** Refuses two services that give their containers the same name. */
    static void requireOwnContainerNames(Model model) {
        Map<String, String> users = new HashMap<>();
        for (Map.Entry<String, YamlNode> entry : model.services().entrySet()) {
            String service = entry.getKey();
            String name = Nodes.text(entry.getValue(), "container_name");
            String other = name.isEmpty() ? null : users.putIfAbsent(name, service);
            if (other != null) {
                throw refused(
                        "services." + service + ".container_name",
                        Nodes.at(entry.getValue(), "container_name"),
                        "the service " + other + " has the same container name");
            }
        }
    }

    private static InvalidOptionException refused(String path, YamlNode node, String reason) {
        return Refusal.of(path, node, reason);
    }

    private YamlNode service(String name, YamlNode service) {
        String path = "services." + name;
        if (!Nodes.has(service, "build")
                && Nodes.text(service, "image").isEmpty()
                && !Nodes.has(service, "provider")) {
            throw refused(path, service, "needs an image or a build");
        }
        if (Nodes.has(service, "build")) {
            build(path + ".build", service, Nodes.at(service, "build"));
        }
        networks(path, service);
        healthCheck(path, service);
        dependencies(path, service);
        references(path, service);
        YamlNode scaled = scaled(path, service);
        resources(path, scaled);
        watch(path, scaled);
        mounts(path, scaled);
        return scaled;
    }

    private void build(String path, YamlNode service, YamlNode build) {
        if (Nodes.has(build, "dockerfile_inline") && Nodes.has(build, "dockerfile")) {
            throw refused(
                    path + ".dockerfile",
                    Nodes.at(build, "dockerfile"),
                    "takes either dockerfile or dockerfile_inline");
        }
        YamlNode contexts = Nodes.at(build, "additional_contexts");
        Shapes.pairs(contexts, path, "")
                .forEach(
                        (key, value) -> {
                            String context = String.valueOf(value);
                            if (context.startsWith("service:")) {
                                context(
                                        path + ".additional_contexts." + key,
                                        contexts,
                                        context.substring("service:".length()));
                            }
                        });
        List<Object> platforms = Shapes.texts(Nodes.at(build, "platforms"), path + ".platforms");
        String platform = Nodes.text(service, "platform");
        if (!platforms.isEmpty() && !platform.isEmpty() && !platforms.contains(platform)) {
            throw refused(
                    path + ".platforms",
                    Nodes.at(build, "platforms"),
                    "must have the platform of the service, which is " + platform);
        }
    }

    private void context(String path, YamlNode contexts, String name) {
        YamlNode other = model.services().get(name);
        if (other == null) {
            throw Refusal.of(path, contexts.place(), name, "there is no such service");
        }
        if (!Nodes.has(other, "build")) {
            throw Refusal.of(path, contexts.place(), name, "this service is not built");
        }
    }

    private void networks(String path, YamlNode service) {
        String mode = Nodes.text(service, "network_mode");
        YamlNode networks = Nodes.at(service, "networks");
        if (!mode.isEmpty() && !networks.map().isEmpty()) {
            throw refused(
                    path + ".network_mode",
                    Nodes.at(service, "network_mode"),
                    "takes either network_mode or networks");
        }
        for (Map.Entry<String, YamlNode> entry : networks.map().entrySet()) {
            String name = entry.getKey();
            requireDefined("networks", name, entry.getValue(), path + ".networks." + name);
        }
        String shared = mode.startsWith("service:") ? mode.substring("service:".length()) : "";
        if (!shared.isEmpty() && !model.services().containsKey(shared)) {
            throw refused(
                    path + ".network_mode", Nodes.at(service, "network_mode"), noService(shared));
        }
    }

    private void requireDefined(String section, String name, YamlNode at, String path) {
        if (!model.resources(section).containsKey(name)) {
            throw Refusal.of(
                    path,
                    at.place(),
                    name,
                    near(name, model.resources(section).keySet())
                            .map(near -> "not defined; did you mean " + near + "?")
                            .orElse("not defined; define it in the top-level " + section));
        }
    }

    /** Among short names, a near one is another one. */
    private static Optional<String> near(String name, Set<String> known) {
        return name.length() < 4 ? Optional.empty() : NearKeys.nearest(name, known);
    }

    private String noService(String name) {
        YamlNode disabled = model.disabled().get(name);
        return disabled == null
                ? near(name, model.services().keySet())
                        .map(near -> "there is no service " + name + "; did you mean " + near + "?")
                        .orElse("there is no service " + name)
                : "the service "
                        + name
                        + " is only in the profiles "
                        + Nodes.at(disabled, "profiles").plain()
                        + ", none of which is active";
    }

    private static void healthCheck(String path, YamlNode service) {
        YamlNode test = Nodes.at(service, "healthcheck", "test");
        if (test.isList()
                && !test.list().isEmpty()
                && !TEST_COMMANDS.contains(test.list().get(0).text())) {
            throw refused(
                    path + ".healthcheck.test[0]",
                    test.list().get(0),
                    "must be CMD, CMD-SHELL or NONE");
        }
    }

    private void dependencies(String path, YamlNode service) {
        for (Map.Entry<String, YamlNode> entry : Nodes.at(service, "depends_on").map().entrySet()) {
            String name = entry.getKey();
            YamlNode dependency = entry.getValue();
            boolean isThere =
                    model.services().containsKey(name)
                            || (model.disabled().containsKey(name)
                                    && !Dependencies.isRequired(dependency));
            if (!isThere) {
                throw Refusal.of(path + ".depends_on", dependency.place(), name, noService(name));
            }
        }
    }

    private void references(String path, YamlNode service) {
        int index = 0;
        for (YamlNode mount : Nodes.at(service, "volumes").list()) {
            String source = Nodes.text(mount, "source");
            if (Nodes.text(mount, "type").equals("volume") && !source.isEmpty()) {
                requireDefined("volumes", source, mount, path + ".volumes[" + index + "]");
            }
            index++;
        }
        sources(path + ".build.secrets", "secrets", Nodes.at(service, "build", "secrets"));
        sources(path + ".configs", "configs", Nodes.at(service, "configs"));
        for (Map.Entry<String, YamlNode> entry : Nodes.at(service, "models").map().entrySet()) {
            requireDefined("models", entry.getKey(), entry.getValue(), path + ".models");
        }
        sources(path + ".secrets", "secrets", Nodes.at(service, "secrets"));
    }

    private void sources(String path, String section, YamlNode mounts) {
        int index = 0;
        for (YamlNode mount : mounts.list()) {
            requireDefined(section, Nodes.text(mount, "source"), mount, path + "[" + index++ + "]");
        }
    }

    private static YamlNode scaled(String path, YamlNode given) {
        YamlNode service = given;
        YamlNode scale = service.get("scale");
        YamlNode replicas = Nodes.at(service, "deploy").get("replicas");
        if (scale != null && !scale.isNull() && Nodes.has(service, "deploy")) {
            if (replicas != null
                    && Quantities.whole(replicas, path) != Quantities.whole(scale, path)) {
                throw refused(path + ".scale", scale, "deploy.replicas is " + replicas.text());
            }
            YamlNode number = scale;
            service = service.mapped("deploy", deploy -> Nodes.put(deploy, "replicas", number));
        }
        boolean isScale = scale != null && !scale.isNull();
        YamlNode count = isScale ? scale : replicas;
        String key = path + (isScale ? ".scale" : ".deploy.replicas");
        if (count != null && Quantities.whole(count, key) < 0) {
            throw refused(key, count, "must not be negative");
        }
        if (count != null
                && Quantities.whole(count, key) > 1
                && !Nodes.text(service, "container_name").isEmpty()) {
            throw refused(
                    key,
                    count,
                    "several containers cannot have the same name, the container_name of the service");
        }
        return service;
    }

    private static void resources(String path, YamlNode service) {
        YamlNode limits = Nodes.at(service, "deploy", "resources").get("limits");
        YamlNode reserved = Nodes.at(service, "deploy", "resources").get("reservations");
        if (limits != null && !limits.isNull()) {
            float processors = ratio(service, path, "cpus");
            if (processors != 0 && processors != ratio(limits, path, "cpus")) {
                throw differs(path, service, "cpus", "deploy.resources.limits.cpus");
            }
            sameBytes(path, service, "mem_limit", limits, "memory", "limits");
            long processes = whole(service, path, "pids_limit");
            if (processes != 0 && processes != whole(limits, path, "pids")) {
                throw differs(path, service, "pids_limit", "deploy.resources.limits.pids");
            }
        }
        if (reserved != null && !reserved.isNull()) {
            sameBytes(path, service, "mem_reservation", reserved, "memory", "reservations");
        }
    }

    private static void sameBytes(
            String path,
            YamlNode service,
            String key,
            YamlNode deploy,
            String other,
            String where) {
        long own = Quantities.bytes(Nodes.at(service, key), path + "." + key);
        if (own != 0 && own != Quantities.bytes(Nodes.at(deploy, other), path)) {
            throw differs(path, service, key, "deploy.resources." + where + "." + other);
        }
    }

    private static float ratio(YamlNode mapping, String path, String key) {
        YamlNode node = mapping.get(key);
        return node == null ? 0 : Quantities.ratio(node, path + "." + key);
    }

    private static long whole(YamlNode mapping, String path, String key) {
        YamlNode node = mapping.get(key);
        return node == null ? 0 : Quantities.whole(node, path + "." + key);
    }

    private static InvalidOptionException differs(
            String path, YamlNode service, String key, String other) {
        return refused(
                path + "." + key,
                Objects.requireNonNull(service.get(key)),
                "must be the same as " + other);
    }

    private static void watch(String path, YamlNode service) {
        int index = 0;
        for (YamlNode watch : Nodes.at(service, "develop", "watch").list()) {
            String action = Nodes.text(watch, "action");
            if (Nodes.text(watch, "target").isEmpty()
                    && !action.equals("rebuild")
                    && !action.equals("restart")) {
                throw refused(
                        path + ".develop.watch[" + index + "]",
                        watch,
                        "needs a target, the path in the container");
            }
            index++;
        }
    }

    private static void mounts(String path, YamlNode service) {
        Map<String, String> users = new HashMap<>();
        YamlNode tmpfs = Nodes.at(service, "tmpfs");
        int index = 0;
        for (YamlNode item : tmpfs.isList() || tmpfs.isMap() ? tmpfs.list() : List.of(tmpfs)) {
            String where = path + ".tmpfs[" + index++ + "]";
            mount(where, item, item.text().split(":", -1)[0], users);
        }
        index = 0;
        for (YamlNode volume : Nodes.at(service, "volumes").list()) {
            String where = path + ".volumes[" + index++ + "]";
            mount(where, volume, Nodes.text(volume, "target"), users);
        }
    }

    private static void mount(
            String where, YamlNode node, String target, Map<String, String> users) {
        String other = users.putIfAbsent(target, where);
        if (other != null) {
            throw Refusal.of(
                    where, node.place(), target, "already the target of the mount " + other);
        }
    }

    private static void secret(String name, YamlNode secret) {
        if (!Nodes.text(secret, "external").equals("true")
                && Nodes.text(secret, "file").isEmpty()
                && Nodes.text(secret, "environment").isEmpty()) {
            throw refused("secrets." + name, secret, "needs a file or an environment");
        }
    }
}
