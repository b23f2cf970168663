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
        YamlNode next = Nodes.put(services(root), "name", projectName);
        for (String section : RESOURCES) {
            YamlNode resources = next.get(section);
            if (resources != null && resources.isMap()) {
                next = next.put(section, named(resources));
            }
        }
        return next;
    }

    private YamlNode services(YamlNode root) {
        YamlNode given = root.get("services");
        if (given == null || !given.isMap()) {
            return root;
        }
        Map<String, YamlNode> services = new LinkedHashMap<>();
        boolean usesDefault = false;
        for (Map.Entry<String, YamlNode> entry : given.map().entrySet()) {
            YamlNode service = attached(entry.getValue());
            usesDefault |=
                    isAttached(service) && Nodes.at(service, "networks").map().containsKey(DEFAULT);
            services.put(entry.getKey(), service(service));
        }
        YamlNode next = root.put("services", given.with(services));
        YamlNode networks = Nodes.at(next, "networks");
        return usesDefault && !networks.map().containsKey(DEFAULT)
                ? next.put("networks", networks.put(DEFAULT, networks.with(null)))
                : next;
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
        YamlNode service = given;
        YamlNode build = service.get("build");
        if (build != null && build.isMap()) {
            service = service.put("build", build(build));
        }
        if (Nodes.text(service, "pull_policy").equals("if_not_present")) {
            service = Nodes.put(service, "pull_policy", "missing");
        }
        YamlNode variables = service.get("environment");
        if (variables != null) {
            service = service.put("environment", inherited(variables, true));
        }
        YamlNode mounts = service.get("volumes");
        if (mounts != null && mounts.isList()) {
            service = service.put("volumes", withShortTargets(mounts));
        }
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
        YamlNode args = next.get("args");
        return args == null ? next : next.put("args", inherited(args, false));
    }

    /** Returns variables, those without a value with that of the environment. */
    private YamlNode inherited(YamlNode variables, boolean keepsUnset) {
        if (variables.isMap()) {
            Map<String, YamlNode> next = new LinkedHashMap<>();
            for (Map.Entry<String, YamlNode> entry : variables.map().entrySet()) {
                String name = entry.getKey();
                YamlNode value = entry.getValue();
                String found = value.isNull() ? environment.get(name) : null;
                if (found != null) {
                    next.put(name, value.with(found));
                } else if (!value.isNull() || keepsUnset) {
                    next.put(name, value);
                }
            }
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

    private static YamlNode withShortTargets(YamlNode mounts) {
        List<YamlNode> next = new ArrayList<>();
        for (YamlNode mount : mounts.list()) {
            YamlNode target = mount.get("target");
            next.add(
                    target == null
                            ? mount
                            : Nodes.put(mount, "target", PathText.cleanUnix(target.text())));
        }
        return mounts.with(next);
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

    /** Returns resources, each with a name. */
    private YamlNode named(YamlNode resources) {
        Map<String, YamlNode> next = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> entry : resources.map().entrySet()) {
            String key = entry.getKey();
            YamlNode given = entry.getValue();
            YamlNode resource = given.isNull() ? given.with(Map.of()) : given;
            boolean isExternal = Nodes.text(resource, "external").equals("true");
            next.put(
                    key,
                    Nodes.has(resource, "name")
                            ? resource
                            : Nodes.put(
                                    resource, "name", isExternal ? key : projectName + "_" + key));
        }
        return resources.with(next);
    }
}
