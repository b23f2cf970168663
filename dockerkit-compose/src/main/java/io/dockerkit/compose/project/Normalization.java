package io.dockerkit.compose.project;

import io.dockerkit.compose.file.PathText;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document says without words: the network {@code default}, names of networks and volumes, dependencies that follow
 * from other keys. Immutable and thread-safe.
 */
final class Normalization {
    private static final String DEFAULT = "default";
    private static final List<String> NAMESPACES =
            List.of("network_mode", "ipc", "pid", "uts", "cgroup");
    private static final List<String> RESOURCES =
            List.of("networks", "volumes", "configs", "secrets");

    private final String projectName;
    private final Map<String, String> environment;

    /**
     * Creates it.
     *
     * @param environment where variables without a value find theirs
     */
    Normalization(String projectName, Map<String, String> environment) {
        this.projectName = projectName;
        this.environment = environment;
    }

    /** Returns the document with all that in words. */
    YamlNode apply(YamlNode root) {
        YamlNode next = networks(root);
        next =
                next.mapped(
                        "services",
                        services -> Nodes.each(services, (name, service) -> service(service)));
        next = Nodes.put(next, "name", projectName);
        for (String resource : RESOURCES) {
            next = next.mapped(resource, all -> Nodes.each(all, this::named));
        }
        return next;
    }

    private static YamlNode networks(YamlNode root) {
        YamlNode next =
                root.mapped(
                        "services",
                        services -> Nodes.each(services, (name, service) -> attached(service)));
        boolean usesDefault =
                Nodes.at(next, "services").map().values().stream()
                        .anyMatch(
                                service ->
                                        isAttached(service)
                                                && Nodes.at(service, "networks")
                                                        .map()
                                                        .containsKey(DEFAULT));
        YamlNode networks = Nodes.at(next, "networks");
        if (!usesDefault || networks.map().containsKey(DEFAULT)) {
            return next;
        }
        return Nodes.put(next, "networks", Nodes.put(networks, DEFAULT, networks.with(null)));
    }

    private static boolean isAttached(YamlNode service) {
        return !service.map().containsKey("provider") && !service.map().containsKey("network_mode");
    }

    private static YamlNode attached(YamlNode service) {
        if (!isAttached(service) || !Nodes.at(service, "networks").map().isEmpty()) {
            return service;
        }
        return Nodes.put(service, "networks", service.with(Map.of(DEFAULT, service.with(null))));
    }

    private YamlNode service(YamlNode given) {
        YamlNode service = given.mapped("build", build -> build.isMap() ? build(build) : build);
        if (Nodes.text(service, "pull_policy").equals("if_not_present")) {
            service = Nodes.put(service, "pull_policy", "missing");
        }
        service = service.mapped("environment", variables -> inherited(variables, true));
        service =
                service.mapped(
                        "volumes", mounts -> Nodes.eachItem(mounts, Normalization::shortTarget));
        Map<String, YamlNode> dependencies = dependencies(service);
        return dependencies.isEmpty()
                ? service
                : Nodes.put(service, "depends_on", service.with(dependencies));
    }

    private YamlNode build(YamlNode build) {
        YamlNode next = Nodes.has(build, "context") ? build : Nodes.put(build, "context", ".");
        if (!Nodes.has(build, "dockerfile") && !Nodes.has(build, "dockerfile_inline")) {
            next = Nodes.put(next, "dockerfile", "Dockerfile");
        }
        return next.mapped("args", args -> inherited(args, false));
    }

    /** Returns variables, those without a value with that of the environment. */
    private YamlNode inherited(YamlNode variables, boolean keepsUnset) {
        if (variables.isMap()) {
            Map<String, YamlNode> next = new LinkedHashMap<>();
            variables
                    .map()
                    .forEach(
                            (name, value) -> {
                                String found = value.isNull() ? environment.get(name) : null;
                                if (found != null) {
                                    next.put(name, value.with(found));
                                } else if (!value.isNull() || keepsUnset) {
                                    next.put(name, value);
                                }
                            });
            return variables.with(next);
        }
        if (!variables.isList()) {
            return variables;
        }
        List<YamlNode> next = new ArrayList<>();
        for (YamlNode variable : variables.list()) {
            String name = variable.text();
            String found = name.indexOf('=') >= 0 ? null : environment.get(name);
            if (found != null) {
                next.add(variable.with(name + "=" + found));
            } else if (name.indexOf('=') >= 0 || keepsUnset) {
                next.add(variable);
            }
        }
        return variables.with(next);
    }

    private static YamlNode shortTarget(YamlNode mount) {
        return mount.mapped("target", target -> target.with(PathText.cleanUnix(target.text())));
    }

    private static Map<String, YamlNode> dependencies(YamlNode service) {
        Map<String, YamlNode> all = new LinkedHashMap<>(Nodes.at(service, "depends_on").map());
        for (YamlNode link : Nodes.at(service, "links").list()) {
            String[] parts = link.text().split(":", -1);
            add(all, parts.length == 2 ? parts[0] : link.text(), true, link);
        }
        for (String namespace : NAMESPACES) {
            YamlNode mode = service.get(namespace);
            String shared = mode == null ? null : behind("service:", mode.text());
            if (mode != null && shared != null) {
                add(all, shared, true, mode);
            }
        }
        for (YamlNode from : Nodes.at(service, "volumes_from").list()) {
            String source = from.text();
            if (behind("container:", source) == null) {
                add(all, source.split(":", -1)[0], false, from);
            }
        }
        return all;
    }

    private static @Nullable String behind(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : null;
    }

    private static void add(
            Map<String, YamlNode> all, String service, boolean restart, YamlNode at) {
        all.putIfAbsent(
                service,
                at.with(
                        Map.of(
                                "condition", at.with("service_started"),
                                "restart", at.with(restart),
                                "required", at.with(true))));
    }

    private YamlNode named(String key, YamlNode given) {
        YamlNode resource = given.isNull() ? given.with(Map.of()) : given;
        if (Nodes.has(resource, "name")) {
            return resource;
        }
        boolean isExternal = Nodes.text(resource, "external").equals("true");
        return Nodes.put(resource, "name", isExternal ? key : projectName + "_" + key);
    }
}
